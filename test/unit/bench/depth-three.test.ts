import { expect, it } from 'vitest';
import { depthThreeSection } from '../../../bench/depth-three/depth-three-table.ts';
import { type DepthThreeFigures, measureDepthThree } from '../../../bench/depth-three/measure-depth-three.ts';
import { catalog } from '../../../src/scenarios/catalog.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';

const runsMax = 10_000;

function named(name: string): Scenario {
  return catalog.find((scenario) => scenario.name === name)!;
}

it('certifies all outcomes with three faults, in fewer runs than exhaustive search', () => {
  const { outcomes, minimal, cover, exhaustive, merged } = measureDepthThree(named('2pc/cooperative'), runsMax)!;
  expect(outcomes).toBe(Object.keys(named('2pc/cooperative').outcomes).length);
  expect(minimal).toBeGreaterThan(0);
  expect([cover.complete, exhaustive.complete, merged.complete]).toEqual([true, true, true]);
  expect(cover.runs).toBeLessThan(exhaustive.runs);
  expect(merged.runs).toBe(exhaustive.runs);
});

it('leaves out what has no budget for three faults', () => {
  expect(measureDepthThree(named('delivery-consumer/naive'), runsMax)).toBeUndefined();
});

it('gives up after so many runs, each way', () => {
  const { cover, exhaustive } = measureDepthThree(named('2pc/cooperative'), 50)!;
  expect(cover).toMatchObject({ runs: 50, complete: false });
  expect(exhaustive).toMatchObject({ runs: 50, complete: false });
});

it('says in how many rows cover is ahead, where it loses most, and what was too large', () => {
  const row = (scenario: string, times: readonly [cover: number, exhaustive: number, merged: number], complete = true): DepthThreeFigures => ({
    scenario,
    outcomes: 1,
    minimal: 0,
    cover: { runs: 100, milliseconds: times[0], complete: true },
    exhaustive: { runs: 1_000, milliseconds: times[1], complete },
    merged: { runs: 1_000, milliseconds: times[2], complete },
  });
  const page = depthThreeSection([row('a/won', [10, 40, 20]), row('a/lost', [50, 40, 60]), row('a/lost-most', [60, 40, 30]), row('a/large', [10, 90, 80], false)], 1_000).join('\n');
  expect(page).toContain('| a/won | 1 | 0 | 100 in 10 ms | 1,000 in 40 ms | 1,000 in 20 ms | 10.0 | 4.00 | 2.00 |');
  expect(page).toContain('ahead of exhaustive search in 1 of 3 rows, and in 2 of exhaustive search that merges. Where it is behind, the most it takes more is 20 ms, in a/lost-most.');
  expect(page).toContain('given up after 1,000 runs');
  expect(page).toContain('| a/large | 1 | 0 | 100 in 10 ms | not after 1,000 in 90 ms | not after 1,000 in 80 ms |');
});
