import { documentText } from '../reports/json/document.ts';
import { runDocument } from '../reports/json/run-document.ts';
import { type Examined, type ExaminedWorkloads, type RunResults, type Selected, type SelectedWorkloads, type Unusable, worstOf } from '../reports/run-results.ts';
import { errorText } from '../reports/text/error-text.ts';
import type { Palette } from '../reports/text/palette.ts';
import { scenarioInFull } from '../reports/text/scenario-in-full.ts';
import { verdictTable } from '../reports/text/verdict-table.ts';
import { workloadsInFull, workloadsTable } from '../reports/text/workloads-text.ts';
import { examination, type ExamineOptions } from '../src/search/examine.ts';
import type { SearchProgress } from '../src/search/search.ts';
import type { SearchMethod } from '../src/search/strategy.ts';
import type { BoundsOptions } from '../src/simulator/bounds.ts';
import { ClewError, suggestion } from '../src/simulator/errors.ts';
import { boundsOf } from './bounds-options.ts';
import { diagramOf, waysOf } from './diagram.ts';
import { ExitCode } from './exit-code.ts';
import { inSlices } from './in-slices.ts';
import { type Interruption, listenForInterruption } from './interruption.ts';
import { progressLine, searchState } from './progress-line.ts';
import { relativePaths } from './relative-paths.ts';
import { checkWritable, save } from './save.ts';
import { type ChosenReporter, chosenReporters } from './reporters/chosen-reporters.ts';
import { selectSubjects } from './select-scenarios.ts';
import { searchInWorkers, workersFor } from './workers/search-in-workers.ts';
import { paletteFor, printDocument, printError } from './terminal.ts';

/** The options of `clew run`, as commander gives them. */
export interface RunOptions extends BoundsOptions {
  readonly outcome?: readonly string[];
  readonly search?: SearchMethod;
  readonly runs?: number;
  /** In milliseconds, for each scenario. */
  readonly budget?: number;
  readonly seed?: number;
  /** The way to one generated workload. */
  readonly path?: string;
  /** How many workloads are generated. */
  readonly workloads?: number;
  readonly json?: boolean;
  readonly save?: string;
  /** Threads to search several scenarios with. */
  readonly workers?: number;
  /** Whether to look at it while it is searched. */
  readonly tui?: boolean;
  readonly all?: boolean;
  /** Names of reporters, perhaps with a file: `junit=clew.xml`. */
  readonly reporter?: readonly string[];
}

/** Runs of a random search, which knows no end of its own, unless the user sets another limit. */
const randomRunsMax = 10_000;

/** How long a search rests after each slice while somebody looks. */
const drawingMilliseconds = 5;

/** `clew run`: searches the scenarios and shows the verdicts. */
export async function run(words: readonly string[], options: RunOptions): Promise<void> {
  if (options.save !== undefined) checkWritable(options.save);
  const reporters = await chosenReporters(options.reporter);
  const interruption = listenForInterruption();
  const subjects = await selectSubjects(words);
  if (options.path !== undefined && subjects.workloads.length !== 1) throw new ClewError('CLEW_BAD_OPTION', '--path leads to one workload, and is for one scenario of generated workloads', { next: 'clew run orders.ts --seed 1 --path 3:0' });
  const selected = subjects.scenarios.length > 0 || subjects.workloads.length === 0 ? withOutcomes(subjects.scenarios, options.outcome) : [];
  const results = await withWorkloads(await searchAll(selected, words, options, interruption), subjects.workloads, options, interruption);
  interruption.end();
  process.exitCode = ExitCode[{ unusable: 'unusable', broken: 'broken', undecided: 'undecided', survives: 'good' }[worstOf(results)] as 'good'];
  const only = results.unusable[0];
  const asked = selected.length + subjects.workloads.length;
  const isLonely = asked === 1 && only !== undefined;
  await show(results, asked, options, isLonely || options.json === true ? reporters.filter(({ file }) => file !== undefined) : reporters);
  if (isLonely) throw only.error;
}

/** The results with those of the generated workloads. */
async function withWorkloads(results: RunResults, selected: readonly SelectedWorkloads[], options: RunOptions, interruption: Interruption): Promise<RunResults> {
  if (selected.length === 0) return results;
  const { searchWorkloads } = await import('./run-workloads.ts');
  const workloads: ExaminedWorkloads[] = [];
  const unusable = [...results.unusable];
  const notSearched = [...results.notSearched];
  for (const one of selected) {
    if (interruption.stopped) notSearched.push(one.reference);
    else {
      const result = await searchWorkloads(one, options, interruption);
      if ('report' in result) workloads.push(result);
      else {
        unusable.push(result);
        if (results.examined.length + results.unusable.length + selected.length > 1) printError(errorText(result.error, await paletteFor(process.stderr)));
      }
    }
  }
  return { ...results, workloads, unusable, notSearched, interrupted: interruption.stopped };
}

