import type { ScenarioReport } from '../src/search/examine.ts';
import type { ClewError } from '../src/simulator/errors.ts';
import type { Scenario } from '../src/simulator/scenario.ts';

/** A scenario, and what to type to get it. */
export interface Selected {
  readonly scenario: Scenario;
  /** Its name in the library, or its file and name. */
  readonly reference: string;
}

/** A scenario that was searched. */
export interface Examined extends Selected {
  readonly report: ScenarioReport;
  readonly elapsedMs: number;
}

/** A scenario that no search can say anything about. */
export interface Unusable extends Selected {
  readonly error: ClewError;
}

/** All that `clew run` found out. */
export interface RunResults {
  readonly examined: readonly Examined[];
  readonly unusable: readonly Unusable[];
  /** Names of the scenarios whose turn did not come. */
  readonly notSearched: readonly string[];
  /** Whether it was stopped from outside. */
  readonly interrupted: boolean;
  /** The options that a replay needs in order to play the same runs, as typed. */
  readonly replayOptions: string;
}

/** The worst of all verdicts. */
export function worstOf({ examined, unusable, interrupted }: RunResults): 'unusable' | 'broken' | 'undecided' | 'survives' {
  const verdicts = new Set(examined.flatMap(({ report }) => report.outcomes.map((outcome) => outcome.verdict)));
  if (unusable.length > 0) return 'unusable';
  if (interrupted) return 'undecided';
  return verdicts.has('broken') ? 'broken' : verdicts.has('undecided') ? 'undecided' : 'survives';
}
