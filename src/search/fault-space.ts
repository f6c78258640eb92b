import { type FaultList, grownBy, keyOf, properSubsets } from './failure-sets.ts';
import type { SearchBounds, SearchFault, SystemUnderTest } from './system-under-test.ts';

/** The whole fault space within the bounds, with what became of each set. */
export interface FaultSpace {
  /** Whether all of it was enumerated. */
  readonly complete: boolean;
  /** Runs that this took: sets in which some fault did not fire are run as well, and left out. */
  readonly runs: number;
  /** Milliseconds that these runs took. */
  readonly milliseconds: number;
  /** How many faults each set has; `none` comes first. */
  readonly sizes: readonly number[];
  /** For each outcome asked for, which of the sets break it. */
  readonly breaking: ReadonlyMap<number, readonly number[]>;
  /** For each outcome, which of these are minimal. */
  readonly minimal: ReadonlyMap<number, readonly number[]>;
  /** For each outcome, the tokens of the minimal ones. */
  readonly tokens: ReadonlyMap<number, ReadonlySet<string>>;
}

/** How the enumeration is to be made. */
export interface FaultSpaceOptions {
  readonly bounds: SearchBounds;
  readonly outcomes: readonly number[];
  readonly runsMax: number;
  readonly clock: () => number;
  readonly stopped?: (() => boolean) | undefined;
}

/**
 * Runs every failure set within the bounds in which every fault fires, also those that contain a breaking one.
 *
 * Yields the number of runs, after each.
 */
export function* enumerate<F extends SearchFault>(system: SystemUnderTest<F>, options: FaultSpaceOptions): Generator<number, FaultSpace> {
  const { bounds, outcomes, clock } = options;
  const sizes: number[] = [];
  const breaking = new Map(outcomes.map((outcome): [number, number[]] => [outcome, []]));
  const minimal = new Map(outcomes.map((outcome): [number, number[]] => [outcome, []]));
  const tokens = new Map(outcomes.map((outcome): [number, Set<string>] => [outcome, new Set()]));
  const began = clock();
  let runs = 0;
  let complete = true;
  let level: FaultList<F>[] = [[]];
  for (let size = 0; size <= bounds.depth && complete; size++) {
    const larger = new Map<string, FaultList<F>>();
    for (const faults of level) {
      if (runs >= options.runsMax || options.stopped?.() === true) {
        complete = false;
        break;
      }
      const run = system.run(faults);
      runs++;
      if (faults.every((fault) => run.fired(fault))) {
        const place = sizes.push(size) - 1;
        for (const outcome of outcomes) {
          if (run.goodness(outcome) !== 'bad') continue;
          breaking.get(outcome)!.push(place);
          const known = tokens.get(outcome)!;
          if (containsOne(faults, known)) continue;
          minimal.get(outcome)!.push(place);
          known.add(keyOf(faults));
        }
        if (size < bounds.depth) for (const grown of grownFrom(faults, run.offered(), bounds)) larger.set(keyOf(grown), grown);
      }
      yield runs;
    }
    level = [...larger.values()];
  }
  return { complete, runs, milliseconds: clock() - began, sizes, breaking, minimal, tokens };
}

/** Whether a proper subset is known to break; sets of the same size are never proper subsets. */
function containsOne(faults: FaultList<SearchFault>, known: ReadonlySet<string>): boolean {
  if (known.size === 0) return false;
  for (const subset of properSubsets(faults)) if (known.has(keyOf(subset))) return true;
  return false;
}

function grownFrom<F extends SearchFault>(faults: FaultList<F>, offered: readonly F[], bounds: SearchBounds): FaultList<F>[] {
  return offered.map((fault) => grownBy(faults, fault, bounds)).filter((grown) => grown !== undefined);
}
