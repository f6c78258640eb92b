import type { Expected, RunDepth, SearchFault, SystemRun, SystemUnderTest } from '../system-under-test.ts';
import { keyOf } from '../failure-sets.ts';
import { type Batch, batchOf, outcomesMax, piecesBySet, State, takePiece } from './batch.ts';
import type { Forerunners } from './forerunners.ts';
import { Mates } from './mates.ts';
import { type Ground, PieceRunner, runOf, type Told } from './piece-runner.ts';
import { type Reading, type ToldAt, ToldRun } from './told-run.ts';

/** Batches of fewer sets are not worth a word to anybody. */
const setsMin = 32;

/** About how many steps the runs of one piece take; runs with lineage take so much longer. */
const stepsPerPiece = 4_000;
const pieceSetsMin = 4;
const pieceSetsMax = 64;
const lineageFactor = 5;

/** How many sets with lineage may be run, and wait, before the search comes to the first of them: each takes up to some tens of kilobytes. */
const lineageWindow = 512;

/** How many batches are under way at most: the next one is formed while others run the one before it. */
const batchesMax = 2;

/** How long somebody else's piece is waited for before its next set is run here, in milliseconds. */
const patienceMilliseconds = 1_000;

/** Thrown where a forerunner's system does not run as this one does: what it has told is worth nothing. */
export class UnlikeError extends Error {}

/** What an ahead system works with. */
export interface AheadOptions<F extends SearchFault> extends Ground<F> {
  readonly forerunners: Forerunners<F>;
  /** The one fault that is equal to this. */
  readonly intern: (fault: F) => F;
}

/** A batch that is under way. */
interface UnderWay<F extends SearchFault> {
  readonly batch: Batch<F>;
  readonly places: ReadonlyMap<string, number>;
  readonly pieces: Int32Array;
  readonly runner: PieceRunner<F>;
  readonly reading: Reading<F>;
  /** By set. */
  readonly told: (ToldAt<F> | undefined)[];
  /** By piece: whether it was told of, or is no longer waited for. */
  readonly done: boolean[];
  /** Those of whom one run has been made here as well. */
  readonly checked: Set<number>;
}

/**
 * A system that has others make runs ahead of the search, and makes some itself while it waits for theirs.
 *
 * The search asks for the same runs in the same order as without, and is given the same answers: a run that was made elsewhere
 * tells the same, and what it was not asked there is asked here. So all that differs is the time that it takes.
 *
 * @throws UnlikeError from `run`, once a forerunner has told of a run what is not so here
 */
export class AheadSystem<F extends SearchFault> implements SystemUnderTest<F> {
  readonly outcomes: readonly string[];
  /** The steps of all runs that were asked for, wherever they were made. */
  steps = 0;
  private runs = 0;
  private readonly options: AheadOptions<F>;
  private batches = 0;
  /** The batch that the search is at, and the one after it. */
  private underWay: UnderWay<F>[] = [];

  constructor(options: AheadOptions<F>) {
    this.options = options;
    this.outcomes = options.system.outcomes;
  }

  run(faults: readonly F[], depth: RunDepth = 'lineage'): SystemRun<F> {
    const { system, steps } = this.options;
    this.runs++;
    const told = this.toldOf(faults, depth);
    if (told !== undefined) {
      this.steps += told.steps;
      return told;
    }
    const before = steps();
    const run = system.run(faults, depth);
    this.steps += steps() - before;
    return run;
  }

