import type { OutcomeReport } from '../src/search/examine.ts';
import type { RecordedRun } from '../src/simulator/recorded-run.ts';
import type { Explained } from './explained.ts';
import type { Examined, RunResults } from './run-results.ts';
import type { WorkloadsVerdict } from './saved-workloads.ts';

/** Where a scenario is written. */
export interface SourcePlace {
  /** Relative to the working directory, with `/` on every system; or absolute where it lies elsewhere. */
  readonly file: string;
  /** The line that declares the scenario, from 1. */
  readonly line: number;
  /** The line of each outcome that is declared in this file. */
  readonly lineOfOutcome: ReadonlyMap<string, number>;
}

/** A scenario that was searched, as reports show it. */
export interface Reported extends Examined {
  /** Null for a scenario of the library, and for one that was not found again. */
  readonly place: SourcePlace | null;
  /** The options that a replay needs to play the same runs, as typed; empty or with a space before the first. */
  readonly replayOptions: string;
  /** The options that another search needs to have the same bounds, in the same way. */
  readonly searchOptions: string;
  /** Why the scenario cannot be played; empty where it can. */
  readonly unplayable: string;
  /** Plays one run; null where the scenario cannot be played. */
  play(faults: string): RecordedRun | null;
  /** Why, by name of the outcome. It takes some runs to find out, once; empty where the scenario cannot be played. */
  explained(): ReadonlyMap<string, Explained>;
}

/** All that a report is made from: what a search found out, and runs to draw. */
export interface Report extends Omit<RunResults, 'workloads'> {
  readonly examined: readonly Reported[];
  /** On scenarios of generated workloads. */
  readonly onWorkloads: readonly WorkloadsVerdict[];
}

/** The command that plays a run again. */
export function replayCommand({ reference, replayOptions }: Reported, faults: string): string {
  return `clew replay ${reference} --faults ${faults}${replayOptions}`;
}

/** The command that explains an outcome, within the bounds in which it was searched. */
export function explainCommand({ reference, searchOptions }: Pick<Reported, 'reference' | 'searchOptions'>, { name }: OutcomeReport): string {
  return `clew explain ${reference} ${/^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`}${searchOptions}`;
}

/** The line to point at for an outcome; 0 where none is known. */
export function lineOf(place: SourcePlace | null, outcome: string): number {
  return place === null ? 0 : (place.lineOfOutcome.get(outcome) ?? place.line);
}
