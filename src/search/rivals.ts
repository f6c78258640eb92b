import { type FaultList, keyOf } from './failure-sets.ts';
import type { SearchFault, ToldRun } from './system-under-test.ts';

/** A failure set of the last level of which nothing is known yet. */
interface Candidate<F extends SearchFault> {
  readonly faults: FaultList<F>;
  /** For each of its faults that has rivals, the sets that are alike but for a rival in its place, and its own place among them. */
  readonly groups: readonly { readonly group: Group<F>; readonly place: number }[];
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
      const groups: { group: Group<F>; place: number }[] = [];
      const candidate = { faults, groups, open: true };
      this.candidates.set(keyOf(faults), candidate);
      for (const fault of faults) {
        if ((fault.rivals ?? '') === '') continue;
        const group = this.groupOf(faults, fault);
        groups.push({ group, place: group.push({ fault, candidate }) - 1 });
      }
    }
  }

  /** Takes out a set of which all is known. */
  close(faults: FaultList<F>): void {
    const candidate = this.candidates.get(keyOf(faults));
    if (candidate !== undefined) candidate.open = false;
  }

  /** Takes out the sets that the run tells of as well, each with the faults that fire in it. */
  *settledBy(faults: FaultList<F>, run: ToldRun<F>, outcome: number): Iterable<{ readonly faults: FaultList<F>; readonly fired: FaultList<F> }> {
    const candidate = this.candidates.get(keyOf(faults));
    if (candidate === undefined || run.actsLike === undefined) return;
    for (const { group, place } of candidate.groups) {
      const { fault } = group[place]!;
      for (const { fault: rival, candidate: other } of group) {
        if (!other.open || !run.actsLike(fault, rival, outcome)) continue;
        other.open = false;
        yield { faults: other.faults, fired: other.faults.filter((third) => run.fired(third === rival ? fault : third)) };
      }
    }
  }

  /**
   * The sets in that order, but in each group of rivals the last one first: a run tells of an earlier crash, or a
   * shorter wait, sooner than the other way round.
   */
  lastFirst(order: readonly FaultList<F>[]): FaultList<F>[] {
    const placed = new Set<Candidate<F>>();
    const placedOrder: FaultList<F>[] = [];
    for (const faults of order) {
      const open = [this.candidates.get(keyOf(faults))!];
      for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
        const later = placed.has(next) ? undefined : laterRival(next, placed);
        if (later !== undefined) {
          open.push(later);
          continue;
        }
        open.pop();
        if (!placed.has(next)) placedOrder.push(next.faults);
        placed.add(next);
      }
    }
    return placedOrder;
  }

  private groupOf(faults: FaultList<F>, fault: F): Group<F> {
    const key = `${fault.rivals} ${keyOf(faults.filter((other) => other !== fault))}`;
    let group = this.groups.get(key);
    if (group === undefined) this.groups.set(key, (group = []));
    return group;
  }
}

/** The next set of some group that comes after this one, and has not been placed. */
function laterRival<F extends SearchFault>({ groups }: Candidate<F>, placed: ReadonlySet<Candidate<F>>): Candidate<F> | undefined {
  for (const { group, place } of groups) {
    const later = group[place + 1]?.candidate;
    if (later !== undefined && !placed.has(later)) return later;
  }
  return undefined;
}
