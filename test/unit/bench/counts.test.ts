import { expect, it } from 'vitest';
import { countAll, keptCounts, regressions } from '../../../bench/counts.ts';
import { catalog } from '../../../src/scenarios/catalog.ts';

it('what costs more runs or steps than before is named, and what costs less or is new is not', () => {
  const kept = { 'a/b': { runs: 10, steps: 100, taken: 9 }, 'c/d': { runs: 5, steps: 50, taken: 9 } };
  expect(regressions(kept, { 'a/b': { runs: 11, steps: 99, taken: 9 }, 'c/d': { runs: 5, steps: 51, taken: 9 }, 'e/f': { runs: 1, steps: 1, taken: 9 } })).toEqual(['a/b: 11 runs, and before 10', 'c/d: 51 steps, and before 50']);
  expect(regressions(kept, kept)).toEqual([]);
});

it('to save steps never takes noticeably more of them', () => {
  const wasteful = Object.entries(keptCounts()).filter(([, { steps, taken }]) => taken > steps * 1.01);
  expect(wasteful).toEqual([]);
});

it('every scenario has its counts kept, and those of two families are what they were', () => {
  expect(Object.keys(keptCounts())).toEqual(catalog.map(({ name }) => name));
  for (const family of ['2pc/', 'delivery/']) expect(regressions(keptCounts(), countAll(family))).toEqual([]);
});
