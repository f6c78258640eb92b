import type { FiringTogether, Goodness, SearchFault, SupportUnderFaults, SystemRun } from '../system-under-test.ts';
import type { Batch } from './batch.ts';
import type { Mates } from './mates.ts';
import { goodnesses, type Told, wordsBefore } from './piece-runner.ts';

/** Where the run of a set was told: in what, and where its record begins. */
export interface ToldAt<F extends SearchFault> {
  readonly told: Pick<Told<F>, 'words' | 'faults'>;
  readonly from: number;
}

/** What is needed to read a batch's answers. */
export interface Reading<F extends SearchFault> {
  readonly batch: Batch<F>;
  readonly mates: Mates | null;
  readonly numbers: ReadonlyMap<F, number>;
  /** By set; undefined where nothing is told yet. */
  readonly told: readonly (ToldAt<F> | undefined)[];
  /** How many outcomes the system has. */
  readonly outcomes: number;
}

/** What a run told of an outcome that it was asked about. */
interface ToldLineage<F extends SearchFault> {
  readonly touching: readonly F[];
  readonly inert: readonly F[];
  readonly firing: readonly F[];
}

/** A run that was made elsewhere. What it was not asked there, it is asked here: the run is then made again. */
export class ToldRun<F extends SearchFault> implements SystemRun<F> {
  readonly steps: number;
  private readonly reading: Reading<F>;
  private readonly set: number;
  private readonly faults: readonly F[];
  private readonly told: ToldAt<F>['told'];
  /** Where its record begins, where what is asked of its depth begins, and where both end. */
  private readonly from: number;
  private readonly rest: number;
  private readonly end: number;
  private readonly again: () => SystemRun<F>;
  private run: SystemRun<F> | null = null;
  private offeredHere: readonly F[] | null = null;
  private readonly lineage = new Map<number, ToldLineage<F>>();

  /** @param again makes the run here */
  constructor(reading: Reading<F>, faults: readonly F[], { told, from }: ToldAt<F>, again: () => SystemRun<F>) {
    this.reading = reading;
    this.faults = faults;
    this.told = told;
    this.from = from;
    this.again = again;
    this.set = told.words[from + 1]!;
    this.steps = told.words[from + 2]!;
    this.rest = from + wordsBefore + reading.outcomes;
    this.end = from + told.words[from]!;
  }

  fired(fault: F): boolean {
    const place = this.faults.indexOf(fault);
    return place < 0 ? this.here.fired(fault) : (this.told.words[this.from + 3]! & (1 << place)) !== 0;
  }

  goodness(outcome: number): Goodness {
    return goodnesses[this.told.words[this.from + wordsBefore + outcome]!]!;
  }

  actsLike(fault: F, other: F, outcome: number): boolean {
    const { batch, mates, numbers } = this.reading;
    const bit = 1 << batch.outcomes.indexOf(outcome);
    const place = this.faults.indexOf(fault);
    const rival = numbers.get(other) ?? -1;
    const mate = mates?.of(this.set, place)?.get(rival) ?? -1;
    const wasAsked = mate >= 0 && !this.ranBefore(mate) && (batch.asking[this.set]! & batch.asking[mate]! & bit) !== 0;
    if (!wasAsked) return this.here.actsLike?.(fault, other, outcome) === true;
    const { words } = this.told;
    for (let at = this.rest; at < this.end; at += 3) if (words[at] === place && words[at + 1] === rival) return (words[at + 2]! & bit) !== 0;
    return false;
  }

  offered(): readonly F[] {
    if (this.reading.batch.depth === 'verdict') return this.here.offered();
    this.readLineage();
    return this.offeredHere!;
  }

  touching(outcome: number): readonly F[] {
    return this.lineageOf(outcome)?.touching ?? this.here.touching(outcome);
  }

  support(outcome: number): SupportUnderFaults<F> {
    return this.here.support(outcome);
  }

  /** Only if that very question was asked. */
  firingTogether(inert: readonly F[], most: number): FiringTogether<F> {
    for (const told of this.lineageOfAll()) if (most === 1 && told.inert.length === inert.length && told.inert.every((fault, place) => fault === inert[place])) return { faults: told.firing, beside: [] };
    return this.here.firingTogether?.(inert, most) ?? { faults: [], beside: [] };
  }

  /** Whether the other set was run before this one in the same piece. */
  private ranBefore(other: number): boolean {
    const known = this.reading.told[other];
    return known !== undefined && known.told === this.told && known.from <= this.from;
  }

  private get here(): SystemRun<F> {
    return (this.run ??= this.again());
  }

  private lineageOf(outcome: number): ToldLineage<F> | undefined {
    this.readLineage();
    return this.lineage.get(outcome);
  }

  private lineageOfAll(): Iterable<ToldLineage<F>> {
    this.readLineage();
    return this.lineage.values();
  }

  private readLineage(): void {
    const { batch } = this.reading;
    if (this.offeredHere !== null || batch.depth === 'verdict') return;
    let at = this.rest;
    const next = (): F[] => {
      const count = this.told.words[at++]!;
      return Array.from(this.told.words.subarray(at, (at += count)), (number) => batch.faults[number] ?? this.told.faults[number - batch.faults.length]!);
    };
    this.offeredHere = next();
    for (const [bit, outcome] of batch.outcomes.entries()) {
      if ((batch.asking[this.set]! & (1 << bit)) !== 0 && this.goodness(outcome) === 'good') this.lineage.set(outcome, { touching: next(), inert: next(), firing: next() });
    }
  }
}
