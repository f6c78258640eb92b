import type { AddableFaults } from './addable-faults.ts';
import { cliqueSets, countCliques } from './cliques.ts';
import { bitsOf, clearBit, countBits, hasBit } from './bits.ts';
import { type BreakingSets, type FaultList, grownBy, keyOf } from './failure-sets.ts';
import { allOf, FaultSetMap } from './fault-set-map.ts';
import type { SearchBounds, SearchFault, ToldRun } from './system-under-test.ts';

/** A good run as it is needed for counting: the faults that make no difference to it, though they would fire. */
export interface Ground<F extends SearchFault> {
  readonly faults: FaultList<F>;
  readonly touching: Pick<ReadonlySet<F>, 'has'>;
  readonly inert: readonly F[];
  /** For each of these, as bits by place, the later ones that would fire beside it; empty where there is only room for one. */
  readonly edges: readonly Uint32Array[];
}

/** How many sets that no search has formed are listed, one by one, to be counted. Beyond that, fewer are counted than are covered. */
const listedMax = 20_000;

/** How many inert faults of all grounds are kept. Beyond that, fewer sets are counted as well. */
const inertMax = 2_000_000;

/**
 * Counts the failure sets that come out like a smaller one that ran: a tested set F, the ground, and faults that do not touch its run.
 *
 * Only sets in which every fault fires are counted, and none that contains a known breaking set: so never more than
 * exhaustive search would run. Most are counted and not formed: those that fire together are the cliques of a graph.
 *
 * No set is counted twice. For a ground F, faults are left out that touch a tested proper subset of F. Were G counted
 * for both F and F', take the chain of sets ∅ ⊂ … ⊂ F by which F was reached, and the last of them that lies within
 * F'. The fault that was added to it touches a tested subset of F', is not in F', and so was left out for F'. Sets of
 * which every ground leaves out a fault, because each makes the other inert, are few, and are listed.
 */
export class CoveredCount<F extends SearchFault> {
  private readonly bounds: SearchBounds;
  private readonly addable: AddableFaults<F>;
  private readonly grounds: Ground<F>[] = [];
  private readonly groundOn = new FaultSetMap<F, Ground<F>>();
  private readonly settled: FaultList<F>[] = [];
  private inert = 0;
  /** What each set that can still be grown twice was offered. */
  readonly offered = new Map<string, readonly F[]>();

  /** @param addable what all outcomes ask, of one run after the other */
  constructor(bounds: SearchBounds, addable: AddableFaults<F>) {
    this.bounds = bounds;
    this.addable = addable;
  }

  /** Takes from a good run what counting needs, while the run is there. */
  groundOf(faults: FaultList<F>, run: ToldRun<F>, touching: Pick<ReadonlySet<F>, 'has'>): Ground<F> {
    const room = this.bounds.depth - faults.length;
    const offered = run.offered();
    if (room > 1) this.offered.set(keyOf(faults), offered);
    const inert = this.addable.of(faults, offered, (key) => this.offered.get(key)).filter((fault) => !touching.has(fault));
    // A set in which some fault does not fire is another, smaller one; so are those that add to it.
    const allFire = faults.every((fault) => run.fired(fault));
    const firing = (allFire ? run.firingTogether?.(inert, room) : undefined) ?? { faults: [], beside: [] };
    return { faults, touching, inert: firing.faults, edges: firing.beside };
  }

  /** The run of the ground's faults was tested. */
  addGround(ground: Ground<F>): void {
    if (this.inert > inertMax) return;
    this.inert += ground.inert.length;
    this.grounds.push(ground);
    this.groundOn.set(ground.faults, ground);
  }

  /** A set was formed, and is settled by a smaller one. */
  addSettled(faults: FaultList<F>): void {
    if (this.settled.length < listedMax) this.settled.push(faults);
  }

  /** How many sets come out like one of the grounds, besides the grounds themselves. */
  count(breaking: BreakingSets<F>): number {
    const breakingWith = indexed(breaking);
    const listed = new Set<string>();
    let count = 0;
    for (const faults of this.settled) this.list(faults, listed);
    for (const ground of this.grounds) {
      const fitting = bitsOf(ground.inert, (fault) => !breakingWith.get(fault)?.some((known) => known.every((other) => other === fault || ground.faults.includes(other))));
      const edges = withoutBreaking(ground, breakingWith);
      const counted = this.countedOf(ground);
      const both = counted.map((word, place) => word & fitting[place]!);
      if (edges.length === 0) count += countBits(both);
      else count += countCliques({ added: ground.inert, edges }, both, this.bounds.depth - ground.faults.length, this.budgetLeft(ground.faults));
      if (listed.size < listedMax) this.listBeyond({ ...ground, edges }, counted, fitting, listed);
    }
    return count + listed.size;
  }

