import { type BreakingSets, type FaultList, grownBy } from './failure-sets.ts';
import type { Kept, KeptSets } from './kept-sets.ts';
import type { SearchBounds, SearchFault } from './system-under-test.ts';

/** How much of a level is formed at once: so many sets, of which so many need a run. Larger levels are formed in parts. */
export interface PartSize {
  readonly formed: number;
  readonly proposed: number;
}

/** A part of a level, with nothing concluded from it yet. */
export interface Part<F extends SearchFault> {
  /** The sets that need a run. */
  readonly candidates: readonly FaultList<F>[];
  /** Those that a smaller set settles, with that. */
  readonly settled: readonly { readonly faults: FaultList<F>; readonly by: Kept<F> }[];
  /** How many grounds have been grown after it. */
  readonly grown: number;
}

/**
 * Forms the sets of a level, part by part, each from a set of the level before, its ground, and a fault that touches that.
 *
 * What is formed hangs on smaller sets alone, as none lies within another of its size: so a part may be formed ahead of its turn.
 */
export class Growth<F extends SearchFault> {
  private readonly keptSets: KeptSets<F>;
  private readonly breaking: BreakingSets<F>;
  private readonly bounds: SearchBounds;
  private readonly size: PartSize;
  /** The sets of which the level's are made, and up to where that has been done. */
  private grounds: readonly Kept<F>[] = [];
  private grown = 0;
  private ahead: Part<F> | null = null;

  constructor(keptSets: KeptSets<F>, breaking: BreakingSets<F>, bounds: SearchBounds, size: PartSize) {
    this.keptSets = keptSets;
    this.breaking = breaking;
    this.bounds = bounds;
    this.size = size;
  }

  /** Goes on to the level that is made of these. */
  begin(grounds: readonly Kept<F>[]): void {
    this.grounds = grounds;
    this.grown = 0;
  }

  get isDone(): boolean {
    return this.grown === this.grounds.length;
  }

  /** The share of the level that has been taken, from 0 to 1. */
  get share(): number {
    return this.grounds.length === 0 ? 1 : this.grown / this.grounds.length;
  }

  /** The next part, whose turn has not come. */
  get next(): Part<F> {
    return (this.ahead ??= this.formed());
  }

  /** Takes the next part: its turn has come. */
  take(): Part<F> {
    const part = this.next;
    this.ahead = null;
    this.grown = part.grown;
    return part;
  }

  private formed(): Part<F> {
    const { grounds, keptSets, size } = this;
    const candidates: FaultList<F>[] = [];
    const settled: { faults: FaultList<F>; by: Kept<F> }[] = [];
    let { grown } = this;
    for (; grown < grounds.length && candidates.length + settled.length < size.formed && candidates.length < size.proposed; grown++) {
      const ground = grounds[grown]!;
      for (const fault of ground.touching) {
        const faults = grownBy(ground.faults, fault, this.bounds);
        if (faults === undefined) continue;
        const added = 1 << faults.indexOf(fault);
        if (keptSets.formedBefore(faults, added, grown) || this.breaking.within(faults)) continue;
        const by = keptSets.settlingSubset(faults, added, ground);
        if (by === undefined) candidates.push(faults);
        else settled.push({ faults, by });
      }
    }
    return { candidates, settled, grown };
  }
}
