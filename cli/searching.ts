import type { Examined, Selected, Unusable } from '../reports/run-results.ts';
import { examination, type ExamineOptions } from '../src/search/examine.ts';
import type { SearchProgress } from '../src/search/search.ts';
import type { SearchMethod } from '../src/search/strategy.ts';
import type { BoundsOptions } from '../src/simulator/bounds.ts';
import { ClewError, suggestion } from '../src/simulator/errors.ts';
import { boundsOf } from './bounds-options.ts';
import { inSlices } from './in-slices.ts';
import type { Interruption } from './interruption.ts';
import { progressLine, searchState } from './progress-line.ts';
import { relativePaths } from './relative-paths.ts';
import { forerunnersFor, ThreadForerunners, type ThreadsFor } from './workers/thread-forerunners.ts';

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
  /** Threads to search with. */
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

/** How one scenario is searched. */
export interface Searching {
  /** Sees where the search stands, instead of a line on stderr. */
  readonly watch?: (progress: SearchProgress) => void;
  /** The threads that help. */
  readonly threads?: ThreadsFor;
}

/** Searches one scenario. */
export async function searchOne(selected: Selected, options: RunOptions, interruption: Pick<Interruption, 'stopped'>, { watch, threads }: Searching = {}): Promise<Examined | Unusable> {
  const { scenario, outcomes } = selected;
  const began = performance.now();
  const progress = watch === undefined ? progressLine(scenario.name) : null;
  const deadline = options.budget === undefined ? Infinity : began + options.budget;
  const stopped = () => interruption.stopped || performance.now() > deadline;
  const forerunners = threads === undefined || forerunnersFor(options.workers) === 0 ? null : new ThreadForerunners(threads);
  const wanted = outcomes === undefined || options.outcome !== undefined ? options : { ...options, outcome: outcomes };
  try {
    const running = examination(scenario, { ...examineOptionsOf(wanted, scenario.outcomes, stopped), ...(forerunners !== null && { forerunners }) });
    const report = await inSlices(running, watch ?? ((state) => progress?.show(searchState(state), state.runs)), watch === undefined ? 0 : drawingMilliseconds);
    return { ...selected, report, elapsedMs: performance.now() - began };
  } catch (error) {
    if (error instanceof ClewError) return { ...selected, error: relativePaths(error, selected) };
    throw error;
  } finally {
    progress?.clear();
    await forerunners?.end();
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
