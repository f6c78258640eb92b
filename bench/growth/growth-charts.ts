import { grouped } from '../markdown.ts';
import type { CellFigures } from './cells.ts';
import { type Chart, drawChart, type Series } from './chart.ts';
import type { CellPair, GrowthFigures } from './measure-growth.ts';

/** The pictures by the names of their files. */
export function growthCharts({ nodes, steps, depths, effort }: GrowthFigures): { readonly [file: string]: string } {
  const nodesAxis = { label: 'nodes', format: grouped };
  const stepsAxis = { label: 'steps of a run', format: grouped };
  return {
    'growth-nodes.svg': drawChart({ ...timeChart(`Time by nodes, some ${grouped(effort.stepsEach)} steps a run`, nodes, ({ cell }) => cell.nodes), x: nodesAxis }),
    'growth-steps.svg': drawChart({ ...timeChart(`Time by steps, ${effort.nodesEach} nodes`, steps, (figures) => figures.steps), x: stepsAxis }),
    'growth-memory.svg': drawChart({
      title: `Peak memory of a search, ${effort.nodesEach} nodes`,
      x: stepsAxis,
      y: { label: 'peak resident set size, MB', ticks: memoryTicks(steps), format: grouped },
      series: [
        { name: 'depth 1', points: steps.map(({ one }) => one).filter(({ certificate }) => certificate.complete).map((one) => [one.steps, megabytes(one)]) },
        { name: 'depth 2, as far as it got', points: steps.map(({ two }) => [two.steps, megabytes(two)]) },
      ],
    }),
    'growth-depth.svg': drawChart({
      title: `Growth with depth, ${depths[0]!.cell.nodes} nodes, ${depths[0]!.steps} steps a run`,
      x: { label: 'depth: faults in a failure set', format: String, linear: true },
      y: { label: 'count, milliseconds, MB', format: grouped },
      series: [
        { name: 'sets covered', points: depths.map((figures) => [figures.cell.depth, figures.certificate.covered]) },
        { name: 'runs', points: depths.map((figures) => [figures.cell.depth, figures.certificate.runs]) },
        { name: 'time, ms', points: depths.map((figures) => [figures.cell.depth, figures.milliseconds]) },
        { name: 'peak memory, MB', points: depths.map((figures) => [figures.cell.depth, megabytes(figures)]) },
      ],
    }),
  };
}

/** The peak memory of a cell in millions of bytes. */
export function megabytes({ peak }: Pick<CellFigures, 'peak'>): number {
  return peak / 1e6;
}

function timeChart(title: string, pairs: readonly CellPair[], across: (figures: CellFigures) => number): Omit<Chart, 'x'> {
  const line = (name: string, value: (figures: CellFigures) => number, cells = pairs.map(({ one }) => one)): Series => ({ name, points: cells.map((figures) => [across(figures), value(figures) / 1000]) });
  return {
    title,
    y: { label: 'processor time, seconds', format: (seconds) => String(seconds) },
    series: [
      line('certificate of depth 1', ({ milliseconds }) => milliseconds, pairs.map(({ one }) => one).filter(({ certificate }) => certificate.complete)),
      line('a run, with its T', ({ lineage }) => lineage),
      line('a run, verdict only', ({ verdict }) => verdict),
    ],
  };
}

/** From 50 MB on, each twice the one before. */
function memoryTicks(pairs: readonly CellPair[]): number[] {
  const most = Math.max(...pairs.flatMap(({ one, two }) => [megabytes(one), megabytes(two)]));
  const ticks = [50, 100];
  while (ticks.at(-1)! < most) ticks.push(ticks.at(-1)! * 2);
  return ticks;
}