  readonly expect = (expected: readonly Expected<F>[], depth: RunDepth): void => {
    this.close(batchesMax - 1);
    const { forerunners } = this.options;
    const count = Math.max(...expected.map(({ sets }) => sets.length));
    if (count < setsMin || expected.length > outcomesMax) return;
    const stepsOfOne = (depth === 'lineage' ? lineageFactor : 1) * this.stepsOfRun();
    const { batch, places } = batchOf(expected, depth, {
      number: ++this.batches,
      bounds: this.options.bounds,
      pieceMax: Math.min(pieceSetsMax, Math.max(pieceSetsMin, Math.round(stepsPerPiece / stepsOfOne))),
      window: depth === 'lineage' ? lineageWindow : Infinity,
    });
    if (!forerunners.begin(batch, stepsOfOne * places.size)) return;
    const mates = depth === 'verdict' ? new Mates(batch) : null;
    const numbers = new Map(batch.faults.map((fault, number) => [fault, number]));
    const told: UnderWay<F>['told'] = [];
    this.underWay.push({
      batch,
      places,
      pieces: piecesBySet(batch),
      runner: new PieceRunner(batch, this.options, mates),
      reading: { batch, mates, numbers, told, outcomes: this.outcomes.length },
      told,
      done: [],
      checked: new Set(),
    });
  };

  /** Nobody waits for what is still being run, but for the last so many batches. */
  close(kept = 0): void {
    for (const { batch } of this.underWay.splice(0, Math.max(0, this.underWay.length - kept))) Atomics.store(batch.state, State.closed, 1);
  }

  private toldOf(faults: readonly F[], depth: RunDepth): ToldRun<F> | undefined {
    const key = keyOf(faults);
    const at = this.underWay.findIndex(({ batch, places }) => batch.depth === depth && places.has(key));
    if (at < 0) return undefined;
    // The search has left those before it behind.
    this.close(this.underWay.length - at);
    const underWay = this.underWay[0]!;
    const set = underWay.places.get(key)!;
    Atomics.store(underWay.batch.state, State.reached, set);
    this.wait(underWay, set);
    const known = underWay.told[set];
    return known && new ToldRun(underWay.reading, faults, known, () => this.options.system.run(faults, depth));
  }

  /** Waits until the set's run is told, or will not be, and makes other runs meanwhile. */
  private wait({ told, done, pieces }: UnderWay<F>, set: number): void {
    const { forerunners } = this.options;
    for (;;) {
      for (const some of forerunners.heard(0)) this.hear(some);
      if (told[set] !== undefined || done[pieces[set]!] === true) return;
      if (this.makesPiece()) continue;
      const news = forerunners.heard(patienceMilliseconds);
      for (const some of news) this.hear(some);
      // Whoever has taken the set's piece may have ended.
      if (news.length === 0) done[pieces[set]!] = true;
    }
  }

  /** Makes the runs of a piece that nobody has taken; false if there is none. */
  private makesPiece(): boolean {
    for (const underWay of this.underWay) {
      const piece = takePiece(underWay.batch);
      if (piece === undefined) continue;
      this.note(underWay, underWay.runner.run(piece));
      return true;
    }
    return false;
  }

  /** Takes what a forerunner has told; of each one's first piece a run is made here as well, and has to come to the same. */
  private hear({ by, faults, ...told }: Told<F>): void {
    const underWay = this.underWay.find(({ batch }) => batch.number === told.batch);
    if (underWay === undefined) return;
    if (!underWay.checked.has(by) && told.words.length > 0) {
      underWay.checked.add(by);
      if (!this.isLike(underWay, told.words)) throw new UnlikeError('a thread runs the scenario otherwise');
    }
    this.note(underWay, { ...told, faults: faults.map(this.options.intern) });
  }

  private note({ told: known, done }: UnderWay<F>, told: Omit<Told<F>, 'by'>): void {
    for (let from = 0; from < told.words.length; from += told.words[from]!) known[told.words[from + 1]!] = { told, from };
    done[told.piece] = true;
  }

  private isLike({ batch }: UnderWay<F>, words: Int32Array): boolean {
    try {
      return runOf(batch, words[1]!, this.options).record.every((word, place) => place === 0 || word === words[place]);
    } catch {
      return false;
    }
  }

  private stepsOfRun(): number {
    return Math.max(1, this.steps / Math.max(1, this.runs));
  }
}
