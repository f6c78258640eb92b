import type { FaultList } from './failure-sets.ts';
import { allOf, FaultSetMap } from './fault-set-map.ts';
import type { FaultBits, NumberedFaults } from './numbered-faults.ts';
import type { SearchFault } from './system-under-test.ts';

/** A failure set that did not break the outcome, and the faults that it is grown by: those that touch what mattered to it. */
export interface Kept<F extends SearchFault> {
  readonly faults: FaultList<F>;
  readonly touching: FaultBits<F>;
  /** Whether it was run and good, was run and nothing came of it, or is settled by a smaller one. */
  readonly known: 'tested' | 'untold' | 'settled';
  /** Its place among those of its size, and so of which it was before. */
  readonly place: number;
}

/** The failure sets that are known not to break the outcome, for what they tell of larger ones. */
export class KeptSets<F extends SearchFault> {
  private readonly byFaults = new FaultSetMap<F, Kept<F>>();
  private readonly numbered: NumberedFaults<F>;

  constructor(numbered: NumberedFaults<F>) {
    this.numbered = numbered;
  }

  add(kept: Kept<F>): Kept<F> {
    this.byFaults.set(kept.faults, kept);
    return kept;
  }

  wasTested(faults: FaultList<F>): boolean {
    return this.byFaults.get(faults)?.known === 'tested';
  }

  /** Whether the fault at that place touches the tested run of the others. */
  touchesOthers(faults: FaultList<F>, place: number): boolean {
    const others = this.byFaults.ofSubset(faults, allOf(faults) & ~(1 << place));
    return others?.known === 'tested' && others.touching.has(faults[place]!);
  }

  /** Whether a set before that place is grown to this one by another than the added fault. */
  formedBefore(faults: FaultList<F>, added: number, place: number): boolean {
    const all = allOf(faults);
    for (const [at, fault] of faults.entries()) {
      if (added === 1 << at) continue;
      const smaller = this.byFaults.ofSubset(faults, all & ~(1 << at));
      if (smaller !== undefined && smaller.place < place && smaller.touching.has(fault)) return true;
    }
    return false;
  }

  /**
   * A tested good subset that none of the other faults touches: the whole set comes out like it.
   *
   * @param ground what the set was made of, by adding a fault that touches it. No subset settles a ground that was run, so none without that fault settles the set
   */
  settlingSubset(faults: FaultList<F>, added: number, ground: Kept<F>): Kept<F> | undefined {
    const all = allOf(faults);
    const numbers = faults.map((fault) => this.numbered.knownNumberOf(fault));
    const needed = ground.known === 'settled' ? 0 : added;
    for (let chosen = needed; chosen < all; chosen++) {
      if ((chosen & needed) !== needed) continue;
      const smaller = this.byFaults.ofSubset(faults, chosen);
      if (smaller?.known === 'tested' && !numbers.some((number, place) => (chosen & (1 << place)) === 0 && smaller.touching.hasNumber(number))) return smaller;
    }
    return undefined;
  }
}
