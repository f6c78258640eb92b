import { FaultSetMap } from './fault-set-map.ts';
import type { SearchBounds, SearchFault } from './system-under-test.ts';

/** Faults in canonical order, each once. */
export type FaultList<F extends SearchFault> = readonly F[];

/** The set as one word; equal sets have equal keys. */
export function keyOf(faults: FaultList<SearchFault>): string {
  if (faults.length === 1) return faults[0]!.token;
  return faults.map((fault) => fault.token).join('+');
}

/** Whether the fault can happen together with those of the set, and the budget allows it. */
export function hasRoomFor<F extends SearchFault>(faults: FaultList<F>, fault: F, bounds: SearchBounds): boolean {
  let sameKind = 1;
  for (const other of faults) {
    if (other === fault || other.exclusive === fault.exclusive) return false;
    if (other.kind === fault.kind) sameKind++;
  }
  return sameKind <= (bounds.budget[fault.kind] ?? 0);
}

/** The set with one fault more, in canonical order; undefined where there is no room for it. */
export function grownBy<F extends SearchFault>(faults: FaultList<F>, fault: F, bounds: SearchBounds): FaultList<F> | undefined {
  if (!hasRoomFor(faults, fault, bounds)) return undefined;
  let place = 0;
  while (place < faults.length && faults[place]!.token < fault.token) place++;
  return [...faults.slice(0, place), fault, ...faults.slice(place)];
}

/** Whether every fault of `smaller` is in `larger`. */
export function includesAll(larger: FaultList<SearchFault>, smaller: FaultList<SearchFault>): boolean {
  return smaller.every((fault) => larger.includes(fault));
}

/** All proper subsets, in canonical order, the empty one included. */
export function* properSubsets<F extends SearchFault>(faults: FaultList<F>): Iterable<FaultList<F>> {
  for (let mask = 0; mask < 2 ** faults.length - 1; mask++) yield faults.filter((_, index) => (mask >> index) & 1);
}

/** Failure sets that are known to break the outcome. */
export class BreakingSets<F extends SearchFault> {
  sets: readonly { readonly faults: FaultList<F>; readonly foundAtRun: number }[] = [];
  private readonly known = new FaultSetMap<F, true>();

  /** Adds a set, unless it contains a known one; known ones that contain it are no longer minimal, and go. */
  add(faults: FaultList<F>, foundAtRun: number): void {
    if (this.within(faults)) return;
    this.sets = [...this.sets.filter((known) => !includesAll(known.faults, faults)), { faults, foundAtRun }];
    this.known.set(faults, true);
  }

  /** Whether the set contains a known breaking one, or is one. */
  within(faults: FaultList<F>): boolean {
    return this.known.hasSubsetOf(faults);
  }
}
