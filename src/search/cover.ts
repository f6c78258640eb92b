import { AddableFaults } from './addable-faults.ts';
import type { FaultList } from './failure-sets.ts';
import { FaultSetMap } from './fault-set-map.ts';
import { type Kept, KeptSets } from './kept-sets.ts';
import { CoveredCount, type Ground } from './covered-count.ts';
import { likeliestFirst, likelihoodOf } from './likelihood.ts';
import { Growth, type PartSize } from './growth.ts';
import { LevelSearch } from './level-search.ts';
import { type FaultBits, NumberedFaults } from './numbered-faults.ts';
import { Orbits } from './orbits.ts';
import { Probe } from './probe.ts';
import { Rivals } from './rivals.ts';
import type { Symmetry } from './symmetry.ts';
import type { Goodness, RunDepth, SearchBounds, SearchFault, SystemRun, ToldRun } from './system-under-test.ts';

/** How many runs the probe may make before all is covered level by level, and what it may take to think of them: it must not cost more than it finds. */
const probeRunsMax = 24;
const probeBranchesMax = 30;
const probeNeedsMax = 1_000_000;

/** With fewer sets than these there is no probe. */
const unprobedSetsMax = 100;

/** In which order sets are run, and on the last level which of them may tell of each other. */
interface Order<F extends SearchFault> {
  readonly sets: readonly FaultList<F>[];
  readonly rivals: Rivals<F> | null;
}

const defaultPart: PartSize = { formed: 100_000, proposed: 20_000 };

/** How a search is to go about it. */
export interface CoverOptions<F extends SearchFault> {
  readonly part?: PartSize;
  /** Whether the probe comes first, as it does by default. Only to measure what it is worth. */
  readonly probes?: boolean;
  /** Which failure sets are said to come out alike. */
  readonly symmetry?: Symmetry<F> | undefined;
  /** Shared by the searches for several outcomes, as they are shown the same runs. */
  readonly addable?: AddableFaults<F>;
}

/** What the search will ask of a run, for when the run itself is gone. */
interface Remembered<F extends SearchFault> {
  readonly run: SystemRun<F>;
  readonly ground: Ground<F> | undefined;
}

/**
 * Every minimal failure set up to `depth`, running only what no smaller run settles.
 *
 * The theorem (docs/architecture.md): if F is good and G adds to F only faults that do not touch F's run, then G and F
 * agree on the outcome. So G needs a run only if, for each tested good subset F of it, G ∖ F hits T(F).
 *
 * A set that a tested subset settles is not run but is still grown, by that subset's T: a larger set may be reached
 * through it alone. Hence every minimal breaking set G is reached. Take the largest subset S of G that was formed. It
 * is good, as it is smaller; it was tested or settled by some tested F; G ∖ F hits T(F), else G would be good like F,
 * and S ∖ F does not; so some fault of G ∖ S is in T(F), and S with that fault was formed too.
 */
export class Cover<F extends SearchFault> extends LevelSearch<F> {
  readonly method = 'cover';
  private readonly numbered = new NumberedFaults<F>();
  private readonly keptSets = new KeptSets<F>(this.numbered);
  private readonly growth: Growth<F>;
  /** The sets of which the next level's will be made. */
  private kept: Kept<F>[] = [];
  /** The order of the part whose turn has come, and of the next one, if they were formed ahead of their turn. */
  private order: Order<F> | null = null;
  private orderAhead: Order<F> | null = null;
  private readonly coveredCount: CoveredCount<F>;
  private readonly probe: Probe<F>;
  private probing: boolean;
  /** The sets of the last level, once it has begun. */
  private rivals: Rivals<F> | null = null;
  private readonly orbits: Orbits<F> | null;
  /** Whether all is covered, and only images of breaking sets are still run, to see that they break as well. */
  private verifying = false;
  private foundByProbe = 0;
  private overheard = 0;
  /** What the probe ran, for when its level comes. */
  private readonly probed = new FaultSetMap<F, Remembered<F>>();

  constructor(outcome: number, bounds: SearchBounds, options: CoverOptions<F> = {}) {
    super(outcome, bounds);
    this.growth = new Growth(this.keptSets, this.breaking, bounds, options.part ?? defaultPart);
    this.probing = options.probes ?? true;
    this.orbits = options.symmetry === undefined ? null : new Orbits(options.symmetry, outcome);
    this.coveredCount = new CoveredCount(bounds, options.addable ?? new AddableFaults(bounds));
    this.probe = new Probe<F>(outcome, bounds, { depth: 1, effort: { branches: probeBranchesMax, needs: probeNeedsMax }, knownGood: (faults) => this.keptSets.wasTested(faults) });
  }

