import type { Bounds, BoundsOptions } from '../simulator/bounds.ts';
import type { Fault } from '../simulator/fault.ts';
import { guarded, type Preparation, prepare } from '../simulator/preparation.ts';
import type { Scenario } from '../simulator/scenario.ts';
import { placesOf } from './examine.ts';
import { enumerate, type FaultSpace } from './fault-space.ts';
import { keyOf } from './failure-sets.ts';
import { type Draw, draws, sample, type Spread, spreadOf } from './sampling.ts';
import { search } from './search.ts';
import { systemOf } from './interchangeable-system.ts';
import { SimulatedSystem, wasteful } from './simulated-system.ts';
import type { SearchMethod, Strategy } from './strategy.ts';

/** What to compare, and how far. */
export interface CompareOptions extends BoundsOptions {
  /** The outcomes to compare for; all by default. */
  readonly outcomes?: readonly string[];
  /** Milliseconds from any moment on: the only clock there is. */
  readonly clock: () => number;
  /** How often random search is repeated. */
  readonly trials?: number;
  /** Seed of random search. */
  readonly seed?: number;
  /** The most runs of one search; also the largest space that is enumerated. */
  readonly runsMax?: number;
  /** Whether exhaustive search is timed once more, with runs that share what they have in common. */
  readonly merged?: boolean;
  /** Asked after each run; the comparison ends where it stands once this is true. */
  readonly stopped?: () => boolean;
}

/** Where a comparison stands; one after each run. */
export interface CompareProgress {
  /** What is being done: a search, or the enumeration of the space from which random search draws. */
  readonly method: SearchMethod | 'enumeration';
  /** The outcome that is searched for; empty for all at once. */
  readonly outcome: string;
  readonly runs: number;
}

/** How one search fared. */
export interface StrategyFigures {
  readonly method: Exclude<SearchMethod, 'random'>;
  /** All its runs, and the milliseconds they took. */
  readonly runs: number;
  readonly milliseconds: number;
  /** Until the first run that broke the outcome; null for never. */
  readonly firstBug: Effort | null;
  /** Until every failure set within the bounds was covered; null for never: the probe certifies nothing. */
  readonly certificate: Effort | null;
  /** How many failure sets the certificate covers. */
  readonly covered: number;
  /** How many minimal failure sets it found. */
  readonly found: number;
  /** The share of all minimal failure sets of the space that it found, 1 where there are none; null where the space was not enumerated. */
  readonly recall: number | null;
}

/** What it took to get somewhere. */
export interface Effort {
  readonly runs: number;
  readonly milliseconds: number;
}

/** How random search fared, over all trials. It certifies nothing. */
export interface RandomFigures extends Draw {
  readonly method: 'random';
  readonly trials: number;
  /** `table`: from the enumerated space, every trial to its end; `runs`: real runs, as the space is too large to enumerate. */
  readonly drawnFrom: 'table' | 'runs';
  /** Trials that were given up without a bug, after 20,000 runs each; never with a table. */
  readonly unfinished: number;
  /** Runs until a set was drawn that breaks the outcome; null where none does, or a trial did not get there. */
  readonly firstBug: Spread | null;
  /** Runs until every minimal failure set was drawn; null as above, and where it is not known which there are. */
  readonly allMinimal: Spread | null;
}

/** One outcome under every strategy. */
export interface OutcomeComparison {
  readonly name: string;
  readonly kind: 'always' | 'eventually';
  readonly title: string;
  /** The minimal failure sets within the bounds, and all sets that break the outcome; null where the space was not enumerated. */
  readonly minimal: number | null;
  readonly breaking: number | null;
  readonly strategies: readonly StrategyFigures[];
  /** Exhaustive search whose runs share their beginnings, and end in worlds that are known; only if that was asked for. */
  readonly merged?: StrategyFigures;
  readonly random: readonly RandomFigures[];
}

/** The strategies side by side; plain data, fit for JSON. */
export interface Comparison {
  readonly scenario: string;
  readonly bounds: Bounds;
  /** The failure sets within the bounds, `none` and those that contain a breaking one included; null where they were too many to enumerate. */
  readonly sets: number | null;
  readonly enumeration: Effort;
  readonly outcomes: readonly OutcomeComparison[];
  readonly interrupted: boolean;
}

const methods = ['cover', 'probe', 'exhaustive'] as const;

