import { type Component, type Outcome, scenario } from 'clew';
import { examine } from '../../../src/search/examine.ts';
import type { BoundsOptions } from '../../../src/simulator/bounds.ts';
import { parseFailureSet } from '../../../src/simulator/failure-set.ts';
import { Simulation } from '../../../src/simulator/simulation.ts';
import { prepare } from '../../../src/simulator/preparation.ts';

/** What a search says of one outcome. */
export interface Searched {
  readonly verdict: string;
  readonly sets: readonly string[];
  /** What was expected and what came, at the end of the first breaking run. */
  readonly compared: unknown;
}

/** Searches a system for what breaks one outcome, and shows what the checker says of the first failure set. */
export function searched(nodes: { readonly [id: string]: Component }, outcome: Outcome, bounds: BoundsOptions): Searched {
  let seen: unknown;
  const shown: Outcome = { ...outcome, holds: (world) => ((seen = outcome.compare?.(world)), outcome.holds(world)) };
  const system = scenario({ name: 'test/checker', nodes, outcomes: { shown } });
  const [report] = examine(system, bounds).outcomes;
  const sets = report!.failureSets.map(({ faults }) => faults);
  new Simulation(system).play(parseFailureSet(sets[0] ?? 'none'), prepare(system, bounds).bounds);
  return { verdict: report!.verdict, sets, compared: seen };
}

