import type { RecordedRun } from '../src/simulator/recorded-run.ts';
import type { Selected } from './run-results.ts';

/** A fault of the set that did not happen in the run. */
export interface UnfiredFault {
  readonly fault: string;
  /** The usual cause. */
  readonly why: string;
  /** Faults of the same kind that exist in the run, the nearest first. */
  readonly instead: readonly string[];
}

/** All that `clew replay` found out. */
export interface ReplayResults extends Selected {
  readonly run: RecordedRun;
  readonly unfired: readonly UnfiredFault[];
  /** Whether it was played twice, and came out the same. */
  readonly repeated: boolean;
}

/** What the run says about all outcomes together: a handler that throws breaks a promise too. */
export function verdictOf({ run }: ReplayResults): 'good' | 'broken' | 'undecided' {
  if (run.breakdowns.length > 0 || run.outcomes.some(({ goodness }) => goodness === 'bad')) return 'broken';
  return run.outcomes.some(({ goodness }) => goodness === 'unknown') ? 'undecided' : 'good';
}