  /** Lists the sets upon the ground that hold a fault which is left out for it. */
  private listBeyond(ground: Ground<F>, counted: Uint32Array, fitting: Uint32Array, listed: Set<string>): void {
    const { faults, inert } = ground;
    for (const [place, leftOut] of inert.entries()) {
      if (hasBit(counted, place) || !hasBit(fitting, place)) continue;
      const allowed = bitsOf(ground.edges.length === 0 ? [] : inert, (_, other) => hasBit(fitting, other) && (hasBit(counted, other) || other > place) && fireTogether(ground, [place, other].sort((a, b) => a - b)));
      const added = [[], ...cliqueSets(ground.edges, allowed, this.bounds.depth - faults.length - 1)];
      for (const others of added) {
        if (listed.size >= listedMax) return;
        const set = this.formed(faults, [leftOut, ...others.map((other) => inert[other]!)]);
        if (set !== undefined) this.list(set, listed);
      }
    }
  }

  private formed(faults: FaultList<F>, added: readonly F[]): FaultList<F> | undefined {
    let set: FaultList<F> | undefined = faults;
    for (const fault of added) set &&= grownBy(set, fault, this.bounds);
    return set;
  }

  /** Lists a set if all its faults fire upon some ground, and it is not counted anyway. */
  private list(faults: FaultList<F>, listed: Set<string>): void {
    const key = keyOf(faults);
    if (listed.has(key)) return;
    let fires = false;
    for (let chosen = 0; chosen < allOf(faults); chosen++) {
      const ground = this.groundOn.ofSubset(faults, chosen);
      if (ground === undefined) continue;
      const places = faults.filter((_, place) => (chosen & (1 << place)) === 0).map((fault) => ground.inert.indexOf(fault)).sort((a, b) => a - b);
      if (!fireTogether(ground, places)) continue;
      const counted = this.countedOf(ground);
      if (places.every((place) => hasBit(counted, place))) return;
      fires = true;
    }
    if (fires) listed.add(key);
  }

  /** As bits, the inert faults that touch no tested proper subset of the ground. */
  private countedOf({ faults, inert }: Ground<F>): Uint32Array {
    const smaller: Ground<F>[] = [];
    for (let chosen = 0; chosen < allOf(faults); chosen++) {
      const ground = this.groundOn.ofSubset(faults, chosen);
      if (ground !== undefined) smaller.push(ground);
    }
    return bitsOf(inert, (fault) => !smaller.some(({ touching }) => touching.has(fault)));
  }

  private budgetLeft(faults: FaultList<F>): Map<string, number> {
    return new Map(Object.entries(this.bounds.budget).map(([kind, budget]) => [kind, (budget ?? 0) - faults.filter((fault) => fault.kind === kind).length]));
  }
}

/** Whether all of these places, in order, would fire upon the ground. */
function fireTogether({ edges }: Ground<SearchFault>, places: readonly number[]): boolean {
  return places.every((place, index) => place >= 0 && places.slice(index + 1).every((later) => hasBit(edges[place]!, later)));
}

/** The breaking sets by each of their faults. */
function indexed<F extends SearchFault>(breaking: BreakingSets<F>): Map<F, FaultList<F>[]> {
  const index = new Map<F, FaultList<F>[]>();
  for (const { faults } of breaking.sets) {
    for (const fault of faults) {
      const known = index.get(fault);
      if (known === undefined) index.set(fault, [faults]);
      else known.push(faults);
    }
  }
  return index;
}

/** The ground's edges, without those that together with the ground would make up a breaking set. */
function withoutBreaking<F extends SearchFault>({ faults, inert, edges }: Ground<F>, breakingWith: ReadonlyMap<F, FaultList<F>[]>): readonly Uint32Array[] {
  if (breakingWith.size === 0 || edges.length === 0) return edges;
  const kept = edges.map((row) => row.slice());
  for (const [place, fault] of inert.entries()) {
    for (const breaking of breakingWith.get(fault) ?? []) {
      const others = breaking.filter((other) => other !== fault && !faults.includes(other)).map((other) => inert.indexOf(other));
      const later = others.find((other) => other > place);
      if (later !== undefined && !others.includes(-1)) clearBit(kept[place]!, later);
    }
  }
  return kept;
}
