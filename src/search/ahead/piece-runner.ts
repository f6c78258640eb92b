import { those } from '../cover.ts';
import { AddableFaults } from '../addable-faults.ts';
import type { Goodness, SearchBounds, SearchFault, SystemRun, SystemUnderTest } from '../system-under-test.ts';
import { type Batch, setAt } from './batch.ts';
import { Mates } from './mates.ts';

/** What the runs of one piece told, as words that can be sent to another thread; `ToldRun` reads them. */
export interface Told<F extends SearchFault> {
  /** Who ran it, among all that help. */
  readonly by: number;
  readonly batch: number;
  readonly piece: number;
  /**
   * For each set that was run: the number of words, its place, the steps of its run, which of its faults fired, and how each
   * outcome came out; then what is asked of runs of that depth.
   */
  readonly words: Int32Array;
  /** Faults that are none of the batch's, numbered after those. */
  readonly faults: readonly F[];
  /** Whether a run failed: those of the sets after it were not made. */
  readonly failed: boolean;
}

/** How goodness is written. */
export const goodnesses: readonly Goodness[] = ['good', 'bad', 'unknown'];

/** How many words come before those of the outcomes. */
export const wordsBefore = 4;

/** What a piece is run on. */
export interface Ground<F extends SearchFault> {
  readonly system: SystemUnderTest<F>;
  readonly bounds: SearchBounds;
  /** The steps of all runs so far. */
  readonly steps: () => number;
}

/** Runs a set, and writes down what is told of any run. */
export function runOf<F extends SearchFault>(batch: Batch<F>, set: number, { system, steps }: Ground<F>): { readonly run: SystemRun<F>; readonly record: number[] } {
  const faults = setAt(batch, set);
  const before = steps();
  const run = system.run(faults, batch.depth);
  const fired = faults.reduce((bits, fault, place) => bits | (run.fired(fault) ? 1 << place : 0), 0);
  return { run, record: [0, set, steps() - before, fired, ...system.outcomes.map((_, outcome) => goodnesses.indexOf(run.goodness(outcome)))] };
}

/** Runs the pieces of a batch, one after the other, and writes down all that the search is going to ask of each run. */
export class PieceRunner<F extends SearchFault> {
  private readonly batch: Batch<F>;
  private readonly ground: Ground<F>;
  private readonly mates: Mates | null;
  private readonly addable: AddableFaults<F>;
  private readonly numbers = new Map<F, number>();
  /** What smaller sets are offered, by what stands for it in the batch. */
  private readonly lists = new Map<Int32Array, readonly F[]>();
  private beyond: F[] = [];
  /** The sets that have been run in this piece. */
  private readonly made = new Set<number>();

  constructor(batch: Batch<F>, ground: Ground<F>, mates = batch.depth === 'verdict' ? new Mates(batch) : null) {
    this.batch = batch;
    this.ground = ground;
    this.mates = mates;
    this.addable = new AddableFaults(ground.bounds);
    for (const [number, fault] of batch.faults.entries()) this.numbers.set(fault, number);
  }

  run(piece: number): Omit<Told<F>, 'by'> {
    const { number, order, ends, outcomes, asking, settled } = this.batch;
    const words: number[] = [];
    this.beyond = [];
    this.made.clear();
    let failed = false;
    const sets = order.subarray(piece === 0 ? 0 : ends[piece - 1], ends[piece]);
    try {
      // As the search does: all that the first outcome waits for, then what is left for the next.
      for (let bit = 0; bit < outcomes.length; bit++) {
        for (const set of sets) if (!this.made.has(set) && (asking[set]! & ~Atomics.load(settled, set) & (1 << bit)) !== 0) this.runSet(set, bit, words);
      }
    } catch {
      // Whatever it is, it is found out when the search comes to this set, and makes the run itself.
      failed = true;
    }
    for (const fault of this.beyond) this.numbers.delete(fault);
    return { batch: number, piece, words: Int32Array.from(words), faults: this.beyond, failed };
  }

  private runSet(set: number, bit: number, words: number[]): void {
    const faults = setAt(this.batch, set);
    const { run, record } = runOf(this.batch, set, this.ground);
    this.made.add(set);
    if (this.mates === null) this.tellLineage(faults, set, run, record);
    else this.tellMates(faults, { set, bit }, run, record, this.mates);
    record[0] = record.length;
    for (const word of record) words.push(word);
  }

  /**
   * Which other sets come out like this one: the place of its fault, the number of the rival, and for which outcomes.
   * Nothing is said of sets that ran before it in this piece.
   */
  private tellMates(faults: readonly F[], { set, bit }: { readonly set: number; readonly bit: number }, run: SystemRun<F>, record: number[], mates: Mates): void {
    const { asking, settled, faults: all, outcomes } = this.batch;
    if (run.actsLike === undefined) return;
    for (const [place, fault] of faults.entries()) {
      for (const [rival, other] of mates.of(set, place) ?? []) {
        const asked = this.made.has(other) ? 0 : asking[set]! & asking[other]!;
        if (asked === 0) continue;
        let like = 0;
        for (let asker = 0; asker < outcomes.length; asker++) if ((asked & (1 << asker)) !== 0 && run.actsLike(fault, all[rival]!, outcomes[asker]!)) like |= 1 << asker;
        if (like === 0) continue;
        record.push(place, rival, like);
        // It is settled for those for whom the search comes to it later than to this one.
        Atomics.or(settled, other, like & ~(((1 << bit) << (other > set ? 0 : 1)) - 1));
      }
    }
  }

  /** What the run is offered; for each outcome that asks, and came out well, what touches it, and which of the other faults fire. */
  private tellLineage(faults: readonly F[], set: number, run: SystemRun<F>, record: number[]): void {
    const { asking, outcomes, offered: smaller } = this.batch;
    const offered = run.offered();
    this.tellFaults(offered, record);
    for (const [bit, outcome] of outcomes.entries()) {
      if ((asking[set]! & (1 << bit)) === 0 || run.goodness(outcome) !== 'good') continue;
      const touching = run.touching(outcome);
      this.tellFaults(touching, record);
      const matters = new Set(those(touching, offered));
      const inert = this.addable.of(faults, offered, (key) => this.listOf(smaller[bit]!.get(key))).filter((fault) => !matters.has(fault));
      this.tellFaults(inert, record);
      const allFire = faults.every((fault) => run.fired(fault));
      this.tellFaults((allFire ? run.firingTogether?.(inert, 1).faults : undefined) ?? [], record);
    }
  }

  private listOf(numbers: Int32Array | undefined): readonly F[] | undefined {
    if (numbers === undefined) return undefined;
    let list = this.lists.get(numbers);
    if (list === undefined) this.lists.set(numbers, (list = Array.from(numbers, (number) => this.batch.faults[number]!)));
    return list;
  }

  private tellFaults(faults: readonly F[], record: number[]): void {
    record.push(faults.length);
    for (const fault of faults) record.push(this.numberOf(fault));
  }

  private numberOf(fault: F): number {
    let number = this.numbers.get(fault);
    if (number === undefined) this.numbers.set(fault, (number = this.batch.faults.length + this.beyond.push(fault) - 1));
    return number;
  }
}
