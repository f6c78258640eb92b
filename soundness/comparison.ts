import type { Bounds, Budget } from '../src/simulator/bounds.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { Simulation } from '../src/simulator/simulation.ts';
import { miserly, SimulatedSystem, type TouchRules, wasteful } from '../src/search/simulated-system.ts';
import { keyOf } from '../src/search/failure-sets.ts';
import { search } from '../src/search/search.ts';
import type { SearchMethod } from '../src/search/strategy.ts';
import { brokenPromises } from './broken-promises.ts';
import type { Protocol } from './protocol.ts';
import { limits, scenarioOf } from './scenario.ts';

/** The faults that protocols are searched under. */
export interface FaultMix {
  readonly budget: Budget;
  readonly depth: number;
}

/** How the two searches compare on one protocol. */
export interface Comparison {
  /** The minimal failure sets that exhaustive search found, in order. */
  readonly breaking: readonly string[];
  readonly exhaustiveRuns: number;
  readonly coverRuns: number;
  /** Whether some run reached a limit, so that nothing is known of it. */
  readonly inconclusive: boolean;
  /** What is wrong, one line each: sets that only one of the two found, promises that a found set does not keep. */
  readonly complaints: readonly string[];
}

/** The bounds within which a protocol is searched. */
export function boundsOf(protocol: Protocol, mix: FaultMix): Bounds {
  return { horizon: protocol.horizon, until: protocol.until, depth: mix.depth, atomicSteps: false, budget: mix.budget, durations: protocol.durations, deferrals: protocol.deferrals };
}

/** Searches one protocol both ways; undefined for a protocol that is passed over. */
export function compare(protocol: Protocol, mix: FaultMix, rules?: Partial<TouchRules>): Comparison | undefined {
  const scenario = scenarioOf(protocol);
  return scenario && compareScenario(scenario, boundsOf(protocol, mix), rules);
}

/** Searches one scenario, of one outcome, both ways. */
export function compareScenario(scenario: Scenario, bounds: Bounds, rules?: Partial<TouchRules>): Comparison {
  const simulation = new Simulation(scenario, { limits });
  const all = searched(new SimulatedSystem(simulation, bounds, {}, wasteful), 'exhaustive');
  const some = searched(new SimulatedSystem(simulation, bounds, rules, miserly), 'cover');
  const complaints = [
    ...all.sets.filter((set) => !some.sets.includes(set)).map((set) => `missed  ${set}`),
    ...some.sets.filter((set) => !all.sets.includes(set)).map((set) => `only by cover  ${set}`),
    ...brokenPromises(scenario, bounds, all.sets),
  ];
  return { breaking: all.sets, exhaustiveRuns: all.runs, coverRuns: some.runs, inconclusive: all.inconclusive || some.inconclusive, complaints };
}

/** Searches a system, of one outcome, to its end. */
export function searched(system: SimulatedSystem, method: SearchMethod): { sets: string[]; runs: number; inconclusive: boolean } {
  const runs = search(system, { method, bounds: system.bounds, outcomes: [0] });
  for (let next = runs.next(); ; next = runs.next()) {
    if (!next.done) continue;
    const { breaking, inconclusive } = next.value.strategies.get(0)!;
    return { sets: breaking.sets.map(({ faults }) => keyOf(faults)).sort(), runs: next.value.runs, inconclusive };
  }
}
