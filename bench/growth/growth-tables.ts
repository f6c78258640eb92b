import { duration, grouped, none, table, times } from '../markdown.ts';
import type { CellFigures } from './cells.ts';
import { megabytes } from './growth-charts.ts';
import type { CellPair, GrowthFigures } from './measure-growth.ts';
import type { OvershootFigures } from './overshoot.ts';

/** The part of the page on large systems; the pictures are looked for in the folder `benchmarks` beside it. */
export function growthSection({ nodes, steps, depths, effort, overshoot }: GrowthFigures): string[] {
  return [
    '## Growth',
    '',
    'A log that one node copies to all others: each round it sends what each of them is not known to hold, and they answer. Default faults: at most 1 crash and 2 drops. Cover search, each cell in a process of its own.',
    '',
    `![Time by nodes](benchmarks/growth-nodes.svg)`,
    '',
    ...growthTable(nodes),
    '',
    ...exponents('nodes', nodes, ({ cell }) => cell.nodes),
    '',
    `![Time by steps](benchmarks/growth-steps.svg)`,
    '',
    ...growthTable(steps),
    '',
    ...exponents('steps', steps, (figures) => figures.steps),
    '',
    `![Peak memory by steps](benchmarks/growth-memory.svg)`,
    '',
    '- *T*: of the faults that name something in the run without faults, how many touch what mattered to the outcome.',
    '- *a run*: for the verdict alone, as the sets of the last level are run; and with lineage and its T, as all others are.',
    `- *depth 1*: runs and time to the complete certificate. Where there is a share instead, that much of the failure sets of one fault was done when the search was stopped: after ${duration(effort.shallow)}, or after ${duration(effort.deep)} with more than ${grouped(effort.certifiedStepsMax)} steps. Such points are missing in the pictures, and nothing is extrapolated.`,
    `- *depth 2*: how many failure sets were covered in ${duration(effort.deep)}, and how far it came: the share of the sets of 1 fault, or of 2 faults. Sets are covered that hold what does not touch a set that was run, so that there are many more of them than runs.`,
    '- *peak*: the most memory that the process held (resident set size), of which Node and the program take some 50 MB before anything is searched.',
    '',
    ...depthTable(depths),
    ...overshootText(overshoot),
  ];
}

function growthTable(pairs: readonly CellPair[]): string[] {
  const rows = pairs.map(({ one, two }) => [
    String(one.cell.nodes), grouped(one.steps), `${grouped(one.touching)} of ${grouped(one.offered)}`, duration(one.verdict), duration(one.lineage),
    one.certificate.complete ? `${grouped(one.certificate.runs)} in ${duration(one.milliseconds)}` : reached(one), memory(one), grouped(two.certificate.covered), reached(two), memory(two),
  ]);
  return table(['nodes', 'steps a run', 'T', 'a run, verdict only', 'a run, with its T', 'depth 1', 'peak', 'depth 2: covered', 'reached', 'peak'], rows);
}

/** How far a search came. */
function reached({ certificate: { complete, depth, shareOfNext, runs }, milliseconds }: CellFigures): string {
  if (complete) return `all, ${grouped(runs)} runs in ${duration(milliseconds)}`;
  return `${percent(shareOfNext)} of ${depth + 1} fault${depth === 0 ? '' : 's'}, ${grouped(runs)} runs in ${duration(milliseconds)}`;
}

/** The powers by which the times grow. */
function exponents(what: string, pairs: readonly CellPair[], across: (figures: CellFigures) => number): string[] {
  const cells = pairs.map(({ one }) => one);
  const power = (value: (figures: CellFigures) => number, some = cells): string => {
    const slope = slopeOf(some.map((figures) => [across(figures), value(figures)]));
    return slope === undefined ? none : slope.toFixed(1);
  };
  const done = cells.filter(({ certificate }) => certificate.complete);
  return [`The powers of *${what}* by which these grow, fitted to all rows by least squares of the logarithms: T ${power(({ touching }) => touching)}, the time of a run ${power(({ verdict }) => verdict)}, of one with its T ${power(({ lineage }) => lineage)}, of the complete certificates of depth 1 ${power(({ milliseconds }) => milliseconds, done)}.`];
}

/** The power that fits best: the slope of the logarithms. Undefined for fewer than two different places. */
export function slopeOf(points: readonly (readonly [number, number])[]): number | undefined {
  const logarithms = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(logarithms.map(([x]) => x)), mean(logarithms.map(([, y]) => y))];
  const spread = logarithms.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0);
  return points.length < 2 || spread === 0 ? undefined : logarithms.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0) / spread;
}

function depthTable(depths: readonly CellFigures[]): string[] {
  const [{ cell, steps }] = depths as [CellFigures];
  const rows = depths.map((figures) => [
    String(figures.cell.depth), grouped(figures.certificate.covered), grouped(figures.certificate.runs), times(figures.certificate.covered / figures.certificate.runs),
    duration(figures.milliseconds), grouped((figures.certificate.covered / figures.milliseconds) * 1000), memory(figures), figures.certificate.complete ? 'complete' : reached(figures),
  ]);
  return [
    `The same on ${cell.nodes} nodes with ${steps} steps a run, at most ${cell.crashes} crash and ${cell.drops} drops, so that all of it can be searched:`,
    '',
    '![Growth with depth](benchmarks/growth-depth.svg)',
    '',
    ...table(['depth', 'sets covered', 'runs', 'sets ÷ runs', 'time', 'sets a second', 'peak', 'certificate'], rows),
    '',
    ...memoryStatement(depths.at(-1)!),
  ];
}

/** What a large certificate takes, of the largest one. */
function memoryStatement(figures: CellFigures): string[] {
  const { covered, complete, runs } = figures.certificate;
  if (!complete) return [];
  return [
    `So one certificate speaks of ${grouped(covered)} failure sets, and the whole process held ${memory(figures)} at most. Aimed at: a million in less than 1,000 MB. It took ${grouped(runs)} runs; the other sets come out like one that ran, because what they add does not touch it, or because its run told of them as well.`,
    '',
  ];
}

function overshootText({ budget, searched, command, runs, depth, shareOfNext, verdict }: OvershootFigures): string[] {
  return [
    '### A budget that is too small',
    '',
    `\`clew run bench/shapes/large-log.ts --depth 2 --budget ${budget / 1000}s\`, 30 nodes and 5,016 steps a run: the search ended ${duration(Math.max(0, searched - budget))} after its budget by the clock, and the whole command, with its start and its report, took ${duration(command)}. It said *${verdict}* after ${grouped(runs)} runs, and certified ${depth < 0 ? 'nothing' : `all sets of at most ${depth} faults`}; of the sets of ${depth + 1}, ${percent(shareOfNext)} were done.`,
    '',
  ];
}

function percent(share: number): string {
  const hundredths = share * 100;
  return `${hundredths.toFixed(hundredths > 0 && hundredths < 10 ? 1 : 0)}%`;
}

function memory(figures: CellFigures): string {
  return `${grouped(megabytes(figures))} MB`;
}
