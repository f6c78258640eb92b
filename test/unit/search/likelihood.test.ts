import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { catalog } from '../../../src/scenarios/catalog.ts';
import { examine } from '../../../src/search/examine.ts';
import { type FaultList, keyOf } from '../../../src/search/failure-sets.ts';
import { likeliestFirst, likelihoodOf } from '../../../src/search/likelihood.ts';
import { Rivals } from '../../../src/search/rivals.ts';
import type { SearchFault } from '../../../src/search/system-under-test.ts';

const crash = (node: string, step: number, inside = 0): SearchFault => ({ token: `crash:${node}/t@${step}.${inside}`, kind: 'crash', exclusive: `crash ${node}`, rivals: `crash ${node}`, inside });

it('a stop just after something has left the node counts, and so does a fault that touches the run of the others', () => {
  const [a, b] = [crash('a', 1, 2), crash('b', 1)];
  expect(likelihoodOf([a, b], () => false)).toBe(1);
  expect(likelihoodOf([a, b], (place) => place === 1)).toBe(2);
  expect(likelihoodOf([a, b], () => true)).toBe(3);
});

it('what is equally likely stays in order', () => {
  const sets = [3, 0, 2, 1, 5, 4].map((step) => [crash('a', step)]);
  expect(likeliestFirst(sets, ([fault]) => Number(fault!.token.slice(10, 11)) % 2).map(keyOf)).toEqual([3, 1, 5, 0, 2, 4].map((step) => `crash:a/t@${step}.0`));
});

it('whatever the order, of the sets that differ in one rival the last comes first', () => {
  const all = ['a', 'b'].flatMap((node) => [1, 2, 3, 4].map((step) => crash(node, step)));
  const pairs = all.slice(0, 4).flatMap((a) => all.slice(4).map((b): FaultList<SearchFault> => [a, b]));
  fc.assert(fc.property(fc.shuffledSubarray(pairs, { minLength: 2 }), fc.nat(), (order, seed) => {
    const sets = pairs.filter((pair) => order.includes(pair));
    const placed = new Rivals(sets).lastFirst(order.toSorted((x, y) => ((keyOf(x).length + seed) % 3) - ((keyOf(y).length + seed) % 3)));
    expect(placed.toSorted((x, y) => (keyOf(x) < keyOf(y) ? -1 : 1)).map(keyOf)).toEqual(sets.map(keyOf).toSorted());
    for (const [place, set] of placed.entries()) {
      for (const later of placed.slice(place + 1)) {
        const shared = set.find((fault) => later.includes(fault));
        if (shared !== undefined) expect(sets.indexOf(set), `${keyOf(set)} before ${keyOf(later)}`).toBeGreaterThan(sets.indexOf(later));
      }
    }
  }));
});

it('a backup that hears of a write too late is found long before the level is through', () => {
  const { outcomes } = examine(catalog.find(({ name }) => name === 'primary-backup/at-once')!, { outcomes: ['durability'] });
  const first = Math.min(...outcomes[0]!.failureSets.map(({ foundAtRun }) => foundAtRun));
  // In the order in which the sets were formed it was run 99 of 121.
  expect(first).toBeLessThan(50);
});
