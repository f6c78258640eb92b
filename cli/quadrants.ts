import { documentText } from '../reports/json/document.ts';
import { quadrantsDocument } from '../reports/json/quadrants-document.ts';
import { quadrantsText } from '../reports/text/quadrants-text.ts';
import { quadrantsOf } from '../src/search/quadrants.ts';
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

/** The options of `clew quadrants`, as commander gives them. */
export interface QuadrantsCommandOptions extends BoundsOptions {
  readonly outcome?: readonly string[];
  readonly runs?: number;
  readonly json?: boolean;
}

/** `clew quadrants`: asynchrony and failures, each alone and both together. */
export async function quadrants(word: string, options: QuadrantsCommandOptions): Promise<void> {
  const interruption = listenForInterruption();
  const selected = await selectScenario(word);
  const progress = progressLine(selected.scenario.name);
  const running = quadrantsOf(selected.scenario, {
    ...boundsOf(options),
    ...(options.outcome !== undefined && { outcomes: options.outcome }),
    ...(options.runs !== undefined && { runsMax: options.runs }),
    stopped: () => interruption.stopped,
  });
  try {
    const result = await inSlices(running, (state) => progress.show(`${state.size} of ${state.depth} faults`, state.runs));
    progress.clear();
    const verdicts = result.quadrants.flatMap(({ report }) => report.outcomes.map((outcome) => outcome.verdict));
    process.exitCode = interruption.stopped ? ExitCode.undecided : verdicts.includes('broken') ? ExitCode.broken : verdicts.includes('undecided') ? ExitCode.undecided : ExitCode.good;
    if (options.json === true) printDocument(documentText(quadrantsDocument(result, selected.reference)));
    else print(quadrantsText(result, selected.reference, await paletteFor(process.stdout)));
  } catch (error) {
    throw error instanceof ClewError ? relativePaths(error, selected) : error;
  } finally {
    progress.clear();
    interruption.end();
  }
}