  /** The probe comes first, as it finds most bugs within a handful of runs: single faults before the first level, larger sets after it. */
  override propose(): readonly FaultList<F>[] {
    if (!this.probing && this.size === 1 && this.bounds.depth > 1) this.probing = this.probe.widen(this.bounds.depth, this.breaking);
    if (this.probing) {
      const hypotheses = this.probe.runs < probeRunsMax && this.isWorthProbing ? this.probe.propose() : [];
      if (hypotheses.length > 0) return hypotheses;
      this.probing = false;
    }
    const sets = super.propose();
    const unverified = this.complete && this.orbits !== null ? this.orbits.unverified(this.breaking) : [];
    if (unverified.length === 0) return sets;
    this.verifying = true;
    this.complete = false;
    return unverified;
  }

  /** Where what touches the run without faults makes up only so many sets, to run them all takes less than to think of some. */
  private get isWorthProbing(): boolean {
    const first = this.probed.get([]);
    if (first === undefined) return true;
    const touching = first.run.touching(this.outcome).length;
    let [sets, ofSize] = [0, 1];
    for (let size = 1; size <= this.bounds.depth && sets < unprobedSetsMax; size++) sets += ofSize *= (touching - size + 1) / size;
    return sets >= unprobedSetsMax;
  }

  override accept(faults: FaultList<F>, run: SystemRun<F>): FaultList<F>[] {
    this.orbits?.tell(faults, run.goodness(this.outcome));
    if (this.verifying) {
      this.runs++;
      return [];
    }
    if (!this.probing) {
      super.accept(faults, run);
      return this.settledWith(faults, run);
    }
    this.runs++;
    this.probe.accept(faults, run);
    const before = this.breaking.sets.length;
    for (const found of this.probe.breaking.sets) this.breaking.add(found.faults, this.runs);
    // What the probe found to break is not formed again, level by level.
    this.foundByProbe += this.breaking.sets.length - before;
    this.probed.set(faults, this.remembered(faults, run));
    return [];
  }

  /** The other sets of the level that come out like this one: its images, and on the last level their rivals and its own. */
  private settledWith(faults: FaultList<F>, run: SystemRun<F>): FaultList<F>[] {
    const images = this.orbits?.takenFrom(faults, run) ?? [];
    for (const image of images) this.take(image.faults, image.run);
    const settled = images.map((image) => image.faults);
    for (const known of [faults, ...settled]) this.rivals?.close(known);
    for (const known of [{ faults, run }, ...images]) settled.push(...this.rivalsOf(known));
    return settled;
  }

  private rivalsOf({ faults, run }: { readonly faults: FaultList<F>; readonly run: ToldRun<F> }): FaultList<F>[] {
    const goodness = run.goodness(this.outcome);
    const settled: FaultList<F>[] = [];
    for (const other of this.rivals?.settledBy(faults, run, this.outcome) ?? []) {
      this.conclude(other.faults, other.fired, goodness);
      this.orbits?.tell(other.faults, goodness);
      settled.push(other.faults);
    }
    return settled;
  }

  /** Sets of the last size are not grown: of them only the verdict counts. */
  needsLineage(faults: FaultList<F>): boolean {
    return this.probing || faults.length < this.bounds.depth;
  }

  /** The last two levels, on which nearly all runs are. */
  get foreseen(): { readonly offered: ReadonlyMap<string, readonly F[]> } | undefined {
    return this.probing || this.size < this.bounds.depth - 1 ? undefined : { offered: this.size < this.bounds.depth ? this.coveredCount.offered : new Map() };
  }

  /** While another outcome is probed, its runs may be those that this one needs on its way. */
  overhear(faults: FaultList<F>, run: SystemRun<F>, depth: RunDepth): void {
    if (depth !== 'lineage' && faults.length < this.bounds.depth) return;
    if (faults.length <= this.bounds.depth && faults.length > this.size && run.goodness(this.outcome) !== 'bad' && this.overheard++ < probeRunsMax) this.probed.set(faults, this.remembered(faults, run));
  }

