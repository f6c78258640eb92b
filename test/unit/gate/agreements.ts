import type { AgreedBounds, AgreedOutcome, Agreement } from '../../../src/gate/agreement.ts';

/** Bounds of at most two faults: one crash, two drops. */
const bounds: AgreedBounds = { depth: 2, budget: { crash: 1, drop: 2 }, atomicSteps: false };

/** An outcome that these failure sets break, or none. */
export function outcome(name: string, failureSets: readonly string[], rest: Partial<AgreedOutcome> = {}): AgreedOutcome {
  return { outcome: name, kind: 'always', verdict: failureSets.length > 0 ? 'broken' : 'survives', certified: 2, failureSets, ...rest };
}

/** An agreement on one scenario, `p/one`. */
export function agreement(outcomes: readonly AgreedOutcome[], within: Partial<AgreedBounds> = {}): Agreement {
  return { scenarios: [{ scenario: 'p/one', bounds: { ...bounds, ...within }, outcomes }] };
}
