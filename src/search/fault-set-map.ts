import type { FaultList } from './failure-sets.ts';
import type { SearchFault } from './system-under-test.ts';

/** What is known of a failure set, and the sets that have one fault more, a later one. */
interface Branch<F, Value> {
  value: Value | undefined;
  larger: Map<F, Branch<F, Value>> | null;
}

/**
 * A map from failure sets: a tree with a branch for each fault, in canonical order.
 *
 * To look up the subsets of a set is what a search does most, and here neither the subset nor a name of it is made.
 */
export class FaultSetMap<F extends SearchFault, Value> {
  private readonly root: Branch<F, Value> = { value: undefined, larger: null };

  get(faults: FaultList<F>): Value | undefined {
    let branch: Branch<F, Value> | undefined = this.root;
    for (let place = 0; branch !== undefined && place < faults.length; place++) branch = branch.larger?.get(faults[place]!);
    return branch?.value;
  }

  /** What is known of those of the faults whose bit is in `chosen`; see {@link allOf}. */
  ofSubset(faults: FaultList<F>, chosen: number): Value | undefined {
    let branch: Branch<F, Value> | undefined = this.root;
    for (let place = 0; branch !== undefined && place < faults.length; place++) {
      if ((chosen & (1 << place)) !== 0) branch = branch.larger?.get(faults[place]!);
    }
    return branch?.value;
  }

  /** Whether anything is known of the set or of a subset of it. */
  hasSubsetOf(faults: FaultList<F>): boolean {
    return isWithin(this.root, faults, 0);
  }

  set(faults: FaultList<F>, value: Value): void {
    let branch = this.root;
    for (const fault of faults) {
      const larger = (branch.larger ??= new Map());
      let next = larger.get(fault);
      if (next === undefined) larger.set(fault, (next = { value: undefined, larger: null }));
      branch = next;
    }
    branch.value = value;
  }
}

/** A bit for each of the faults, by place. Each smaller number stands for a proper subset, 0 for the empty one. */
export function allOf(faults: FaultList<SearchFault>): number {
  return (1 << faults.length) - 1;
}

function isWithin<F extends SearchFault>({ value, larger }: Branch<F, unknown>, faults: FaultList<F>, from: number): boolean {
  if (value !== undefined) return true;
  if (larger === null) return false;
  for (let place = from; place < faults.length; place++) {
    const next = larger.get(faults[place]!);
    if (next !== undefined && isWithin(next, faults, place + 1)) return true;
  }
  return false;
}
