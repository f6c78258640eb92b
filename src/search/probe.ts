import { BreakingSets, type FaultList, keyOf } from './failure-sets.ts';
import { type Effort, type SeenSupport, smallestCut } from './hitting-set.ts';
import { Reduction } from './reduction.ts';
import type { Strategy } from './strategy.ts';
import type { SearchBounds, SearchFault, SupportUnderFaults, SystemRun } from './system-under-test.ts';

/**
 * Hypotheses from lineage: smallest sets that cut every support seen so far, each reduced to a minimal one if it breaks the outcome.
 *
 * Finds most bugs within a handful of runs, and certifies nothing: a support is blind to what was prevented.
 * Not bounded by `depth`, as losing every repetition of a message takes many faults, but by the budget of each kind.
 */
export class Probe<F extends SearchFault> implements Strategy<F> {
  readonly method = 'probe';
  readonly breaking = new BreakingSets<F>();
  readonly complete = false;
  inconclusive = false;
  runs = 0;
  size = 0;
  private readonly outcome: number;
  private bounds: SearchBounds;
  private readonly supports: SeenSupport<F>[] = [];
  private readonly refuted = new Set<string>();
  private reduction: Reduction<F> | null = null;
  private done = false;
  private widened = false;
  private readonly knownGood: (faults: FaultList<F>) => boolean;
  private readonly effort: Effort | undefined;

  /** @param within for a probe that is part of another search: how far it goes, and which sets are known to be good */
  constructor(outcome: number, bounds: SearchBounds, within?: { readonly depth: number; readonly effort: Effort; readonly knownGood: (faults: FaultList<F>) => boolean }) {
    this.outcome = outcome;
    this.bounds = { ...bounds, depth: within?.depth ?? Object.values(bounds.budget).reduce<number>((sum, count) => sum + (count ?? 0), 0) };
    this.effort = within?.effort;
    this.knownGood = within?.knownGood ?? (() => false);
  }

  /** Goes further than before, once; whether there is anything more to do. What is known to break is not proposed again. */
  widen(depth: number, breaking: BreakingSets<F>): boolean {
    if (this.widened) return false;
    this.widened = true;
    this.done = false;
    this.bounds = { ...this.bounds, depth };
    for (const { faults, foundAtRun } of breaking.sets) this.breaking.add(faults, foundAtRun);
    return true;
  }

  needsLineage(): boolean {
    return true;
  }

  propose(): readonly FaultList<F>[] {
    if (this.done) return [];
    if (this.runs === 0) return [[]];
    const smaller = this.reduction?.next();
    if (smaller !== undefined) return [smaller];
    const faults = smallestCut(this.supports, this.bounds, (candidate) => this.refuted.has(keyOf(candidate)) || this.breaking.within(candidate), this.effort);
    this.done = faults === undefined;
    return faults === undefined ? [] : [faults];
  }

  accept(faults: FaultList<F>, run: SystemRun<F>): readonly FaultList<F>[] {
    this.runs++;
    this.size = faults.length;
    const goodness = run.goodness(this.outcome);
    if (this.reduction !== null) {
      if (goodness !== 'bad') this.refuted.add(keyOf(faults));
      this.reduction.tell(goodness === 'bad');
    } else if (goodness === 'bad') this.reduction = new Reduction(faults.filter((fault) => run.fired(fault)));
    else {
      this.refuted.add(keyOf(faults));
      if (goodness === 'good') this.learn(faults, run.support(this.outcome));
      else this.inconclusive = true;
    }
    this.concludeReduction();
    return [];
  }

  /** An outcome that rests on no step at all under some faults holds because of them, and says nothing of other sets. */
  private learn(faults: FaultList<F>, support: SupportUnderFaults<F>): void {
    if (faults.length === 0 || support.support.roots.length > 0) this.supports.push({ seen: support, proofs: new Map() });
  }

  private concludeReduction(): void {
    if (this.reduction === null) return;
    for (let next = this.reduction.next(); next !== undefined; next = this.reduction.next()) {
      if (!this.refuted.has(keyOf(next)) && !this.knownGood(next)) return;
      this.reduction.tell(false);
    }
    this.breaking.add(this.reduction.result, this.runs);
    this.reduction = null;
  }

  get depthDone(): number {
    return this.runs > 0 ? 0 : -1;
  }

  get shareOfNext(): number {
    return 0;
  }

  get covered(): number {
    return this.runs;
  }
}
