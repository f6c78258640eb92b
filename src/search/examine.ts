import type { Bounds, BoundsOptions } from '../simulator/bounds.ts';
import { ClewError, suggestion } from '../simulator/errors.ts';
import type { Fault } from '../simulator/fault.ts';
import { guarded, type Preparation, prepare } from '../simulator/preparation.ts';
import type { Scenario } from '../simulator/scenario.ts';
import { UnlikeError } from './ahead/ahead-system.ts';
import type { Forerunners } from './ahead/forerunners.ts';
import { ExaminedSystem } from './examined-system.ts';
import { BreakingSets, keyOf } from './failure-sets.ts';
import type { PartSize } from './growth.ts';
import { Reduction } from './reduction.ts';
import { search, type SearchProgress, type SearchResult } from './search.ts';
import { exceptionOutcome, type SimulatedSystem, wasteful } from './simulated-system.ts';
import type { SearchMethod, Strategy } from './strategy.ts';

/** What to examine a scenario for, and how far. */
export interface ExamineOptions extends BoundsOptions {
  readonly search?: SearchMethod;
  /** The outcomes to search for; all by default. `exception`: that no handler throws. */
  readonly outcomes?: readonly string[];
  /** The most runs that may be made. */
  readonly runsMax?: number;
  /** Asked after each run; the search ends, undecided where it stands, once this is true. */
  readonly stopped?: () => boolean;
  /** Seed of random search. */
  readonly seed?: number;
  /** Who helps. What comes out is the same. */
  readonly forerunners?: Forerunners<Fault>;
  /** How much of a level is formed at once; only for tests. */
  readonly part?: PartSize;
}

/** Whether an outcome can be broken within the bounds. */
export type Verdict = 'broken' | 'survives' | 'undecided';

/** A minimal failure set that breaks an outcome. */
export interface FoundSet {
  /** Its tokens, joined. */
  readonly faults: string;
  readonly size: number;
  /** In how manieth run of this outcome's search it was found. */
  readonly foundAtRun: number;
}

/** What a verdict rests on. */
export interface Certificate {
  readonly method: SearchMethod;
  /** Every failure set of at most so many faults within the bounds is covered; -1 for not even the empty one. */
  readonly depth: number;
  /** Whether that is all that was asked for. */
  readonly complete: boolean;
  /** How many were run. */
  readonly runs: number;
  /** How many failure sets the runs cover: those that ran, and those that come out like one that ran. */
  readonly covered: number;
  /** The share of the next size that is done, from 0 to 1. */
  readonly shareOfNext: number;
  /** What else it rests on, where the scenario declares nodes interchangeable. */
  readonly interchangeable?: {
    readonly nodes: readonly (readonly string[])[];
    /** How many of the failure sets that are covered were not run because one ran that differs from them only in which of these nodes it strikes. */
    readonly taken: number;
  };
}

/** What was found out about one outcome. */
export interface OutcomeReport {
  readonly name: string;
  readonly kind: 'always' | 'eventually';
  readonly title: string;
  /** The part whose own guarantee it is; absent for a guarantee of the whole. */
  readonly of?: string;
  readonly verdict: Verdict;
  readonly failureSets: readonly FoundSet[];
  readonly certificate: Certificate;
}

/** What was found out about a scenario. */
export interface ScenarioReport {
  readonly scenario: string;
  readonly bounds: Bounds;
  readonly outcomes: readonly OutcomeReport[];
  /** Distinct failure sets that were run, over all outcomes. */
  readonly runs: number;
  /** Steps taken in all runs. */
  readonly steps: number;
  /** Whether the search was stopped, or ran out of runs. */
  readonly interrupted: boolean;
}

/** What is made under one watch of the watchdog: so many runs, or steps. */
const runsPerWatch = 512;
const stepsPerWatch = 20_000;

/** How long one watch may take, in milliseconds. Forming the next level of a large search counts as well. */
const searchMillisecondsMax = 60_000;

