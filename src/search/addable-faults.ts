import { type FaultList, hasRoomFor, keyOf, properSubsets } from './failure-sets.ts';
import type { SearchBounds, SearchFault } from './system-under-test.ts';

/** What was found of a run, and of what it was found. */
interface Known<F extends SearchFault> {
  readonly faults: FaultList<F>;
  /** What the run is offered, and then its subsets, where that is known. */
  readonly lists: readonly (readonly F[] | undefined)[];
  readonly addable: readonly F[];
}

/** The faults that could be added to those of a run. As all outcomes ask of one run, the last answer is kept. */
export class AddableFaults<F extends SearchFault> {
  private readonly bounds: SearchBounds;
  private last: Known<F> | null = null;

  constructor(bounds: SearchBounds) {
    this.bounds = bounds;
  }

  /**
   * Those that there is room for, of what the run is offered, and of what smaller sets are offered: that may still fire here,
   * though it changes nothing more, as a message that is sent to a dead node.
   *
   * @param smaller what a proper subset is offered, by its key, where that is known
   */
  of(faults: FaultList<F>, offered: readonly F[], smaller: (key: string) => readonly F[] | undefined): readonly F[] {
    const lists = [offered, ...Array.from(properSubsets(faults), (subset) => smaller(keyOf(subset)))];
    const { last } = this;
    if (last !== null && areSame(faults, last.faults) && areSame(lists, last.lists)) return last.addable;
    const named = new Set(lists.flatMap((list) => list ?? []));
    const addable = [...named].filter((fault) => hasRoomFor(faults, fault, this.bounds));
    this.last = { faults, lists, addable };
    return addable;
  }
}

function areSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, place) => one === others[place]);
}
