import { BreakingSets, type FaultList } from './failure-sets.ts';
import type { Goodness, SearchBounds, SearchFault, SystemRun, ToldRun } from './system-under-test.ts';
import type { Strategy } from './strategy.ts';

/** What searches that go level by level have in common: all sets of size 0, then 1, then 2, up to `depth`. */
export abstract class LevelSearch<F extends SearchFault> implements Strategy<F> {
  abstract readonly method: 'cover' | 'exhaustive';
  readonly breaking = new BreakingSets<F>();
  protected readonly bounds: SearchBounds;
  protected readonly outcome: number;
  /** Sets that were run, or are like one that was, in which every fault fires; the others are equal to smaller ones. */
  protected firedSets = 0;
  /** The size of the sets that are being run, and how many parts of that level have been formed. */
  size = -1;
  parts = 0;
  runs = 0;
  complete = false;
  /** Whether some run told nothing of the outcome. */
  inconclusive = false;
  /** Of the part of the level that has been formed: how many sets there are, and of how many it is known how they come out. */
  private planned = 0;
  private done = 0;
  /** The share of the level that was formed before that part. */
  private shareBefore = 0;

  constructor(outcome: number, bounds: SearchBounds) {
    this.outcome = outcome;
    this.bounds = bounds;
  }

  /** A large level is formed in parts. Nothing may come of one: then this is empty, and `forming` is true. */
  propose(): readonly FaultList<F>[] {
    while (!this.complete) {
      if (this.size >= 0 && this.formedAll) {
        if (this.size === this.bounds.depth) this.complete = true;
        else {
          this.beginLevel();
          this.parts = 0;
        }
      }
      if (this.complete) break;
      this.shareBefore = this.size < 0 ? 0 : this.shareFormed;
      const sets = this.size < 0 ? [[]] : this.form();
      if (this.size < 0) this.size = 0;
      this.parts++;
      this.planned = sets.length;
      this.done = 0;
      const open = sets.filter((faults) => !this.known(faults));
      if (open.length > 0) return this.begin(open);
      // A level without runs is done at once. It may still lead to larger sets.
      if (!this.formedAll) return [];
    }
    return [];
  }

  /** Whether there is more to propose, though nothing was proposed. */
  get forming(): boolean {
    return !this.complete && this.done === this.planned;
  }

  accept(faults: FaultList<F>, run: SystemRun<F>): readonly FaultList<F>[] {
    this.runs++;
    this.take(faults, run);
    return [];
  }

  /** These sets of the level need a run; returns them in the order in which they are to be run. */
  protected begin(sets: readonly FaultList<F>[]): readonly FaultList<F>[] {
    return sets;
  }

  /** Whether the set was run before its level came, and is taken from there. */
  protected known(_faults: FaultList<F>): boolean {
    return false;
  }

  /** Draws the conclusions of a run. */
  protected take(faults: FaultList<F>, run: ToldRun<F>): void {
    const goodness = run.goodness(this.outcome);
    this.conclude(faults, faults.filter((fault) => run.fired(fault)), goodness);
    if (goodness !== 'bad') this.keep(faults, run, goodness);
  }

  /** Notes how a set came out, whether it was run or is like one that was. */
  protected conclude(faults: FaultList<F>, fired: FaultList<F>, goodness: Goodness): void {
    this.done++;
    if (fired.length === faults.length) this.firedSets++;
    if (goodness === 'bad') this.breaking.add(fired, this.runs);
    else if (goodness === 'unknown') this.inconclusive = true;
  }

  get depthDone(): number {
    return this.complete ? this.bounds.depth : this.formedAll && this.done === this.planned ? this.size : this.size - 1;
  }

  get shareOfNext(): number {
    if (this.complete) return 1;
    // The probe may have run before the first level: nothing of that is done.
    if (this.size < 0) return 0;
    if (this.planned === 0 && this.formedAll) return 1;
    return this.planned === 0 ? this.shareBefore : this.shareBefore + (this.shareFormed - this.shareBefore) * (this.done / this.planned);
  }

  abstract get covered(): number;
  /** Goes on to the next size. */
  protected beginLevel(): void {
    this.size++;
  }

  /** The next sets of the level that need a run, as many as are formed at once. */
  protected abstract form(): readonly FaultList<F>[];
  /** Whether all sets of the level have been formed, and which share of them. */
  protected abstract get formedAll(): boolean;
  protected abstract get shareFormed(): number;
  /** Takes from a run that did not break the outcome what is needed to grow it. */
  protected abstract keep(faults: FaultList<F>, run: ToldRun<F>, goodness: Goodness): void;
}
