import { describe, expect, it } from 'vitest';
import { pairRows } from '../../../reports/space-time/side-by-side.ts';
import { timeout } from '../../../src/scenarios/two-phase-commit/timeout.ts';
import { parseFailureSet } from '../../../src/simulator/failure-set.ts';
import { recordRun } from '../../../src/simulator/recorded-run.ts';
import { Simulation } from '../../../src/simulator/simulation.ts';

const bounds = { horizon: 37, until: 10, depth: 2, atomicSteps: false, budget: {}, durations: [], deferrals: [] };
const simulation = new Simulation(timeout);
const run = (faults: string) => recordRun(simulation, parseFailureSet(faults), bounds);
const rows = (faults: string) => pairRows(run('none'), run(faults)).map(({ left, right }) => [left?.text ?? '', right?.text ?? '']);

describe('two runs side by side', () => {
  it('have what happens in both on one line, however much is lost before', () => {
    const both = rows('drop:C:p2:decide@1');
    expect(both).toContainEqual(['', '✗ loss  C:p2:decide@1']);
    expect(both).toContainEqual(['C → p3  decide commit', 'C → p3  decide commit']);
    expect(both).toContainEqual(['C → p2  decide commit', '']);
  });

  it('have what happens in one only beside such a thing of the other', () => {
    expect(rows('crash:C/p1:vote@1')).toContainEqual(['p1 → C  vote yes', '╳ crash  C']);
  });

  it('leave out nothing, and repeat nothing', () => {
    for (const faults of ['none', 'drop:p1:C:vote@1', 'pause:C/p2:vote@1~2', 'defer:p1:C:vote@1~2', 'dup:p1:C:vote@1']) {
      const [left, right] = [run('none'), run(faults)];
      const pairs = pairRows(left, right);
      const stepsOf = (side: 'left' | 'right') => pairs.flatMap((pair) => (pair[side] === null || pair[side].step < 0 ? [] : [pair[side].step]));
      expect(stepsOf('left')).toEqual(left.steps.map(({ index }) => index));
      expect(stepsOf('right')).toEqual(right.steps.map(({ index }) => index));
    }
  });
});
