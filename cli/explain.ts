import { type ExplainResults, worstExplained } from '../reports/explain-results.ts';
import { documentText } from '../reports/json/document.ts';
import { explainDocument } from '../reports/json/explain-document.ts';
import type { Selected } from '../reports/run-results.ts';
import { explanationText } from '../reports/text/explanation.ts';
import { explainReport, explainRun } from '../src/explanation/explain.ts';
import type { Explanation } from '../src/explanation/explanation.ts';
import { examination, type ExamineOptions } from '../src/search/examine.ts';
import type { SearchMethod } from '../src/search/strategy.ts';
import type { BoundsOptions } from '../src/simulator/bounds.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { boundsOf, momentsTyped } from './bounds-options.ts';
import { ExitCode } from './exit-code.ts';
import { inSlices } from './in-slices.ts';
import { listenForInterruption } from './interruption.ts';
import { progressLine, searchState } from './progress-line.ts';
import { relativePaths } from './relative-paths.ts';
import { selectScenario } from './select-scenarios.ts';
import { isAsciiOnly, paletteFor, print, printDocument, printError } from './terminal.ts';

/** The options of `clew explain`, as commander gives them. */
export interface ExplainCommandOptions extends BoundsOptions {
  readonly faults?: string;
  readonly search?: SearchMethod;
  readonly runs?: number;
  /** In milliseconds. */
  readonly budget?: number;
  readonly seed?: number;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** How wide the text is where the width of the terminal is not known, and at most. */
const widthByDefault = 120;
const widthMax = 200;

/** `clew explain`: why outcomes hold, what covers each link of that, and each distinct way to break them. */
export async function explainCommand(word: string, outcome: string | undefined, options: ExplainCommandOptions): Promise<void> {
  const selected = await selectScenario(word);
  const results: ExplainResults = { ...selected, explanation: await explained(selected, outcome, options), replayOptions: momentsTyped(options) };
  process.exitCode = { broken: ExitCode.broken, undecided: ExitCode.undecided, survives: ExitCode.good }[worstExplained(results)];
  await warn(results.explanation);
  if (options.json === true) return printDocument(documentText(explainDocument(results)));
  const width = Math.min(process.stdout.columns || widthByDefault, widthMax);
  print(explanationText(results, { palette: await paletteFor(process.stdout), ascii: isAsciiOnly(process.stdout), width, all: options.all === true }));
}

async function explained(selected: Selected, outcome: string | undefined, options: ExplainCommandOptions): Promise<Explanation> {
  const { scenario } = selected;
  const progress = progressLine(scenario.name);
  const interruption = listenForInterruption();
  const deadline = options.budget === undefined ? Infinity : performance.now() + options.budget;
  const examineOptions = examineOptionsOf(options, outcome, () => interruption.stopped || performance.now() > deadline);
  try {
    if (options.faults !== undefined) return explainRun(scenario, options.faults, examineOptions);
    const report = await inSlices(examination(scenario, examineOptions), (state) => progress.show(searchState(state), state.runs));
    progress.show('plays the runs that tell why', report.runs);
    return explainReport(scenario, report);
  } catch (error) {
    throw error instanceof ClewError ? relativePaths(error, selected) : error;
  } finally {
    progress.clear();
    interruption.end();
  }
}

function examineOptionsOf(options: ExplainCommandOptions, outcome: string | undefined, stopped: () => boolean): ExamineOptions {
  const { search, runs, seed } = options;
  return {
    ...boundsOf(options),
    ...(outcome !== undefined && { outcomes: [outcome] }),
    ...(search !== undefined && { search }),
    ...(runs !== undefined && { runsMax: runs }),
    ...(seed !== undefined && { seed }),
    stopped,
  };
}

/** Says of a failure set that was asked about what of it did not happen. */
async function warn({ faults, outcomes }: Explanation): Promise<void> {
  if (faults === null) return;
  const palette = await paletteFor(process.stderr);
  const runs = outcomes.flatMap(({ held, ways }) => [...(held === null ? [] : [held.run]), ...ways.map(({ example }) => example.run)]);
  for (const fault of runs[0]?.unfired ?? []) printError(`${palette.open('warning:')} ${fault} did not fire: it made no difference to this run\n`);
}
