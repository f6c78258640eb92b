import type { ScenarioReport } from '../src/search/examine.ts';
import type { ClewError } from '../src/simulator/errors.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import type { WorkloadsReport } from '../src/workload/examine-workloads.ts';
import type { Workloads } from '../src/workload/workloads.ts';

/** A scenario, and what to type to get it. */
export interface Selected {
  readonly scenario: Scenario;
  /** Its name in the library, or its file and name. */
  readonly reference: string;
  /** The outcomes to search for, unless others are asked for; all of them if absent. */
  readonly outcomes?: readonly string[];
}

/** A scenario of many workloads, and what to type to get it. */
export interface SelectedWorkloads {
  readonly workloads: Workloads;
  /** Its file, and the name under which that exports it. */
  readonly reference: string;
  /** The name under which its file exports it. */
  readonly exported: string;
  /** The outcomes to search for, unless others are asked for; all of them if absent, and in scenarios that have none of these. */
  readonly outcomes?: readonly string[];
}

/** A scenario of many workloads that was searched. */
export interface ExaminedWorkloads extends SelectedWorkloads {
  readonly report: WorkloadsReport;
  /** The bounds as typed, which the way back needs as well. */
  readonly boundsOptions: string;
  readonly elapsedMs: number;
}

/** A scenario that was searched. */
export interface Examined extends Selected {
  readonly report: ScenarioReport;
  readonly elapsedMs: number;
}

/** A scenario that no search can say anything about. */
export interface Unusable {
  readonly scenario: Pick<Scenario, 'name'>;
  readonly reference: string;
  readonly error: ClewError;
}

/** All that `clew run` found out. */
export interface RunResults {
  readonly examined: readonly Examined[];
  readonly unusable: readonly Unusable[];
  /** The scenarios of generated workloads; absent for none. */
  readonly workloads?: readonly ExaminedWorkloads[];
  /** Names of the scenarios whose turn did not come. */
  readonly notSearched: readonly string[];
  /** Whether it was stopped from outside. */
  readonly interrupted: boolean;
  /** The options that a replay needs in order to play the same runs, as typed; empty or with a space before the first. */
  readonly replayOptions: string;
  /** The options that another search needs in order to have the same bounds, in the same way. */
  readonly searchOptions: string;
}

/** The worst of all verdicts. */
export function worstOf({ examined, unusable, workloads = [], interrupted }: RunResults): 'unusable' | 'broken' | 'undecided' | 'survives' {
  const verdicts = new Set(examined.flatMap(({ report }) => report.outcomes.map((outcome) => outcome.verdict)));
  for (const { report } of workloads) verdicts.add(report.verdict);
  if (unusable.length > 0) return 'unusable';
  if (interrupted) return 'undecided';
  return verdicts.has('broken') ? 'broken' : verdicts.has('undecided') ? 'undecided' : 'survives';
}
