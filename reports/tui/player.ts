import { explainWays } from '../../src/explanation/explain.ts';
import type { Ways } from '../../src/explanation/ways.ts';
import type { OutcomeReport } from '../../src/search/examine.ts';
import type { Bounds } from '../../src/simulator/bounds.ts';
import { ClewError } from '../../src/simulator/errors.ts';
import { parseFailureSet } from '../../src/simulator/failure-set.ts';
import type { Fault } from '../../src/simulator/fault.ts';
import { kinds } from '../../src/simulator/faults/index.ts';
import { type Difference, firstDifference } from '../../src/simulator/first-difference.ts';
import { guarded } from '../../src/simulator/preparation.ts';
import { type RecordedRun, recordRun } from '../../src/simulator/recorded-run.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { Simulation } from '../../src/simulator/simulation.ts';

/** A run, and every fault that could strike something in it. */
export interface Played {
  readonly run: RecordedRun;
  readonly offers: readonly Fault[];
}

/** How many runs are kept. */
const runsKept = 40;

/** How many steps all runs may take that are made to tell failure sets apart: one waits for them at a key. */
const waysStepsMax = 60_000;

/** Plays runs of scenarios as they are looked at; the same run is played once. */
export class Player {
  private readonly scenarios: ReadonlyMap<string, Scenario>;
  private readonly simulations = new Map<string, Simulation>();
  private readonly differences = new WeakMap<RecordedRun, Difference | null>();
  private readonly explained = new WeakMap<OutcomeReport, Ways | null>();
  private readonly played = new Map<string, Played | ClewError>();

  constructor(scenarios: readonly { readonly scenario: Scenario; readonly reference: string }[]) {
    this.scenarios = new Map(scenarios.map(({ scenario, reference }) => [reference, scenario]));
  }

  /** The run under a failure set, or why there is none. */
  play(reference: string, faults: string, bounds: Bounds): Played | ClewError {
    const key = JSON.stringify([reference, faults, bounds.until, bounds.horizon]);
    const known = this.played.get(key);
    if (known !== undefined) return known;
    const played = this.playNow(reference, faults, bounds);
    if (this.played.size >= runsKept) this.played.delete(this.played.keys().next().value!);
    this.played.set(key, played);
    return played;
  }

  /** Where the run under a failure set parts from the fault-free one; null where it does not, or there is no such run. */
  difference(reference: string, faults: string, bounds: Bounds): Difference | null {
    const good = this.play(reference, 'none', bounds);
    const other = this.play(reference, faults, bounds);
    if (good instanceof ClewError || other instanceof ClewError) return null;
    const known = this.differences.get(other.run);
    if (known !== undefined) return known;
    const difference = firstDifference(good.run, other.run);
    this.differences.set(other.run, difference);
    return difference;
  }

  /** The distinct ways to break an outcome; null where the scenario cannot be played. */
  ways(reference: string, outcome: OutcomeReport, bounds: Bounds): Ways | null {
    const known = this.explained.get(outcome);
    if (known !== undefined) return known;
    const scenario = this.scenarios.get(reference);
    const ways = scenario === undefined || outcome.failureSets.length === 0 ? null : waysOrNone(scenario, outcome, bounds);
    this.explained.set(outcome, ways);
    return ways;
  }

  private playNow(reference: string, faults: string, bounds: Bounds): Played | ClewError {
    const scenario = this.scenarios.get(reference);
    if (scenario === undefined) return new ClewError('CLEW_UNKNOWN_SCENARIO', `${reference} could not be loaded, so its runs cannot be played`);
    try {
      let simulation = this.simulations.get(reference);
      if (simulation === undefined) this.simulations.set(reference, (simulation = new Simulation(scenario)));
      return playedIn(simulation, faults, bounds);
    } catch (error) {
      // A simulation that was abandoned in the middle of a run is not used again.
      this.simulations.delete(reference);
      if (error instanceof ClewError) return error;
      throw error;
    }
  }
}

function waysOrNone(scenario: Scenario, outcome: OutcomeReport, bounds: Bounds): Ways | null {
  try {
    return explainWays(scenario, bounds, outcome, { stepsMax: waysStepsMax });
  } catch (error) {
    if (error instanceof ClewError) return null;
    throw error;
  }
}

function playedIn(simulation: Simulation, faults: string, bounds: Bounds): Played {
  const run = guarded(simulation, () => recordRun(simulation, parseFailureSet(faults), bounds));
  const offers: Fault[] = [];
  for (const kind of Object.values(kinds)) kind.offer({ run: simulation.run, touch: null, until: bounds.until, add: (fault) => void offers.push(fault) });
  return { run, offers };
}
