import { errorText } from '../reports/text/error-text.ts';
import type { Reported } from '../src/gate/agreement-of.ts';
import type { UnusableScenario } from '../src/gate/gate-report.ts';
import { examination, type ScenarioReport } from '../src/search/examine.ts';
import { ClewError } from '../src/simulator/errors.ts';
import type { Examined, Selected } from '../reports/run-results.ts';
import { boundsOf } from './bounds-options.ts';
import type { Gated, GateScope } from './gate-scope.ts';
import type { GateOptions } from './gate.ts';
import { inSlices } from './in-slices.ts';
import type { Interruption } from './interruption.ts';
import { progressLine, searchState } from './progress-line.ts';
import { relativePaths } from './relative-paths.ts';
import { paletteFor, printError } from './terminal.ts';

/** What a gate has found out about what it searched. */
export interface Found {
  readonly examined: readonly Examined[];
  readonly reported: readonly Reported[];
  readonly unusable: readonly UnusableScenario[];
  /** Runs that were made. */
  readonly runs: number;
}

/** Searches all that a gate is about. @throws ClewError where the only scenario is unusable */
export async function searchAll({ searched, generated }: GateScope, options: GateOptions, interruption: Interruption): Promise<Found> {
  const examined: Examined[] = [];
  const reported: Reported[] = [];
  const unusable: UnusableScenario[] = [];
  let runs = 0;
  const attempt = async (name: string, selected: Selected | undefined, search: () => Promise<void>) => {
    if (interruption.stopped) return;
    try {
      await search();
    } catch (error) {
      if (!(error instanceof ClewError)) throw error;
      const told = relativePaths(error, selected);
      if (searched.length + generated.length === 1) throw told;
      unusable.push({ scenario: name, code: told.code, what: told.what });
      printError(errorText(told, await paletteFor(process.stderr)));
    }
  };
  for (const selected of searched) {
    await attempt(selected.scenario.name, selected, async () => {
      const one = await searchOne(selected, options, interruption);
      examined.push(one);
      reported.push(asReported(selected, one.report, options));
      runs += one.report.runs;
    });
  }
  for (const selected of generated) {
    await attempt(selected.name, undefined, async () => {
      const { searchGenerated } = await import('./gate-workloads.ts');
      const one = await searchGenerated(selected, options, interruption);
      reported.push(one.reported);
      runs += one.runs;
    });
  }
  return { examined, reported, unusable, runs };
}

function asReported({ scenario, file }: Gated, report: ScenarioReport, options: GateOptions): Reported {
  return { report, fixed: { ...scenario.bounds, ...boundsOf(options) }, known: scenario.known, ...(file !== undefined && { file }) };
}

async function searchOne(selected: Selected, options: GateOptions, interruption: Interruption): Promise<Examined> {
  const { scenario, outcomes } = selected;
  const progress = progressLine(scenario.name);
  const began = performance.now();
  const deadline = options.budget === undefined ? Infinity : began + options.budget;
  const stopped = () => interruption.stopped || performance.now() > deadline;
  try {
    const running = examination(scenario, { ...boundsOf(options), ...(outcomes !== undefined && { outcomes }), ...(options.runs !== undefined && { runsMax: options.runs }), stopped });
    const report = await inSlices(running, (state) => progress.show(searchState(state), state.runs));
    return { ...selected, report, elapsedMs: performance.now() - began };
  } finally {
    progress.clear();
  }
}

