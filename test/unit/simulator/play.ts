import type { Bounds } from '../../../src/simulator/bounds.ts';
import { ClewError } from '../../../src/simulator/errors.ts';
import { parseFailureSet } from '../../../src/simulator/failure-set.ts';
import type { Run } from '../../../src/simulator/run.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { Simulation, type SimulationOptions } from '../../../src/simulator/simulation.ts';

/** Bounds that leave room for every test. */
export const roomy: Bounds = { horizon: 40, until: 30, depth: 3, atomicSteps: false, budget: {}, durations: [], deferrals: [] };

/** What a test asks of a run. */
export interface Played {
  readonly run: Run;
  readonly simulation: Simulation;
  /** The steps in order, such as `3 b/a:vote@1`: tick and name. */
  readonly steps: readonly string[];
  /** The tokens of the faults that fired, in canonical order. */
  readonly fired: readonly string[];
  /** The values recorded under a kind, in order. */
  readonly recorded: (kind?: string) => readonly unknown[];
  /** A node's state or disk as it is in the end. */
  readonly memory: (node: string, place?: 'state' | 'disk') => unknown;
}

/** Plays a scenario once. */
export function play(scenario: Scenario, faults = 'none', bounds: Partial<Bounds> = {}, options: SimulationOptions = {}): Played {
  const simulation = new Simulation(scenario, options);
  const run = simulation.play(parseFailureSet(faults), { ...roomy, ...bounds });
  return {
    run,
    simulation,
    steps: Array.from({ length: run.stepCount }, (_, step) => `${run.stepTick[step]} ${run.stepName(step)}`),
    fired: [...run.fired].map((fault) => fault.token).toSorted(),
    recorded: (kind) => simulation.observations.list.filter((observation) => kind === undefined || observation.kind === kind).map(({ value }) => value),
    memory: (node, place = 'state') => structuredClone(simulation.tracker.plainOf(simulation.nodeNamed(node)[place])),
  };
}

/** The mistake that playing a scenario ends in. */
export function mistakeOf(action: () => unknown): ClewError {
  try {
    action();
  } catch (error) {
    if (error instanceof ClewError) return error;
    throw error;
  }
  throw new Error('no mistake was found');
}