  protected override begin(sets: readonly FaultList<F>[]): readonly FaultList<F>[] {
    this.orbits?.begin(sets);
    const order = this.order ?? this.orderOf(sets);
    this.rivals = order.rivals;
    return order.sets;
  }

  /** The likeliest to break first, but on the last level none before the rivals that may tell of it. */
  private orderOf(sets: readonly FaultList<F>[]): Order<F> {
    const likelihood = (faults: FaultList<F>) => likelihoodOf(faults, (place) => this.keptSets.touchesOthers(faults, place));
    if (this.size < this.bounds.depth) return { sets: likeliestFirst(sets, likelihood), rivals: null };
    const rivals = new Rivals(sets);
    return { sets: rivals.lastFirst(likeliestFirst(sets.toReversed(), likelihood)), rivals };
  }

  protected override known(faults: FaultList<F>): boolean {
    const run = this.probed.get(faults)?.run;
    if (run === undefined) return false;
    this.orbits?.tell(faults, run.goodness(this.outcome));
    this.take(faults, run);
    return true;
  }

  private remembered(faults: FaultList<F>, run: SystemRun<F>): Remembered<F> {
    const fired = new Set(faults.filter((fault) => run.fired(fault)));
    const goodness = run.goodness(this.outcome);
    const grows = faults.length < this.bounds.depth && goodness !== 'bad';
    const touching = grows && goodness === 'good' ? run.touching(this.outcome) : [];
    const offered = grows ? run.offered() : [];
    const ground = grows && goodness === 'good' ? this.coveredCount.groundOf(faults, run, this.numbered.setOf(touching)) : undefined;
    return { ground, run: { fired: (fault) => fired.has(fault), goodness: () => goodness, touching: () => touching, offered: () => offered, support: (outcome) => run.support(outcome) } };
  }

  protected override beginLevel(): void {
    super.beginLevel();
    this.growth.begin(this.kept);
    this.kept = [];
  }

  protected override get formedAll(): boolean {
    return this.growth.isDone;
  }

  protected override get shareFormed(): number {
    return this.growth.share;
  }

  protected override form(): readonly FaultList<F>[] {
    const { candidates, settled } = this.growth.take();
    this.order = this.orderAhead;
    this.orderAhead = null;
    for (const { faults, by } of settled) this.settle(faults, by);
    return candidates;
  }

  formAhead(): readonly FaultList<F>[] {
    if (this.formedAll) return [];
    this.orderAhead ??= this.orderOf(this.growth.next.candidates.filter((faults) => this.probed.get(faults) === undefined));
    return this.orderAhead.sets;
  }

  private settle(faults: FaultList<F>, { touching }: Kept<F>): void {
    if (faults.length < this.bounds.depth) this.add(faults, touching, 'settled');
    this.coveredCount.addSettled(faults);
  }

  private add(faults: FaultList<F>, touching: FaultBits<F>, known: Kept<F>['known']): void {
    this.kept.push(this.keptSets.add({ faults, touching, known, place: this.kept.length }));
  }

  protected override keep(faults: FaultList<F>, run: ToldRun<F>, goodness: Goodness): void {
    if (faults.length >= this.bounds.depth) return;
    // Of a run that was not brought to its end nothing is known, and nothing is settled by it.
    const all = goodness === 'good' ? run.touching(this.outcome) : run.offered();
    const touching = this.numbered.setOf(faults.length + 1 === this.bounds.depth ? those(all, run.offered()) : all);
    this.add(faults, touching, goodness === 'good' ? 'tested' : 'untold');
    if (goodness !== 'good') return;
    if (faults.length === 1) this.orbits?.learn(faults[0]!, touching);
    this.coveredCount.addGround(this.probed.get(faults)?.ground ?? this.coveredCount.groundOf(faults, run, touching));
  }

  override get covered(): number {
    return this.firedSets + this.foundByProbe + this.coveredCount.count(this.breaking);
  }

  get takenBySymmetry(): number | undefined {
    return this.orbits?.taken;
  }
}

/** As the last fault of a set, one that names nothing in the run so far would not fire: the set is equal to the one without it. */
export function those<F extends SearchFault>(faults: readonly F[], offered: readonly F[]): readonly F[] {
  const there = new Set(offered);
  return faults.filter((fault) => there.has(fault));
}
