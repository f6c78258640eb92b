import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { catalog } from '../src/scenarios/catalog.ts';
import type { Comparison } from '../src/search/compare.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { countAll, keepCounts, keptCounts, regressions } from './counts.ts';
import { type AlternativesFigures, measureAlternatives } from './alternatives/compare-alternatives.ts';
import { type DepthThreeFigures, measureDepthThree } from './depth-three/measure-depth-three.ts';
import { measureDrawing } from './drawing.ts';
import { growthCharts } from './growth/growth-charts.ts';
import { fullGrowth, measureGrowth, quickGrowth } from './growth/measure-growth.ts';
import { counters, tightLoop } from './shapes/counters.ts';
import { gossip } from './shapes/gossip.ts';
import { twoPhaseCommit } from './shapes/two-phase-commit.ts';
import { type Effort, measureStepLoop, type StepLoopFigures } from './step-loop.ts';
import { compareWithin, type ComparisonLimits } from './strategies.ts';
import { benchmarksPage, type Measured, type Setting, targets } from './tables.ts';

const usage = `npm run bench -- [options]

  --quick           a short run: fewer and shorter rounds, smaller spaces; prints the page and writes nothing
  --only <text>     only scenarios whose name contains the text; "none" for no search of the library
  --no-loop         without the step loop, the other ways to simulate the same, and the drawing
  --no-growth       without the growth of large systems, which takes three minutes
  --no-depth-three  without the searches for three faults at once
  --depth <n>       the depth of the other searches; each scenario's own by default
  --out <file>      where to write the page, docs/benchmarks.md by default; "-" prints it
  --date <date>     the date to print, today by default
  --compare         instead: only counts runs and steps of each search, and fails if any costs more than bench/counts.json says
  --keep            instead: counts, and writes bench/counts.json
`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    'no-loop': { type: 'boolean', default: false },
    'no-growth': { type: 'boolean', default: false },
    'no-depth-three': { type: 'boolean', default: false },
    depth: { type: 'string' },
    out: { type: 'string' },
    date: { type: 'string' },
    compare: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(usage);
else if (values.compare) compareCounts();
else if (values.keep) keepCounts(countAll());
else await run();

/** Fails on what costs more than before, in counts that do not depend on the machine. */
function compareCounts(): void {
  const now = countAll(values.only);
  const worse = regressions(keptCounts(), now);
  process.stdout.write(worse.length === 0 ? `no search of ${Object.keys(now).length} costs more than before\n` : `${worse.join('\n')}\n`);
  if (worse.length > 0) process.exitCode = 1;
}

async function run(): Promise<void> {
  const measured: Measured = {
    loops: values['no-loop'] ? [] : stepLoops(),
    alternatives: values['no-loop'] ? undefined : await alternatives(),
    drawing: values['no-loop'] ? undefined : measureDrawing(values.quick ? 3 : 15),
    growth: values['no-growth'] ? undefined : measureGrowth(values.quick ? quickGrowth : fullGrowth, note),
    comparisons: compareAll(),
    depthThree: values['no-depth-three'] ? undefined : { figures: depthThree(), runsMax: depthThreeRunsMax() },
  };
  write(benchmarksPage(setting(), measured), measured);
  report(measured.loops);
}

/** Writes the page, and its pictures beside it. */
function write(page: string, { growth }: Measured): void {
  const file = values.out ?? (values.quick ? '-' : 'docs/benchmarks.md');
  if (file === '-') {
    process.stdout.write(page);
    return;
  }
  mkdirSync(path.join(path.dirname(file), 'benchmarks'), { recursive: true });
  writeFileSync(file, page);
  for (const [name, picture] of Object.entries(growth === undefined ? {} : growthCharts(growth))) writeFileSync(path.join(path.dirname(file), 'benchmarks', name), picture);
}

function setting(): Setting {
  return {
    machine: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores`,
    node: process.versions.node,
    date: values.date ?? new Date().toISOString().slice(0, 10),
    command: `npm run bench${values.quick ? ' -- --quick' : ''}`,
  };
}

function alternatives(): Promise<AlternativesFigures> {
  note('other ways to simulate two-phase commit');
  return measureAlternatives(effort());
}

function effort(): Effort {
  return values.quick ? { rounds: 3, milliseconds: 60 } : { rounds: 11, milliseconds: 250 };
}

function stepLoops(): StepLoopFigures[] {
  return [twoPhaseCommit, gossip, counters, tightLoop].map((shape) => {
    note(`step loop: ${shape.name}`);
    return measureStepLoop(shape, effort());
  });
}

function compareAll(): Comparison[] {
  const { depth, quick } = values;
  const bounds = depth === undefined ? {} : { depth: Number(depth) };
  const limits: ComparisonLimits = quick ? { bounds, runsMax: 2_000, milliseconds: 5_000, trials: 50 } : { bounds, runsMax: 50_000, milliseconds: 600_000, trials: 200 };
  return chosen().map((scenario) => {
    note(`comparing: ${scenario.name}`);
    return compareWithin(scenario, limits);
  });
}

function depthThree(): DepthThreeFigures[] {
  return chosen().flatMap((scenario) => {
    note(`three faults at once: ${scenario.name}`);
    return measureDepthThree(scenario, depthThreeRunsMax()) ?? [];
  });
}

function depthThreeRunsMax(): number {
  return values.quick ? 1_000 : 40_000;
}

function chosen(): Scenario[] {
  const { only, quick } = values;
  if (only === undefined && quick) return catalog.filter(({ name }) => /^(delivery|2pc)\//.test(name));
  return catalog.filter(({ name }) => only === undefined || name.includes(only));
}

/** Says on stderr whether the targets are met; misses are shown, and do not fail: times are the machine's. */
function report(loops: readonly StepLoopFigures[]): void {
  for (const { shape, onToOff, onToBare } of loops) {
    const verdict = onToOff < targets.onToOff && onToBare < targets.onToBare ? 'within the targets' : 'NOT within the targets';
    note(`${shape.name}: lineage on takes ${onToOff.toFixed(2)} times as long as off, and ${onToBare.toFixed(1)} times as long as the bare loop; ${verdict}`);
  }
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
