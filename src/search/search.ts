import { Cover } from './cover.ts';
import { Exhaustive } from './exhaustive.ts';
import { type FaultList, keyOf } from './failure-sets.ts';
import { Probe } from './probe.ts';
import { RandomSearch } from './random.ts';
import type { SearchMethod, Strategy } from './strategy.ts';
import type { RunDepth, SearchBounds, SearchFault, SystemUnderTest } from './system-under-test.ts';

/** What to search for, and how long. */
export interface SearchOptions {
  readonly method?: SearchMethod;
  readonly bounds: SearchBounds;
  /** The outcomes to search for, by place. */
  readonly outcomes: readonly number[];
  /** The most runs that may be made. */
  readonly runsMax?: number;
  /** Asked after each run; the search ends, undecided where it stands, once this is true: for time budgets and Ctrl-C. */
  readonly stopped?: () => boolean;
  /** Seed of random search. */
  readonly seed?: number;
}

/** Where a search stands; one after each run. */
export interface SearchProgress {
  readonly runs: number;
  /** The size of the failure sets that are being run. */
  readonly size: number;
  readonly depth: number;
  /** How many minimal failure sets are known so far. */
  readonly found: number;
  /** The failure set that was run. */
  readonly faults: string;
}

/** What a search came to: one finished, or unfinished, strategy for each outcome. */
export interface SearchResult<F extends SearchFault> {
  readonly strategies: ReadonlyMap<number, Strategy<F>>;
  readonly runs: number;
  /** Whether it was stopped, or ran out of runs. */
  readonly interrupted: boolean;
}

/**
 * Searches for what breaks each of the outcomes. A generator of runs: whoever drives it can watch it, and stop it.
 *
 * A failure set that several outcomes want is run once.
 */
export function* search<F extends SearchFault>(system: SystemUnderTest<F>, options: SearchOptions): Generator<SearchProgress, SearchResult<F>> {
  const strategies = new Map(options.outcomes.map((outcome) => [outcome, strategyFor<F>(options, outcome)]));
  const open = [...strategies.values()].map((strategy): Waiting<F> => ({ strategy, queue: [], place: 0, proposed: new Set() }));
  const runsMax = options.runsMax ?? Infinity;
  for (let runs = 0; ; ) {
    const faults = nextToRun(open);
    const isForming = faults === undefined && open.some(({ strategy }) => strategy.forming === true);
    if (faults === undefined && !isForming) return { strategies, runs, interrupted: false };
    if (runs >= runsMax || options.stopped?.() === true) return { strategies, runs, interrupted: true };
    if (faults === undefined) {
      yield progressOf(strategies, runs, options.bounds.depth, '');
      continue;
    }
    const key = keyOf(faults);
    const depth = depthOf(open, key, faults);
    const run = system.run(faults, depth);
    for (const { strategy, proposed } of open) {
      if (proposed.delete(key)) for (const settled of strategy.accept(faults, run)) proposed.delete(keyOf(settled));
      else strategy.overhear?.(faults, run, depth);
    }
    runs++;
    yield progressOf(strategies, runs, options.bounds.depth, key);
  }
}

/** A strategy with the sets that it has proposed and that have not run yet. */
interface Waiting<F extends SearchFault> {
  readonly strategy: Strategy<F>;
  queue: readonly FaultList<F>[];
  place: number;
  readonly proposed: Set<string>;
}

/** As much as any of those asks who wait for the set. */
function depthOf<F extends SearchFault>(open: readonly Waiting<F>[], key: string, faults: FaultList<F>): RunDepth {
  const asking = open.filter(({ proposed }) => proposed.has(key));
  if (asking.some(({ strategy }) => strategy.needsLineage?.(faults) === true)) return 'lineage';
  return asking.some(({ strategy }) => strategy.needsOffered?.(faults) === true) ? 'course' : 'verdict';
}

/** The smallest set that anyone waits for: so the outcomes stay on one level, and share their runs. */
function nextToRun<F extends SearchFault>(open: readonly Waiting<F>[]): FaultList<F> | undefined {
  let next: FaultList<F> | undefined;
  let size = Infinity;
  for (const waiting of open) {
    const first = firstOpen(waiting);
    if (first === undefined || waiting.strategy.size >= size) continue;
    next = first;
    size = waiting.strategy.size;
  }
  return next;
}

function firstOpen<F extends SearchFault>(waiting: Waiting<F>): FaultList<F> | undefined {
  if (waiting.proposed.size === 0) {
    waiting.queue = waiting.strategy.propose();
    waiting.place = 0;
    for (const faults of waiting.queue) waiting.proposed.add(keyOf(faults));
  }
  // Some may have run already, because another outcome wanted them first.
  while (waiting.place < waiting.queue.length && !waiting.proposed.has(keyOf(waiting.queue[waiting.place]!))) waiting.place++;
  return waiting.queue[waiting.place];
}

function strategyFor<F extends SearchFault>(options: SearchOptions, outcome: number): Strategy<F> {
  switch (options.method ?? 'cover') {
    case 'cover':
      return new Cover<F>(outcome, options.bounds);
    case 'exhaustive':
      return new Exhaustive<F>(outcome, options.bounds);
    case 'probe':
      return new Probe<F>(outcome, options.bounds);
    case 'random':
      return new RandomSearch<F>(outcome, options.bounds, options.seed ?? 1);
  }
}

function progressOf<F extends SearchFault>(strategies: ReadonlyMap<number, Strategy<F>>, runs: number, depth: number, faults: string): SearchProgress {
  let size = 0;
  let found = 0;
  for (const strategy of strategies.values()) {
    size = Math.max(size, strategy.size);
    found += strategy.breaking.sets.length;
  }
  return { runs, size, depth, found, faults: faults === '' ? 'none' : faults };
}
