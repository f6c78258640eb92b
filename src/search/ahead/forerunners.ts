import type { SearchFault } from '../system-under-test.ts';
import type { Batch } from './batch.ts';
import type { Told } from './piece-runner.ts';

/**
 * Others that run the pieces of a batch, each on a system of its own: threads, as far as the command line goes.
 *
 * They take pieces by `takePiece` and run them by a `PieceRunner`. What they tell only saves runs; what comes out of the search is the same without them.
 */
export interface Forerunners<F extends SearchFault> {
  /** Hands out a batch of about so many steps, to be run after those before. False where that is not worth it. */
  begin(batch: Batch<F>, steps: number): boolean;
  /** What has been told since this was last asked, as it is. Where that is nothing, waits for something for at most so many milliseconds. */
  heard(milliseconds: number): readonly Told<F>[];
  /** Whether the scenario still runs, for each that has told anything, as it did at first. */
  unchanged(): boolean;
}
