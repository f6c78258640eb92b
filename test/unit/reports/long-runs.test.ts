import { beforeAll, describe, expect, it } from 'vitest';
import { spaceTime } from '../../../reports/space-time/model.ts';
import { drawSpaceTime } from '../../../reports/space-time/text.ts';
import { widthOf } from '../../../reports/space-time/width.ts';
import { parseFailureSet } from '../../../src/simulator/failure-set.ts';
import { type RecordedRun, recordRun } from '../../../src/simulator/recorded-run.ts';
import { Simulation } from '../../../src/simulator/simulation.ts';
import { gossip } from '../../browser/gossip.ts';

const bounds = { horizon: 200, until: 100, depth: 1, atomicSteps: false, budget: { drop: 1 }, durations: [], deferrals: [] };
let good: RecordedRun;
let bad: RecordedRun;

beforeAll(() => {
  const simulation = new Simulation(gossip);
  good = recordRun(simulation, [], bounds);
  bad = recordRun(simulation, parseFailureSet('drop:n17:n19:heard@1'), bounds);
});

describe('a run of 2,000 steps on 30 nodes', () => {
  it('is drawn on two screens or three, with the fault in sight', () => {
    expect(good.steps.length).toBeGreaterThan(2000);
    const lines = drawSpaceTime(spaceTime(bad), { width: 100 }).split('\n');
    expect(lines.length).toBeLessThan(250);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(100);
    expect(lines.join('\n')).toContain('✗ n19: heard');
    expect(lines.join('\n')).toMatch(/^ +⋮ /m);
    expect(lines.join('\n')).toMatch(/not shown, less involved: .* and \d+ more/);
  });
});
