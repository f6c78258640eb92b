import { comparisonDocument } from '../reports/json/comparison-document.ts';
import { documentText } from '../reports/json/document.ts';
import { comparisonText } from '../reports/text/comparison-text.ts';
import { comparison } from '../src/search/compare.ts';
import type { BoundsOptions } from '../src/simulator/bounds.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { boundsOf } from './bounds-options.ts';
import { ExitCode } from './exit-code.ts';
import { inSlices } from './in-slices.ts';
import { listenForInterruption } from './interruption.ts';
import { progressLine } from './progress-line.ts';
import { relativePaths } from './relative-paths.ts';
import { selectScenario } from './select-scenarios.ts';
import { paletteFor, print, printDocument } from './terminal.ts';

/** The options of `clew compare`, as commander gives them. */
export interface CompareCommandOptions extends BoundsOptions {
  readonly outcome?: readonly string[];
  readonly trials?: number;
  readonly seed?: number;
  readonly runs?: number;
  readonly json?: boolean;
}

/** `clew compare`: the search by lineage beside random and exhaustive search. */
export async function compare(word: string, options: CompareCommandOptions): Promise<void> {
  const interruption = listenForInterruption();
  const selected = await selectScenario(word);
  const { outcome, trials, seed, runs } = options;
  const progress = progressLine(selected.scenario.name);
  const running = comparison(selected.scenario, {
    ...boundsOf(options),
    ...(outcome !== undefined && { outcomes: outcome }),
    ...(trials !== undefined && { trials }),
    ...(seed !== undefined && { seed }),
    ...(runs !== undefined && { runsMax: runs }),
    clock: () => performance.now(),
    stopped: () => interruption.stopped,
  });
  try {
    const result = await inSlices(running, (state) => progress.show(`${state.method} ${state.outcome}`.trimEnd(), state.runs));
    process.exitCode = result.interrupted ? ExitCode.undecided : ExitCode.good;
    progress.clear();
    if (options.json === true) printDocument(documentText(comparisonDocument(result, selected.reference)));
    else print(comparisonText(result, selected.reference, await paletteFor(process.stdout)));
  } catch (error) {
    throw error instanceof ClewError ? relativePaths(error, selected) : error;
  } finally {
    progress.clear();
    interruption.end();
  }
}
