import type { Verdict } from '../search/examine.ts';
import type { Budget } from '../simulator/bounds.ts';

/** What a team has agreed its protocols do: the content of `clew.gate.json`. Scenarios in the order of their names. */
export interface Agreement {
  readonly scenarios: readonly AgreedScenario[];
}

/** What was agreed of one scenario. */
export interface AgreedScenario {
  readonly scenario: string;
  /** The file that exports it, relative to the gate file; absent for a scenario of the library. */
  readonly file?: string;
  /** Under which workloads it was searched; absent where it has only one. */
  readonly workloads?: AgreedWorkloads;
  readonly bounds: AgreedBounds;
  /** In the order of their names. */
  readonly outcomes: readonly AgreedOutcome[];
}

/** Under which generated workloads a scenario was searched: equal numbers, equal workloads. */
export interface AgreedWorkloads {
  /** How many were generated. */
  readonly count: number;
  readonly seed: number;
}

/**
 * The part of the bounds that was agreed.
 *
 * Budget, depth and atomic steps always are. Ticks are only agreed where somebody fixed them: what is derived from the
 * fault-free run follows every change of a latency, and is nobody's decision.
 */
export interface AgreedBounds {
  readonly depth: number;
  readonly budget: Budget;
  readonly atomicSteps: boolean;
  readonly until?: number;
  readonly horizon?: number;
  readonly durations?: readonly number[];
  readonly deferrals?: readonly number[];
  /** Kept where a budgeted kind of fault lasts and nobody fixed how long: tokens such as `pause:b/start~5` rest on them. */
  readonly derivedDurations?: readonly number[];
}

/** What was agreed of one outcome. */
export interface AgreedOutcome {
  readonly outcome: string;
  readonly kind: 'always' | 'eventually';
  readonly verdict: Verdict;
  /** Every failure set of at most so many faults was covered; -1 for not even the empty one. */
  readonly certified: number;
  /** The smallest generated workload that was found to break it, as source text; it is under this one that the failure sets are minimal. */
  readonly workload?: string;
  /** Why the team accepts this, in words. */
  readonly because?: string;
  /** The minimal failure sets, smallest first, then by token. */
  readonly failureSets: readonly string[];
}

/** Alphabetical order, the same on every machine. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many faults a failure set has. */
export function sizeOf(faults: string): number {
  return faults === 'none' || faults === '' ? 0 : faults.split('+').length;
}

/** The order of failure sets: smallest first, then by token. */
export function bySizeThenToken(a: string, b: string): number {
  return sizeOf(a) - sizeOf(b) || byName(a, b);
}
