import { type FaultList, keyOf } from './failure-sets.ts';
import type { SearchFault, SystemRun } from './system-under-test.ts';

/** A failure set of the last level of which nothing is known yet. */
interface Candidate<F extends SearchFault> {
  readonly faults: FaultList<F>;
  /** For each of its faults that has rivals, the sets that are alike but for a rival in its place. */
  readonly groups: readonly Group<F>[];
  open: boolean;
}

/** Sets that are alike but for one fault each, all of which are rivals of each other. */
type Group<F extends SearchFault> = { readonly fault: F; readonly candidate: Candidate<F> }[];

/**
 * The failure sets of the last level, by what they would be without one fault that has rivals.
 *
 * A run may come out as another of these sets would, in which a rival stands in that fault's place: a crash a step
 * earlier when the node did nothing in between, a cut that loses the same messages. One run then tells of both.
 */
export class Rivals<F extends SearchFault> {
  private readonly groups = new Map<string, Group<F>>();
  private readonly candidates = new Map<string, Candidate<F>>();

  constructor(sets: readonly FaultList<F>[]) {
    for (const faults of sets) {
      const groups: Group<F>[] = [];
      const candidate = { faults, groups, open: true };
      this.candidates.set(keyOf(faults), candidate);
      for (const fault of faults) {
        if ((fault.rivals ?? '') === '') continue;
        const group = this.groupOf(faults, fault);
        group.push({ fault, candidate });
        groups.push(group);
      }
    }
  }

  /** Takes out the sets that the run tells of as well, each with the faults that fire in it. */
  *settledBy(faults: FaultList<F>, run: SystemRun<F>, outcome: number): Iterable<{ readonly faults: FaultList<F>; readonly fired: FaultList<F> }> {
    const candidate = this.candidates.get(keyOf(faults));
    if (candidate === undefined || run.actsLike === undefined) return;
    candidate.open = false;
    for (const group of candidate.groups) {
      if (group.length === 1) continue;
      const { fault } = group.find((member) => member.candidate === candidate)!;
      for (const { fault: rival, candidate: other } of group) {
        if (!other.open || !run.actsLike(fault, rival, outcome)) continue;
        other.open = false;
        yield { faults: other.faults, fired: other.faults.filter((third) => run.fired(third === rival ? fault : third)) };
      }
    }
  }

  private groupOf(faults: FaultList<F>, fault: F): Group<F> {
    const key = `${fault.rivals} ${keyOf(faults.filter((other) => other !== fault))}`;
    let group = this.groups.get(key);
    if (group === undefined) this.groups.set(key, (group = []));
    return group;
  }
}
