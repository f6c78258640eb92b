import type { RecordedRun } from '../../src/simulator/recorded-run.ts';

/** What the script of the page works on, besides what the page itself says. */
export interface PageData {
  /** By place of the outcome on the page. */
  readonly outcomes: readonly PageOutcome[];
  /** Every run that is drawn. */
  readonly runs: readonly PageRun[];
}

/** One outcome, and the runs in which it can be seen to hold and to break. */
export interface PageOutcome {
  readonly name: string;
  /** The fault-free run, by place in the list of runs. */
  readonly good: number;
  readonly sets: readonly PageSet[];
}

/** A failure set that is drawn. */
export interface PageSet {
  readonly faults: string;
  /** By place in the list of runs. */
  readonly run: number;
  /** The command that plays it. */
  readonly replay: string;
  /** Where it parts from the fault-free run: the step, in both, and what happens there in each. */
  readonly parts: { readonly step: number; readonly first: string; readonly second: string } | null;
}

/** A run as the page needs it. */
export type PageRun = Omit<RecordedRun, 'bounds' | 'fired' | 'unfired'>;