const defaultTrials = 200;
const defaultRunsMax = 200_000;

/** Trials with real runs, where there is no table to draw from, and the most runs of each. */
const realTrials = 20;
const realRunsMax = 20_000;

/** A search that took less is timed again, and the median counts: the first one pays for the compiler. */
const repeatedBelowMilliseconds = 500;
const repetitions = 5;

/** How long one batch of runs may take under the watchdog, and how many runs it makes. */
const batchMillisecondsMax = 60_000;
const runsPerBatch = 64;

/**
 * Compares the strategies on one scenario: runs and time to the first bug and to the certificate, and recall.
 *
 * A generator, so that whoever drives it can watch and stop it. See {@link compare} for one that does not.
 *
 * @throws ClewError if the scenario is unusable; see `prepare`
 */
export function* comparison(scenario: Scenario, options: CompareOptions): Generator<CompareProgress, Comparison> {
  const preparation = prepare(scenario, options);
  const subject = new Subject(preparation, options);
  const space = yield* subject.space();
  const outcomes: OutcomeComparison[] = [];
  for (const place of subject.places) {
    const strategies: StrategyFigures[] = [];
    for (const method of methods) strategies.push(yield* subject.figures(method, place, space));
    const survives = strategies.some(({ certificate, found }) => certificate !== null && found === 0);
    const random = space.complete ? subject.sampled(place, space) : [yield* subject.drawn(place, survives)];
    const merged = options.merged === true ? { merged: yield* subject.figures('exhaustive', place, space, true) } : {};
    const name = subject.nameOf(place);
    const { kind, title } = scenario.outcomes[name]!;
    const [minimal, breaking] = space.complete ? [space.minimal.get(place)!.length, space.breaking.get(place)!.length] : [null, null];
    outcomes.push({ name, kind, title, minimal, breaking, strategies, ...merged, random });
  }
  preparation.checkStillTheSame();
  const enumeration = { runs: space.runs, milliseconds: space.milliseconds };
  return { scenario: scenario.name, bounds: preparation.bounds, sets: space.complete ? space.sizes.length : null, enumeration, outcomes, interrupted: options.stopped?.() === true };
}

/** Compares the strategies on one scenario, in one go. */
export function compare(scenario: Scenario, options: CompareOptions): Comparison {
  const running = comparison(scenario, options);
  for (;;) {
    const next = running.next();
    if (next.done === true) return next.value;
  }
}

/** One scenario that is made ready, and what is measured on it. */
class Subject {
  readonly places: readonly number[];
  private readonly preparation: Preparation;
  private readonly system: SimulatedSystem;
  /** For exhaustive search, against which the others are checked. */
  private readonly plain: SimulatedSystem;
  private readonly options: CompareOptions;
  private readonly runsMax: number;

  constructor(preparation: Preparation, options: CompareOptions) {
    const { simulation, bounds } = preparation;
    this.preparation = preparation;
    this.system = systemOf(simulation, bounds);
    this.plain = new SimulatedSystem(simulation, bounds, {}, wasteful);
    this.options = options;
    this.runsMax = options.runsMax ?? defaultRunsMax;
    this.places = placesOf(simulation.scenario, this.system, options.outcomes);
  }

  nameOf(place: number): string {
    return this.system.outcomes[place]!;
  }

  /** Enumerates the fault space, with the verdict of each set on each outcome. */
  space(): Generator<CompareProgress, FaultSpace> {
    const { clock, stopped } = this.options;
    const running = enumerate(this.system, { bounds: this.preparation.bounds, outcomes: this.places, runsMax: this.runsMax, clock, stopped });
    return this.watched(running, (runs) => ({ method: 'enumeration', outcome: '', runs }));
  }

  /** Searches once to count, and a few times more to time. */
  *figures(method: StrategyFigures['method'], place: number, space: FaultSpace, merged = false): Generator<CompareProgress, StrategyFigures> {
    const first = yield* this.searched(method, place, 1, merged);
    const all = [first];
    while (all.length < repetitions && first.milliseconds < repeatedBelowMilliseconds && this.options.stopped?.() !== true) all.push(yield* this.searched(method, place, 1, merged));
    const { strategy, runs, firstBug } = first;
    const timed = (time: (one: Searched) => number): number => spreadOf(all.map(time))!.median;
    const milliseconds = timed((one) => one.milliseconds);
    const known = space.tokens.get(place)!;
    const found = strategy.breaking.sets.map(({ faults }) => keyOf(faults));
    return {
      method,
      runs,
      milliseconds,
      firstBug: firstBug && { runs: firstBug.runs, milliseconds: timed((one) => one.firstBug?.milliseconds ?? 0) },
      certificate: strategy.complete && !strategy.inconclusive ? { runs, milliseconds } : null,
      covered: strategy.covered,
      found: found.length,
      recall: !space.complete ? null : known.size === 0 ? 1 : found.filter((token) => known.has(token)).length / known.size,
    };
  }