/** How many of the sets that were found are played again at the end. */
const replaysMax = 100;

const exceptionPromise = { kind: 'always', title: 'no handler throws, and every run comes to an end', of: undefined } as const;

/**
 * Searches a scenario for the smallest failure sets that break its outcomes. A generator, for callers that want to
 * watch; see {@link examine} for one that does not.
 *
 * @throws ClewError if the scenario is unusable; see `prepare`
 */
export function* examination(scenario: Scenario, options: ExamineOptions = {}): Generator<SearchProgress, ScenarioReport> {
  const preparation = prepare(scenario, options);
  // Whether nodes are interchangeable shows in runs that are made here.
  const forerunners = scenario.interchangeable.length === 0 ? options.forerunners : undefined;
  // What others are checked against takes every step.
  const thrift = options.search === 'exhaustive' ? wasteful : undefined;
  if (forerunners !== undefined) {
    try {
      return yield* examinationOf(preparation, new ExaminedSystem(preparation, forerunners, thrift), options);
    } catch (error) {
      if (!isFoundOtherwiseAlone(error)) throw error;
    }
  }
  return yield* examinationOf(preparation, new ExaminedSystem(preparation, null, thrift), options);
}

/** Whether a search without help may come to another error, or to none: it is searched again then. */
function isFoundOtherwiseAlone(error: unknown): boolean {
  return error instanceof UnlikeError || (error instanceof ClewError && (error.code === 'CLEW_NOT_REPEATABLE' || error.code === 'CLEW_ENDLESS_HANDLER'));
}

function* examinationOf(preparation: Preparation, examined: ExaminedSystem, options: ExamineOptions): Generator<SearchProgress, ScenarioReport> {
  const { simulation: { scenario }, bounds } = preparation;
  const { simulated, exceptions } = examined;
  const places = placesOf(scenario, simulated, options.outcomes);
  const running = search<Fault>(examined, { ...options, method: options.search ?? 'cover', bounds, outcomes: places });
  const result = yield* watched(preparation, running);
  const { steps } = examined;
  const reports = places.map((place) => reportOf(scenario, simulated, place, result));
  if (options.outcomes?.includes(exceptionOutcome) !== true) reports.push(...exceptionReport(simulated, exceptions));
  preparation.checkStillTheSame();
  examined.checkForerunners();
  checkReplays(simulated, result);
  return { scenario: scenario.name, bounds, outcomes: reports, runs: result.runs, steps, interrupted: result.interrupted };
}

/** Searches a scenario for the smallest failure sets that break its outcomes. */
export function examine(scenario: Scenario, options: ExamineOptions = {}): ScenarioReport {
  const running = examination(scenario, options);
  for (;;) {
    const next = running.next();
    if (next.done === true) return next.value;
  }
}

/** Drives the search in batches, each under the watchdog. */
function* watched({ simulation }: Preparation, running: Generator<SearchProgress, SearchResult<Fault>>): Generator<SearchProgress, SearchResult<Fault>> {
  for (;;) {
    const batch: IteratorResult<SearchProgress, SearchResult<Fault>>[] = [];
    guarded(
      simulation,
      () => {
        const enough = simulation.stepsPlayed + stepsPerWatch;
        do batch.push(running.next());
        while (batch.at(-1)!.done !== true && batch.length < runsPerWatch && simulation.stepsPlayed < enough);
      },
      searchMillisecondsMax,
    );
    for (const next of batch) {
      if (next.done === true) return next.value;
      yield next.value;
    }
  }
}

/** The places of the outcomes of those names; of all but `exception` if none are named. @throws ClewError CLEW_UNKNOWN_OUTCOME */
export function placesOf(scenario: Scenario, system: SimulatedSystem, names: readonly string[] | undefined): number[] {
  if (names === undefined) return Object.keys(scenario.outcomes).map((_, place) => place);
  return names.map((name) => {
    const place = system.outcomes.indexOf(name);
    if (place < 0) throw new ClewError('CLEW_UNKNOWN_OUTCOME', `${scenario.name} has no outcome "${name}"`, { values: [suggestion(name, system.outcomes)] });
    return place;
  });
}