/** Saves and prints the document, where it is asked for, and lets the reporters say the rest. */
async function show(results: RunResults, asked: number, options: RunOptions, reporters: readonly ChosenReporter[]): Promise<void> {
  const document = options.json === true || options.save !== undefined ? documentText(runDocument(results)) : '';
  if (options.save !== undefined) save(options.save, document);
  if (options.json === true && !(asked === 1 && results.unusable.length === 1)) printDocument(document);
  const { reportRun } = await import('./reporters/report-run.ts');
  await reportRun(results, reporters, (palette) => textOf(results, asked, options, palette));
}

function textOf(results: RunResults, asked: number, options: RunOptions, palette: Palette): string {
  const { examined: [examined], workloads = [] } = results;
  const inFull = { all: options.all === true, diagram: diagramOf(palette), ways: waysOf };
  if (asked === 1 && examined !== undefined) return scenarioInFull(examined, results, palette, inFull);
  if (asked === 1 && workloads[0] !== undefined) return workloadsInFull(workloads[0], results, palette, inFull);
  return verdictTable(results, palette) + (workloads.length > 0 ? workloadsTable(workloads, palette) : '');
}

async function searchAll(selected: readonly Selected[], words: readonly string[], options: RunOptions, interruption: Interruption): Promise<RunResults> {
  const workers = workersFor(selected.length, options.workers);
  const found = async (result: Examined | Unusable): Promise<void> => {
    if ('error' in result && selected.length > 1) printError(errorText(result.error, await paletteFor(process.stderr)));
  };
  const results = workers > 1 ? await searchInWorkers(selected, words, options, interruption, workers, found) : await searchInTurn(selected, options, interruption, found);
  return {
    examined: results.filter((result) => result !== undefined && 'report' in result),
    unusable: results.filter((result) => result !== undefined && 'error' in result),
    notSearched: selected.flatMap(({ scenario }, place) => (results[place] === undefined ? [scenario.name] : [])),
    interrupted: interruption.stopped,
    replayOptions: replayOptionsOf(options),
  };
}

async function searchInTurn(selected: readonly Selected[], options: RunOptions, interruption: Interruption, found: (result: Examined | Unusable) => Promise<void>): Promise<(Examined | Unusable)[]> {
  const results: (Examined | Unusable)[] = [];
  for (const one of selected) {
    if (interruption.stopped) break;
    const result = await searchOne(one, options, interruption);
    results.push(result);
    await found(result);
  }
  return results;
}

/** Searches one scenario. `watch` sees where the search stands, instead of a line on stderr. */
export async function searchOne(selected: Selected, options: RunOptions, interruption: Pick<Interruption, 'stopped'>, watch?: (progress: SearchProgress) => void): Promise<Examined | Unusable> {
  const { scenario, outcomes } = selected;
  const began = performance.now();
  const progress = watch === undefined ? progressLine(scenario.name) : null;
  const deadline = options.budget === undefined ? Infinity : began + options.budget;
  const stopped = () => interruption.stopped || performance.now() > deadline;
  try {
    const report = await inSlices(examination(scenario, examineOptionsOf(outcomes === undefined || options.outcome !== undefined ? options : { ...options, outcome: outcomes }, scenario.outcomes, stopped)), watch ?? ((state) => progress?.show(searchState(state), state.runs)), watch === undefined ? 0 : drawingMilliseconds);
    return { ...selected, report, elapsedMs: performance.now() - began };
  } catch (error) {
    if (error instanceof ClewError) return { ...selected, error: relativePaths(error, selected) };
    throw error;
  } finally {
    progress?.clear();
  }
}

function examineOptionsOf(options: RunOptions, outcomes: object, stopped: () => boolean): ExamineOptions {
  const { outcome, search, runs, budget, seed } = options;
  const runsMax = runs ?? (search === 'random' && budget === undefined ? randomRunsMax : undefined);
  return {
    ...boundsOf(options),
    ...(outcome !== undefined && { outcomes: outcome.filter((name) => name in outcomes || name === 'exception') }),
    ...(search !== undefined && { search }),
    ...(runsMax !== undefined && { runsMax }),
    ...(seed !== undefined && { seed }),
    stopped,
  };
}

/** Of the bounds, those that change what a failure set does. */
function replayOptionsOf({ until, horizon }: BoundsOptions): string {
  return `${until === undefined ? '' : ` --until ${until}`}${horizon === undefined ? '' : ` --horizon ${horizon}`}`;
}

/** Leaves out scenarios that have none of the outcomes asked for. @throws ClewError CLEW_UNKNOWN_OUTCOME if no scenario has one of them */
export function withOutcomes(selected: readonly Selected[], names: readonly string[] | undefined): readonly Selected[] {
  if (names === undefined) return selected;
  const known = [...new Set(selected.flatMap(({ scenario }) => Object.keys(scenario.outcomes))), 'exception'];
  for (const name of names) {
    if (known.includes(name)) continue;
    const where = selected.length === 1 ? selected[0]!.reference : 'any of these scenarios';
    throw new ClewError('CLEW_UNKNOWN_OUTCOME', `there is no outcome "${name}" in ${where}`, { values: [suggestion(name, known)], next: '`clew list` shows the outcomes of each scenario.' });
  }
  return selected.filter(({ scenario }) => names.some((name) => name in scenario.outcomes || name === 'exception'));
}
