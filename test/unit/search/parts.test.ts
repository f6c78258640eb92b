import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropsAndCrashes } from '../../../soundness/mixes.ts';
import { Cover, type PartSize } from '../../../src/search/cover.ts';
import { BreakingSets, includesAll, keyOf } from '../../../src/search/failure-sets.ts';
import { FaultSetMap } from '../../../src/search/fault-set-map.ts';
import { NumberedFaults } from '../../../src/search/numbered-faults.ts';
import type { SearchFault } from '../../../src/search/system-under-test.ts';
import type { Fault } from '../../../src/simulator/fault.ts';
import { candidates, systemOf, type Candidate } from '../../promises/protocols.ts';

/** Drives a search by hand; how often nothing was proposed although there was more to come. */
function searched(candidate: Candidate, part?: PartSize): { readonly sets: string[]; readonly runs: number; readonly pauses: number; readonly covered: number } {
  const system = systemOf(candidate);
  const cover = new Cover<Fault>(0, candidate.bounds, part === undefined ? {} : { part });
  let pauses = 0;
  let share = 0;
  for (let sets = cover.propose(); sets.length > 0 || cover.forming; sets = cover.propose()) {
    if (sets.length === 0) pauses++;
    const open = new Set(sets.map(keyOf));
    for (const faults of sets) if (open.delete(keyOf(faults))) for (const settled of cover.accept(faults, system.run(faults))) open.delete(keyOf(settled));
    share = cover.shareOfNext;
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  }
  expect(cover).toMatchObject({ complete: true, depthDone: candidate.bounds.depth, shareOfNext: 1 });
  return { sets: cover.breaking.sets.map(({ faults }) => keyOf(faults)).toSorted(), runs: cover.runs, pauses, covered: cover.covered };
}

describe('a level that is formed in parts', () => {
  it('comes to what one formed at once comes to', () => {
    let pauses = 0;
    for (const candidate of candidates(1, 40, dropsAndCrashes)) {
      const whole = searched(candidate);
      for (const part of [{ formed: 1, proposed: 1 }, { formed: 40, proposed: 7 }]) {
        const inParts = searched(candidate, part);
        expect(inParts.sets, `protocol ${candidate.number}`).toEqual(whole.sets);
        // A run tells only of rivals in its own part.
        expect(inParts.runs).toBeGreaterThanOrEqual(whole.runs);
        expect(inParts.covered).toBe(whole.covered);
        pauses += inParts.pauses;
      }
    }
    expect(pauses).toBeGreaterThan(50);
  });
});

const fault = (index: number): SearchFault => ({ token: `drop:a:b:m@${index}`, kind: 'drop', exclusive: `of ${index}` });

it('a set of numbered faults is the set that it was made of', () => {
  const all = Array.from({ length: 200 }, (_, index) => fault(index));
  fc.assert(fc.property(fc.array(fc.uniqueArray(fc.nat(199)), { minLength: 1, maxLength: 4 }), (sets) => {
    const numbered = new NumberedFaults<SearchFault>();
    const made = sets.map((indices) => numbered.setOf(indices.map((index) => all[index]!)));
    for (const [place, indices] of sets.entries()) {
      expect(new Set(made[place])).toEqual(new Set(indices.map((index) => all[index]!)));
      expect(all.filter((one) => made[place]!.has(one))).toEqual(all.filter((_, index) => indices.includes(index)));
    }
  }));
});

it('a set is known to break if it contains one that does, however many there are', () => {
  const all = Array.from({ length: 12 }, (_, index) => fault(index));
  const some = fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 4 }).map((indices) => indices.toSorted((a, b) => a - b).map((index) => all[index]!).toSorted((a, b) => (a.token < b.token ? -1 : 1)));
  fc.assert(fc.property(fc.array(some, { minLength: 1, maxLength: 60 }), fc.array(some, { maxLength: 30 }), (breaking, asked) => {
    const known = new BreakingSets<SearchFault>();
    for (const faults of breaking) known.add(faults, 1);
    for (const faults of asked) expect(known.within(faults)).toBe(breaking.some((set) => includesAll(faults, set)));
  }));
});

it('what a map from failure sets knows of a set, it finds by the set and as a subset of another', () => {
  const all = Array.from({ length: 6 }, (_, index) => fault(index));
  const chosenOf = (chosen: number) => all.filter((_, place) => (chosen & (1 << place)) !== 0);
  fc.assert(fc.property(fc.uniqueArray(fc.nat(63), { maxLength: 20 }), (sets) => {
    const map = new FaultSetMap<SearchFault, number>();
    for (const set of sets) map.set(chosenOf(set), set);
    for (let asked = 0; asked < 64; asked++) {
      const known = sets.includes(asked) ? asked : undefined;
      expect(map.get(chosenOf(asked))).toBe(known);
      expect(map.ofSubset(all, asked)).toBe(known);
      expect(map.hasSubsetOf(chosenOf(asked))).toBe(sets.some((set) => (set & ~asked) === 0));
    }
  }));
});
