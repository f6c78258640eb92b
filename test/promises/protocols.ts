import { protocolNumbered } from '../../soundness/arbitrary.ts';
import { boundsOf, type FaultMix } from '../../soundness/comparison.ts';
import { limits, scenarioOf } from '../../soundness/scenario.ts';
import { search } from '../../src/search/search.ts';
import { miserly, SimulatedSystem } from '../../src/search/simulated-system.ts';
import type { SystemUnderTest } from '../../src/search/system-under-test.ts';
import type { SearchMethod } from '../../src/search/strategy.ts';
import type { Bounds } from '../../src/simulator/bounds.ts';
import type { Fault } from '../../src/simulator/fault.ts';
import { printFailureSet } from '../../src/simulator/fault.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { Simulation } from '../../src/simulator/simulation.ts';

/** A random protocol that is worth searching. */
export interface Candidate {
  readonly number: number;
  readonly scenario: Scenario;
  readonly bounds: Bounds;
}

/** The first so many random protocols from a number on; the same at each call. */
export function* candidates(first: number, count: number, mix: FaultMix): Generator<Candidate> {
  for (let [number, left] = [first, count]; left > 0; number++) {
    const protocol = protocolNumbered(number);
    const scenario = scenarioOf(protocol);
    if (scenario === undefined) continue;
    yield { number, scenario, bounds: boundsOf(protocol, mix) };
    left--;
  }
}

/** The system that a candidate is, ready to be searched. */
export function systemOf({ scenario, bounds }: Pick<Candidate, 'scenario' | 'bounds'>): SimulatedSystem {
  return new SimulatedSystem(new Simulation(scenario, { limits }), bounds, {}, miserly);
}

/** The minimal failure sets of the first outcome, in order. */
export function breakingSets(system: SystemUnderTest<Fault>, bounds: Bounds, method: SearchMethod = 'cover'): string[] {
  const runs = search(system, { method, bounds, outcomes: [0] });
  for (let next = runs.next(); ; next = runs.next()) {
    if (next.done) return next.value.strategies.get(0)!.breaking.sets.map(({ faults }) => printFailureSet(faults)).sort();
  }
}
