import type { RunOptions } from '../searching.ts';
import type { ScenarioReport } from '../../src/search/examine.ts';
import type { ErrorCode, ErrorParts } from '../../src/simulator/errors.ts';

/** What a worker is given when it starts. */
export interface WorkerData {
  /** The arguments of `clew run`: the worker selects the same scenarios by them, as functions cannot be sent. */
  readonly words: readonly string[];
  readonly options: RunOptions;
  /** One number, shared by all: not 0 once the user has asked to stop. */
  readonly stop: Int32Array;
}

/** The place of the scenario to search next, among those that the arguments select. */
export interface Task {
  readonly place: number;
}

/** An error of the user's, as it travels between threads. */
export interface SentError extends ErrorParts {
  readonly code: ErrorCode;
  readonly what: string;
  readonly stack: string | undefined;
}

/** What a worker answers: where its search stands, or how it ended. */
export type Answer =
  | { readonly place: number; readonly runs: number }
  | { readonly place: number; readonly report: ScenarioReport; readonly elapsedMs: number }
  | { readonly place: number; readonly error: SentError };
