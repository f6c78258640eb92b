import { type Support, supportOf } from '../lineage/support.ts';
import type { Bounds } from '../simulator/bounds.ts';
import type { Fault } from '../simulator/fault.ts';
import { printFailureSet } from '../simulator/fault.ts';
import { guarded } from '../simulator/preparation.ts';
import { type RecordedRun, recordRun } from '../simulator/recorded-run.ts';
import { Simulation } from '../simulator/simulation.ts';
import type { Scenario } from '../simulator/scenario.ts';
import { RunIndex } from './run-index.ts';

/** How many runs are kept for when they are asked for again. */
const runsKept = 32;

/** A run in full, and from what each outcome was derived in it. */
export interface Played {
  readonly run: RecordedRun;
  readonly index: RunIndex;
  /** By place of the outcome in `run.outcomes`. */
  readonly supports: readonly Support[];
}

/** Plays runs of one scenario within the same bounds. */
export class Player {
  readonly bounds: Bounds;
  readonly simulation: Simulation;
  /** How many runs were made. */
  runs = 0;
  private readonly kept = new Map<string, Played>();

  constructor(scenario: Scenario, bounds: Bounds) {
    this.simulation = new Simulation(scenario);
    this.bounds = bounds;
  }

  /** The run under that failure set. @throws ClewError where a handler does not end */
  play(faults: readonly Fault[]): Played {
    const key = printFailureSet(faults);
    const known = this.kept.get(key);
    const played = known ?? guarded(this.simulation, () => this.record(faults));
    this.kept.delete(key);
    this.kept.set(key, played);
    if (this.kept.size > runsKept) this.kept.delete(this.kept.keys().next().value!);
    return played;
  }

  private record(faults: readonly Fault[]): Played {
    this.runs++;
    const run = recordRun(this.simulation, faults, this.bounds);
    const { trace } = this.simulation;
    const supports = run.outcomes.map((_, outcome) => supportOf(trace, trace.outcomeReads[outcome] ?? []));
    return { run, index: new RunIndex(run), supports };
  }
}
