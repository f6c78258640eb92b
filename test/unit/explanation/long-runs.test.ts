import { describe, expect, it } from 'vitest';
import { explainReport, explainWays } from '../../../src/explanation/explain.ts';
import { timeout as twoPhase } from '../../../src/scenarios/two-phase-commit/timeout.ts';
import { examine } from '../../../src/search/examine.ts';
import { gossip } from '../../browser/gossip.ts';

describe('an explanation that may take few steps', () => {
  const report = examine(twoPhase, { outcomes: ['termination'] });
  const sets = report.outcomes[0]!.failureSets.map(({ faults }) => faults);

  it('speaks of every set, link and node, or counts it as left out', () => {
    const whole = explainReport(twoPhase, report).outcomes[0]!;
    expect(whole.leftOut).toEqual({ links: 0, nodes: 0, sets: 0 });
    const [part] = explainReport(twoPhase, report, { stepsMax: 100 }).outcomes;
    expect(part!.leftOut.sets).toBeGreaterThan(0);
    expect(part!.ways.flatMap((way) => way.sets).length + part!.leftOut.sets).toBe(sets.length);
    expect(part!.links.length + part!.leftOut.links).toBe(whole.links.length);
    expect(part!.nodes.length + part!.leftOut.nodes).toBe(whole.nodes.length);
  });

  it('says of what is in it the same as one that may take all', () => {
    const whole = explainReport(twoPhase, report).outcomes[0]!;
    const [part] = explainReport(twoPhase, report, { stepsMax: 100 }).outcomes;
    for (const way of part!.ways) expect(whole.ways.find(({ key }) => key === way.key)).toMatchObject({ sentence: way.sentence, sets: expect.arrayContaining([...way.sets]) as string[] });
    for (const link of part!.links) expect(whole.links).toContainEqual(link);
  });

  it('still tells apart sets of lost messages, which take no run', () => {
    const lossy = examine(twoPhase, { drops: 2, outcomes: ['termination'] });
    const { ways, leftOut } = explainWays(twoPhase, lossy.bounds, lossy.outcomes[0]!, { stepsMax: 1 });
    expect(ways.map((way) => way.sets)).toEqual([['drop:C:p1:decide@1', 'drop:C:p2:decide@1', 'drop:C:p3:decide@1']]);
    expect(leftOut).toBe(0);
  });

  it('tells at least one way, however little it may take', () => {
    expect(explainWays(twoPhase, report.bounds, report.outcomes[0]!, { stepsMax: 1 }).ways.length).toBeGreaterThan(0);
  });
});

it('a run of 2,000 steps on 30 nodes is explained within its bounds', () => {
  const report = examine(gossip, { drops: 1, depth: 1, runsMax: 12 });
  const explanation = explainReport(gossip, report, { stepsMax: 100_000 });
  const [outcome] = explanation.outcomes;
  expect(explanation.good.steps.length).toBeGreaterThan(2000);
  expect(explanation.runs * explanation.good.steps.length).toBeLessThan(200_000);
  expect(outcome!.ways[0]!.sentence).toMatch(/^the (rumour|heard)(@\d+)? that n\d+ sends to n\d+ is lost/);
  expect(outcome!.links.length).toBeGreaterThan(5);
  expect(outcome!.leftOut.links).toBeGreaterThan(100);
});
