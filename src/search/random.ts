import { BreakingSets, type FaultList, grownBy, keyOf } from './failure-sets.ts';
import { Reduction } from './reduction.ts';
import type { Strategy } from './strategy.ts';
import type { SearchBounds, SearchFault, SystemRun } from './system-under-test.ts';

/**
 * What a chaos monkey does: draws failure sets from the same space as the other searches, in no order, for as long as it may.
 *
 * A walk through the space: the size is drawn first, then one fault after another from those that exist in the run so
 * far. Never complete: it does not know when to stop.
 */
export class RandomSearch<F extends SearchFault> implements Strategy<F> {
  readonly method = 'random';
  readonly breaking = new BreakingSets<F>();
  readonly complete = false;
  inconclusive = false;
  runs = 0;
  size = 0;
  private readonly outcome: number;
  private readonly bounds: SearchBounds;
  private readonly offered = new Map<string, readonly F[]>();
  private readonly random: () => number;
  private readonly seen = new Set<string>();
  private target = 0;
  private current: FaultList<F> = [];
  private reduction: Reduction<F> | null = null;

  constructor(outcome: number, bounds: SearchBounds, seed: number) {
    this.outcome = outcome;
    this.bounds = bounds;
    this.random = mulberry32(seed);
  }

  propose(): readonly FaultList<F>[] {
    if (this.reduction !== null) {
      const smaller = this.reduction.next();
      if (smaller !== undefined) return [smaller];
      this.breaking.add(this.reduction.result, this.runs);
      this.reduction = null;
    }
    for (;;) {
      const known = this.offered.get(keyOf(this.current));
      if (known === undefined) return [this.current];
      const grown = this.current.length < this.target ? this.step(known) : undefined;
      if (grown !== undefined) this.current = grown;
      else {
        const drawn = this.current;
        this.restart();
        // A set that was drawn before is run again all the same: a monkey does not remember.
        return [drawn];
      }
    }
  }

  accept(faults: FaultList<F>, run: SystemRun<F>): readonly FaultList<F>[] {
    this.runs++;
    this.size = faults.length;
    const goodness = run.goodness(this.outcome);
    if (this.reduction !== null) {
      this.reduction.tell(goodness === 'bad');
      return [];
    }
    this.offered.set(keyOf(faults), run.offered());
    if (goodness === 'unknown') this.inconclusive = true;
    const fired = faults.filter((fault) => run.fired(fault));
    if (fired.length === faults.length) this.seen.add(keyOf(faults));
    if (goodness === 'bad' && !this.breaking.within(fired)) this.reduction = new Reduction(fired);
    return [];
  }

  needsOffered(): boolean {
    return true;
  }

  get depthDone(): number {
    return this.runs > 0 ? 0 : -1;
  }

  get shareOfNext(): number {
    return 0;
  }

  get covered(): number {
    return this.seen.size;
  }

  private restart(): void {
    this.target = 1 + Math.floor(this.random() * this.bounds.depth);
    this.current = [];
  }

  private step(offered: readonly F[]): FaultList<F> | undefined {
    const grown = offered.map((fault) => grownBy(this.current, fault, this.bounds)).filter((faults) => faults !== undefined);
    return grown[Math.floor(this.random() * grown.length)];
  }
}

/** A small seeded generator of numbers from [0, 1): Tommy Ettinger's mulberry32 (2017). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
