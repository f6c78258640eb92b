import { BreakingSets, type FaultList } from './failure-sets.ts';
import type { Goodness, SearchBounds, SearchFault, SystemRun } from './system-under-test.ts';
import type { Strategy } from './strategy.ts';

/** What searches that go level by level have in common: all sets of size 0, then 1, then 2, up to `depth`. */
export abstract class LevelSearch<F extends SearchFault> implements Strategy<F> {
  abstract readonly method: 'cover' | 'exhaustive';
  readonly breaking = new BreakingSets<F>();
  protected readonly bounds: SearchBounds;
  protected readonly outcome: number;
  /** Sets that were run, or are like one that was, in which every fault fires; the others are equal to smaller ones. */
  protected firedSets = 0;
  /** The size of the sets that are being run. */
  size = -1;
  runs = 0;
  complete = false;
  /** Whether some run told nothing of the outcome. */
  inconclusive = false;
  private planned = 0;
  private doneInLevel = 0;

  constructor(outcome: number, bounds: SearchBounds) {
    this.outcome = outcome;
    this.bounds = bounds;
  }

  propose(): readonly FaultList<F>[] {
    if (this.complete) return [];
    const sets: readonly FaultList<F>[] = this.size < 0 ? [[]] : this.size < this.bounds.depth ? this.grow() : [];
    this.size++;
    this.planned = sets.length;
    this.doneInLevel = 0;
    const open = sets.filter((faults) => !this.known(faults));
    if (this.size > this.bounds.depth) {
      this.size = this.bounds.depth;
      this.complete = true;
      return [];
    }
    // A level without runs is done at once. It may still lead to larger sets.
    return open.length > 0 ? this.begin(open) : this.propose();
  }

  accept(faults: FaultList<F>, run: SystemRun<F>): readonly FaultList<F>[] {
    this.runs++;
    this.take(faults, run);
    return [];
  }

  /** A level begins, in which these sets need a run; returns them in the order in which they are to be run. */
  protected begin(sets: readonly FaultList<F>[]): readonly FaultList<F>[] {
    return sets;
  }

  /** Whether the set was run before its level came, and is taken from there. */
  protected known(_faults: FaultList<F>): boolean {
    return false;
  }

  /** Draws the conclusions of a run. */
  protected take(faults: FaultList<F>, run: SystemRun<F>): void {
    const goodness = run.goodness(this.outcome);
    this.conclude(faults, faults.filter((fault) => run.fired(fault)), goodness);
    if (goodness !== 'bad') this.keep(faults, run, goodness);
  }

  /** Notes how a set came out, whether it was run or is like one that was. */
  protected conclude(faults: FaultList<F>, fired: FaultList<F>, goodness: Goodness): void {
    this.doneInLevel++;
    if (fired.length === faults.length) this.firedSets++;
    if (goodness === 'bad') this.breaking.add(fired, this.runs);
    else if (goodness === 'unknown') this.inconclusive = true;
  }

  get depthDone(): number {
    return this.complete ? this.bounds.depth : this.doneInLevel === this.planned ? this.size : this.size - 1;
  }

  get shareOfNext(): number {
    return this.complete || this.planned === 0 ? 1 : this.doneInLevel / this.planned;
  }

  abstract get covered(): number;
  /** The sets of the next size that need a run. */
  protected abstract grow(): FaultList<F>[];
  /** Takes from a run that did not break the outcome what is needed to grow it. */
  protected abstract keep(faults: FaultList<F>, run: SystemRun<F>, goodness: Goodness): void;
}
