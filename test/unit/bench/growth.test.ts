import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { growthCharts } from '../../../bench/growth/growth-charts.ts';
import { growthSection, slopeOf } from '../../../bench/growth/growth-tables.ts';
import type { Cell, CellFigures } from '../../../bench/growth/cells.ts';
import { quickGrowth } from '../../../bench/growth/measure-growth.ts';
import { replicatedLog } from '../../../bench/shapes/replicated-log.ts';
import { examine } from '../../../src/search/examine.ts';
import { search } from '../../../src/search/search.ts';
import { SimulatedSystem } from '../../../src/search/simulated-system.ts';
import type { Fault } from '../../../src/simulator/fault.ts';
import { Simulation } from '../../../src/simulator/simulation.ts';

/** With the bounds that the scenario names, and no watch over how long it takes. */
function systemOf(nodes: number, steps: number): SimulatedSystem {
  const scenario = replicatedLog(nodes, steps);
  const { until, horizon } = scenario.bounds;
  return new SimulatedSystem(new Simulation(scenario), { until: until!, horizon: horizon!, depth: 2, budget: { crash: 1, drop: 2 }, atomicSteps: false, durations: [], deferrals: [] });
}

it.each([[3, 100], [30, 1_000], [30, 5_000]])('a replicated log of %i nodes and about %i steps has about so many, and its name says how many', (nodes, steps) => {
  const { simulation, bounds } = systemOf(nodes, steps);
  const { stepCount, judgements } = simulation.play([], bounds);
  expect(simulation.scenario.name).toBe(`bench/replicated-log-${nodes}-${stepCount}`);
  expect(judgements.map(({ good }) => good)).toEqual([true]);
  // Whole rounds: at most half of one more or less.
  expect(Math.abs(stepCount - steps)).toBeLessThanOrEqual(nodes);
});

it('a search of 30 nodes and 5,000 steps that is stopped is undecided, and certifies no more than was done', () => {
  const system = systemOf(30, 5_000);
  let asked = 0;
  const running = search<Fault>(system, { bounds: system.bounds, outcomes: [0], stopped: () => asked++ === 40 });
  let next = running.next();
  while (next.done !== true) next = running.next();
  const strategy = next.value.strategies.get(0)!;
  expect(next.value).toMatchObject({ interrupted: true, runs: 40 });
  expect(strategy).toMatchObject({ complete: false, depthDone: 0 });
  expect(strategy.breaking.sets).toEqual([]);
  expect(strategy.shareOfNext).toBeGreaterThan(0);
  expect(strategy.shareOfNext).toBeLessThan(0.01);
});

it('its certificate speaks of nearly all sets that exhaustive search runs, and of no others, in fewer runs', () => {
  const certificateOf = (search: 'cover' | 'exhaustive') => {
    const [outcome] = examine(replicatedLog(3, 20), { search, depth: 2 }).outcomes;
    return { verdict: outcome!.verdict, ...outcome!.certificate };
  };
  const [cover, exhaustive] = [certificateOf('cover'), certificateOf('exhaustive')];
  for (const certificate of [cover, exhaustive]) expect(certificate).toMatchObject({ verdict: 'survives', complete: true });
  expect(cover.covered).toBeLessThanOrEqual(exhaustive.covered);
  expect(cover.covered).toBeGreaterThan(0.95 * exhaustive.covered);
  expect(cover.runs).toBeLessThan(exhaustive.runs);
});

it('the power of a growth is the slope of its logarithms', () => {
  expect(slopeOf([[1, 5], [10, 500], [100, 50_000]])).toBeCloseTo(2, 10);
  expect(slopeOf([[3, 7], [30, 7]])).toBeCloseTo(0, 10);
  expect(slopeOf([[3, 7]])).toBeUndefined();
  expect(slopeOf([[3, 7], [3, 8]])).toBeUndefined();
});

const cell: Cell = { nodes: 3, steps: 100, depth: 1, crashes: 1, drops: 2, milliseconds: 1_000 };
it('a cell is measured in a process of its own, to its certificate or until its time is over', () => {
  const program = fileURLToPath(new URL('../../../dist/bench/growth/cell.js', import.meta.url));
  const measured = (over: Partial<Cell>) => JSON.parse(execFileSync(process.execPath, [program, JSON.stringify({ ...cell, ...over })], { encoding: 'utf8' })) as CellFigures;
  const whole = measured({ milliseconds: 1e6 });
  expect(whole).toMatchObject({ steps: 101, verdictOfAll: 'survives', certificate: { complete: true, depth: 1 } });
  // Node alone takes more than 20 MB.
  expect(whole.peak).toBeGreaterThan(20e6);
  expect(whole.touching).toBeLessThanOrEqual(whole.offered);
  expect(measured({ milliseconds: 0 })).toMatchObject({ verdictOfAll: 'undecided', certificate: { complete: false } });
});

const figures = (over: Partial<Cell>, complete: boolean): CellFigures => ({
  cell: { ...cell, ...over }, steps: 101, offered: 204, touching: 192, verdict: 0.5, lineage: 1, verdictOfAll: complete ? 'survives' : 'undecided',
  certificate: { method: 'cover', depth: complete ? 1 : 0, complete, runs: 160, covered: 1_204_000, shareOfNext: complete ? 1 : 0.251 }, milliseconds: 800, peak: 552e6,
});
const growth = {
  effort: quickGrowth,
  nodes: [{ one: figures({}, true), two: figures({ depth: 2 }, false) }, { one: figures({ nodes: 30 }, false), two: figures({ nodes: 30, depth: 2 }, false) }],
  steps: [{ one: figures({}, true), two: figures({ depth: 2 }, false) }, { one: figures({}, false), two: figures({ depth: 2 }, false) }],
  depths: [figures({}, true), figures({ depth: 2 }, true)],
  overshoot: { budget: 10_000, searched: 10_250, command: 11_000, runs: 40, depth: 0, shareOfNext: 0.02, verdict: 'undecided' },
};

it('the page says of a search that was stopped how far it came, and never that it ended', () => {
  const [complete, stopped] = growthSection(growth).filter((line) => line.startsWith('| 3 ') || line.startsWith('| 30 ')) as [string, string];
  expect(complete).toContain('| 160 in 800 ms |');
  expect(stopped).toContain('| 25% of 1 fault, 160 runs in 800 ms |');
  expect(growthSection(growth).join('\n')).toContain('the search ended 250 ms after its budget');
});

it('its pictures are those to which the page refers, without points for what did not end', () => {
  const charts = growthCharts(growth);
  const shown = [...growthSection(growth).join('\n').matchAll(/\(benchmarks\/([^)]+)\)/g)].map(([, file]) => file!);
  expect(shown.toSorted()).toEqual(Object.keys(charts).toSorted());
  expect(charts['growth-nodes.svg']!.match(/class="series s1">[\s\S]*?<\/g>/)![0].match(/<circle/g)).toHaveLength(1);
  const pointsOf = (series: string): number => new RegExp(`class="series ${series}">[\\s\\S]*?</g>`).exec(charts['growth-memory.svg']!)![0].match(/<(circle|rect)/g)!.length;
  expect([pointsOf('s1'), pointsOf('s2')]).toEqual([1, 2]);
});
