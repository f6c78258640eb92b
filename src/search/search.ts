import { AddableFaults } from './addable-faults.ts';
import { Cover } from './cover.ts';
import { Exhaustive } from './exhaustive.ts';
import { type FaultList, keyOf } from './failure-sets.ts';
import { Probe } from './probe.ts';
import { RandomSearch } from './random.ts';
import type { PartSize } from './growth.ts';
import type { SearchMethod, Strategy } from './strategy.ts';
import type { Expected, RunDepth, SearchBounds, SearchFault, SystemUnderTest } from './system-under-test.ts';

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
  /** How much of a level is formed at once; only for tests. */
  readonly part?: PartSize;
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
  const addable = new AddableFaults<F>(options.bounds);
  const strategies = new Map(options.outcomes.map((outcome) => [outcome, strategyFor(system, options, outcome, addable)]));
  const open = [...strategies].map(([outcome, strategy]): Waiting<F> => ({ strategy, outcome, queue: [], place: 0, proposed: new Set(), announced: false, announcedNext: undefined }));
  const runsMax = options.runsMax ?? Infinity;
  for (let runs = 0; ; ) {
    const next = nextToRun(open);
    const isForming = next === undefined && open.some(({ strategy }) => strategy.forming === true);
    if (next === undefined && !isForming) return { strategies, runs, interrupted: false };
    if (runs >= runsMax || options.stopped?.() === true) return { strategies, runs, interrupted: true };
    if (next === undefined) {
      yield progressOf(strategies, runs, options.bounds.depth, '');
      continue;
    }
    announce(system, open, next);
    const { key, faults } = next.queue[next.place]!;
    const depth = depthOf(open.flatMap(({ strategy, proposed }) => (proposed.has(key) ? [strategy] : [])), faults);
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
  readonly outcome: number;
  queue: readonly { readonly key: string; readonly faults: FaultList<F> }[];
  place: number;
  readonly proposed: Set<string>;
  /** Whether the system has been told what is waited for, and what will be after that; undefined where nobody has asked. */
  announced: boolean;
  announcedNext: boolean | undefined;
}

/** As much as any of those asks who wait for the set. */
function depthOf<F extends SearchFault>(asking: readonly Strategy<F>[], faults: FaultList<F>): RunDepth {
  if (asking.some((strategy) => strategy.needsLineage?.(faults) === true)) return 'lineage';
  return asking.some((strategy) => strategy.needsOffered?.(faults) === true) ? 'course' : 'verdict';
}

/** Tells a system that can run ahead what all outcomes wait for that are on this level, and what they will wait for next. */
function announce<F extends SearchFault>(system: SystemUnderTest<F>, open: readonly Waiting<F>[], next: Waiting<F>): void {
  if (system.expect === undefined || (next.announced && next.announcedNext !== undefined) || next.strategy.foreseen === undefined) return;
  const alongside = open.filter(({ strategy }) => strategy.size === next.strategy.size && strategy.foreseen !== undefined);
  const now = alongside.filter(({ announced }) => !announced);
  for (const waiting of now) waiting.announced = true;
  expectOf(system, now.map(({ strategy, outcome, queue, place, proposed }) => ({ strategy, outcome, sets: queue.slice(place).flatMap(({ key, faults }) => (proposed.has(key) ? [faults] : [])) })));
  // While these are formed, what was announced before is run by others already.
  const later = alongside.flatMap((waiting) => (waiting.announcedNext === undefined ? [{ ...waiting, waiting, sets: waiting.strategy.formAhead?.() ?? [] }] : []));
  for (const { waiting, sets } of later) waiting.announcedNext = sets.length > 0;
  expectOf(system, later);
}

function expectOf<F extends SearchFault>(system: SystemUnderTest<F>, waiting: readonly (Pick<Waiting<F>, 'strategy' | 'outcome'> & { readonly sets: readonly FaultList<F>[] })[]): void {
  const faults = waiting.find(({ sets }) => sets.length > 0)?.sets[0];
  if (faults === undefined) return;
  system.expect?.(waiting.map(({ strategy, outcome, sets }): Expected<F> => ({ outcome, sets, ...strategy.foreseen })), depthOf(waiting.map(({ strategy }) => strategy), faults));
}

/** Who waits for the smallest set, and of these who is least far: so the outcomes stay on one level, and on one part of it, and share their runs. */
function nextToRun<F extends SearchFault>(open: readonly Waiting<F>[]): Waiting<F> | undefined {
  let next: Waiting<F> | undefined;
  for (const waiting of open) if (isOpen(waiting) && (next === undefined || isBehind(waiting.strategy, next.strategy))) next = waiting;
  return next;
}

function isBehind(one: Strategy<SearchFault>, other: Strategy<SearchFault>): boolean {
  return one.size < other.size || (one.size === other.size && (one.parts ?? 0) < (other.parts ?? 0));
}

/** Whether there is a set to run; moves on to it. */
function isOpen<F extends SearchFault>(waiting: Waiting<F>): boolean {
  if (waiting.proposed.size === 0) {
    waiting.queue = waiting.strategy.propose().map((faults) => ({ key: keyOf(faults), faults }));
    waiting.place = 0;
    waiting.announced = waiting.announcedNext === true;
    waiting.announcedNext = undefined;
    for (const { key } of waiting.queue) waiting.proposed.add(key);
  }
  // Some may have run already, because another outcome wanted them first.
  while (waiting.place < waiting.queue.length && !waiting.proposed.has(waiting.queue[waiting.place]!.key)) waiting.place++;
  return waiting.place < waiting.queue.length;
}

function strategyFor<F extends SearchFault>({ symmetry }: SystemUnderTest<F>, options: SearchOptions, outcome: number, addable: AddableFaults<F>): Strategy<F> {
  switch (options.method ?? 'cover') {
    case 'cover':
      return new Cover<F>(outcome, options.bounds, { symmetry, addable, ...(options.part !== undefined && { part: options.part }) });
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
