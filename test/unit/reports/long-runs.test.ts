import { beforeAll, describe, expect, it } from 'vitest';
import { nodesAfter } from '../../../reports/tui/node-states.ts';
import { diagramLines, stops } from '../../../reports/tui/diagram-lines.ts';
import { plainTheme } from '../../../reports/tui/theme.ts';
import { pairRows } from '../../../reports/space-time/side-by-side.ts';
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

/** The shortest of some tries, in milliseconds. */
function timeOf(work: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return Math.min(...times);
}

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

  // The time that it takes to play the run tells how fast this machine is, and how busy.
  it('takes less time to draw than three times what it takes to play it', () => {
    const played = timeOf(() => recordRun(new Simulation(gossip), [], bounds));
    expect(timeOf(() => drawSpaceTime(spaceTime(bad), { width: 100 })) / played).toBeLessThan(3);
  });

  it('takes no longer than that for a key in any panel of the interactive report', () => {
    const played = timeOf(() => recordRun(new Simulation(gossip), [], bounds));
    const diagram = timeOf(() => [stops(bad, [], 800), diagramLines({ run: bad, step: 700, unfolded: [], parts: 800, width: 118, theme: plainTheme })]);
    const state = timeOf(() => nodesAfter(bad, 1500));
    const pair = timeOf(() => pairRows(good, bad));
    expect(Math.max(diagram, state, pair) / played).toBeLessThan(3);
  });
});