function reportOf(scenario: Scenario, system: SimulatedSystem, place: number, result: SearchResult<Fault>): OutcomeReport {
  const strategy = result.strategies.get(place)!;
  const name = system.outcomes[place]!;
  const { kind, title, of } = scenario.outcomes[name] ?? exceptionPromise;
  return { name, kind, title, ...(of === undefined ? {} : { of }), verdict: verdictOf(strategy), failureSets: foundSets(strategy.breaking), certificate: certificateOf(strategy, scenario) };
}

function verdictOf(strategy: Strategy<Fault>): Verdict {
  if (strategy.breaking.sets.length > 0) return 'broken';
  return strategy.complete && !strategy.inconclusive ? 'survives' : 'undecided';
}

function certificateOf(strategy: Strategy<Fault>, { interchangeable: nodes }: Scenario): Certificate {
  const complete = strategy.complete && !strategy.inconclusive;
  const symmetry = strategy.takenBySymmetry === undefined ? {} : { interchangeable: { nodes, taken: strategy.takenBySymmetry } };
  return { method: strategy.method, depth: strategy.inconclusive ? -1 : strategy.depthDone, complete, runs: strategy.runs, covered: strategy.covered, shareOfNext: complete ? 1 : strategy.shareOfNext, ...symmetry };
}

/** Smallest first, then by token: the same whatever the order in which they were found. */
function foundSets(breaking: BreakingSets<Fault>): FoundSet[] {
  return breaking.sets
    .map(({ faults, foundAtRun }) => ({ faults: keyOf(faults), size: faults.length, foundAtRun }))
    .sort((a, b) => a.size - b.size || (a.faults < b.faults ? -1 : 1));
}

/** The report of the outcome that nobody asked for, if some run broke it. The sets are reduced, and certify nothing. */
function exceptionReport(system: SimulatedSystem, exceptions: BreakingSets<Fault>): OutcomeReport[] {
  if (exceptions.sets.length === 0) return [];
  const exception = system.outcomes.indexOf(exceptionOutcome);
  const reduced = new BreakingSets<Fault>();
  let runs = 0;
  for (const { faults, foundAtRun } of [...exceptions.sets].sort((a, b) => a.faults.length - b.faults.length)) {
    const reduction = new Reduction<Fault>(faults);
    for (let next = reduction.next(); next !== undefined; next = reduction.next(), runs++) reduction.tell(system.run(next).goodness(exception) === 'bad');
    reduced.add(reduction.result, foundAtRun);
  }
  const certificate: Certificate = { method: 'probe', depth: -1, complete: false, runs, covered: runs, shareOfNext: 0 };
  const { kind, title } = exceptionPromise;
  return [{ name: exceptionOutcome, kind, title, verdict: 'broken', failureSets: foundSets(reduced), certificate }];
}

/** What was found must still be so after all these runs, or the scenario keeps something where clew does not see it. */
function checkReplays(system: SimulatedSystem, result: SearchResult<Fault>): void {
  const { scenario } = system.simulation;
  for (const [place, strategy] of result.strategies) {
    for (const { faults } of strategy.breaking.sets.slice(0, replaysMax)) {
      if (system.run(faults).goodness(place) === 'bad') continue;
      throw new ClewError('CLEW_NOT_REPEATABLE', `${scenario.name} does not repeat itself: ${keyOf(faults)} broke "${system.outcomes[place]}" during the search, and does not when it is played again`, {
        usually: 'State kept outside node.state and node.disk: a module variable, or a closure.',
        next: `clew replay ${scenario.name} --faults ${keyOf(faults)} --twice`,
      });
    }
  }
}
