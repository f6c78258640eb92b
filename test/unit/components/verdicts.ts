import { type Component, type Outcome, scenario } from 'clew';
import { examine } from '../../../src/search/examine.ts';
import type { BoundsOptions } from '../../../src/simulator/bounds.ts';

/** For each outcome of a system: that it survives, or the failure sets that break it. Also that no handler throws. */
export function verdicts<Name extends string>(nodes: { readonly [id: string]: Component }, outcomes: { readonly [Each in Name]: Outcome }, bounds: BoundsOptions): Record<string, string | readonly string[]> {
  const report = examine(scenario({ name: 'test/component', nodes, outcomes }), bounds);
  return Object.fromEntries(
    report.outcomes.map(({ name, verdict, failureSets, certificate }) => {
      if (verdict === 'broken') return [name, failureSets.map(({ faults }) => faults)];
      return [name, certificate.complete ? verdict : 'undecided'];
    }),
  );
}

/** All of these survive. */
export function surviving(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, 'survives']));
}
