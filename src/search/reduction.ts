import type { FaultList } from './failure-sets.ts';
import type { SearchFault } from './system-under-test.ts';

/**
 * Reduces a breaking failure set to a minimal one by taking faults away, one at a time, for as long as it still breaks.
 *
 * A small state machine instead of a loop, because the runs are made elsewhere: `next` says what to run, `tell` how it came out.
 */
export class Reduction<F extends SearchFault> {
  private current: FaultList<F>;
  private place = 0;

  constructor(breaking: FaultList<F>) {
    this.current = breaking;
  }

  /** The set to run next; undefined when `result` is minimal. */
  next(): FaultList<F> | undefined {
    return this.place < this.current.length ? this.without(this.place) : undefined;
  }

  /** How the proposed set came out. */
  tell(bad: boolean): void {
    if (bad) this.current = this.without(this.place);
    else this.place++;
  }

  get result(): FaultList<F> {
    return this.current;
  }

  private without(place: number): FaultList<F> {
    return this.current.filter((_, index) => index !== place);
  }
}
