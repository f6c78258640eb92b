import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { BreakingSets, includesAll } from '../../../src/search/failure-sets.ts';
import { FaultSetMap } from '../../../src/search/fault-set-map.ts';
import { NumberedFaults } from '../../../src/search/numbered-faults.ts';
import type { SearchFault } from '../../../src/search/system-under-test.ts';

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