  /** Random search on the enumerated space. */
  sampled(place: number, space: FaultSpace): RandomFigures[] {
    const { trials = defaultTrials, seed = 1 } = this.options;
    const [breaking, minimal] = [space.breaking.get(place)!, space.minimal.get(place)!];
    return draws.map((draw): RandomFigures => {
      const done = sample({ sizes: space.sizes, breaking, minimal }, draw, trials, seed);
      const [firstBug, allMinimal] = [spreadOf(done.map((trial) => trial.firstBug)), spreadOf(done.map((trial) => trial.allMinimal))];
      return { method: 'random', ...draw, trials, drawnFrom: 'table', unfinished: 0, firstBug: firstBug ?? null, allMinimal: allMinimal ?? null };
    });
  }

  /** Random search with real runs, where the space is too large to enumerate; none where it is certain that nothing breaks. */
  *drawn(place: number, survives: boolean): Generator<CompareProgress, RandomFigures> {
    const firstBugs: number[] = [];
    const trials = survives ? 0 : Math.min(realTrials, this.options.trials ?? defaultTrials);
    let made = 0;
    for (; made < trials && this.options.stopped?.() !== true; made++) {
      const { firstBug } = yield* this.searched('random', place, (this.options.seed ?? 1) + made);
      if (firstBug !== null) firstBugs.push(firstBug.runs);
    }
    const unfinished = made - firstBugs.length;
    const firstBug = unfinished > 0 ? null : (spreadOf(firstBugs) ?? null);
    return { method: 'random', from: 'by size', replacement: true, trials: made, drawnFrom: 'runs', unfinished, firstBug, allMinimal: null };
  }

  /** One search; random search ends with the first bug. */
  private *searched(method: SearchMethod, place: number, seed: number, merged = false): Generator<CompareProgress, Searched> {
    // Each search begins with nothing known.
    const { simulation, bounds } = this.preparation;
    const system = method === 'exhaustive' && !merged ? this.plain : method === 'cover' ? systemOf(simulation, bounds) : new SimulatedSystem(simulation, bounds);
    const { clock, stopped } = this.options;
    let [milliseconds, runs, firstBug] = [0, 0, null as Effort | null];
    const enough = (): boolean => stopped?.() === true || (method === 'random' && firstBug !== null);
    const running = search(system, { method, bounds, outcomes: [place], runsMax: method === 'random' ? Math.min(this.runsMax, realRunsMax) : this.runsMax, stopped: enough, seed });
    const timed = function* (): Generator<number, Searched> {
      for (;;) {
        const before = clock();
        const next = running.next();
        milliseconds += clock() - before;
        if (next.done === true) return { strategy: next.value.strategies.get(place)!, runs, milliseconds, firstBug };
        runs = next.value.runs;
        if (firstBug === null && system.goodness(place) === 'bad') firstBug = { runs, milliseconds };
        yield runs;
      }
    };
    return yield* this.watched(timed(), (made) => ({ method, outcome: this.nameOf(place), runs: made }));
  }

  /** Drives a generator of runs in batches, each under the watchdog. */
  private *watched<Result>(running: Generator<number, Result>, progress: (runs: number) => CompareProgress): Generator<CompareProgress, Result> {
    for (;;) {
      const batch: IteratorResult<number, Result>[] = [];
      const fill = (): void => {
        do batch.push(running.next());
        while (batch.at(-1)!.done !== true && batch.length < runsPerBatch);
      };
      guarded(this.preparation.simulation, fill, batchMillisecondsMax);
      for (const next of batch) {
        if (next.done === true) return next.value;
        yield progress(next.value);
      }
    }
  }
}

interface Searched {
  readonly strategy: Strategy<Fault>;
  readonly runs: number;
  readonly milliseconds: number;
  readonly firstBug: Effort | null;
}
