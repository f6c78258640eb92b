import { type FaultList, keyOf } from './failure-sets.ts';
import type { SearchFault, SystemRun } from './system-under-test.ts';

/**
 * The failure sets of the last level, by what they would be without one fault that has rivals.
 *
 * A run may come out as another of these sets would, in which a rival stands in that fault's place: a crash a step
 * earlier when the node did nothing in between, a cut that loses the same messages. One run then tells of both.
 */
export class Rivals<F extends SearchFault> {
  private readonly byRest = new Map<string, FaultList<F>[]>();
  /** The sets of which nothing is known yet, by key. */
  private readonly open = new Set<string>();

  constructor(sets: readonly FaultList<F>[]) {
    for (const faults of sets) {
      this.open.add(keyOf(faults));
      for (const fault of faults) {
        if ((fault.rivals ?? '') === '') continue;
        const key = restOf(faults, fault);
        const known = this.byRest.get(key);
        if (known === undefined) this.byRest.set(key, [faults]);
        else known.push(faults);
      }
    }
  }

  /** Takes out the sets that the run tells of as well, each with the faults that fire in it. */
  *settledBy(faults: FaultList<F>, run: SystemRun<F>, outcome: number): Iterable<{ readonly faults: FaultList<F>; readonly fired: FaultList<F> }> {
    this.open.delete(keyOf(faults));
    if (run.actsLike === undefined) return;
    for (const fault of faults) {
      const rivals = (fault.rivals ?? '') === '' ? undefined : this.byRest.get(restOf(faults, fault));
      for (const other of rivals ?? []) {
        const key = keyOf(other);
        if (!this.open.has(key)) continue;
        const rival = other.find((candidate) => !faults.includes(candidate))!;
        if (!run.actsLike(fault, rival, outcome)) continue;
        this.open.delete(key);
        yield { faults: other, fired: other.filter((candidate) => run.fired(candidate === rival ? fault : candidate)) };
      }
    }
  }
}

function restOf(faults: FaultList<SearchFault>, fault: SearchFault): string {
  return `${fault.rivals} ${keyOf(faults.filter((other) => other !== fault))}`;
}
