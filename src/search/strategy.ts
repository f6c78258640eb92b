import type { BreakingSets, FaultList } from './failure-sets.ts';
import type { Expected, RunDepth, SearchFault, SystemRun } from './system-under-test.ts';

/** The ways to search. */
export type SearchMethod = 'cover' | 'probe' | 'random' | 'exhaustive';

/** One way to search for what breaks one outcome. It proposes failure sets, and is shown their runs. */
export interface Strategy<F extends SearchFault> {
  readonly method: SearchMethod;
  readonly breaking: BreakingSets<F>;
  /** Runs it has been shown. */
  readonly runs: number;
  /** The size of the sets that it is at. */
  readonly size: number;
  /** How many parts of the sets of that size it has begun; left out where it takes them all at once. */
  readonly parts?: number;
  /** Whether every failure set within the bounds is covered. */
  readonly complete: boolean;
  /** Whether some run told nothing of the outcome, so that nothing can be certified. */
  readonly inconclusive: boolean;
  /** The last size of which every set is covered; -1 for none. */
  readonly depthDone: number;
  /** The share of the next size that is done, from 0 to 1. */
  readonly shareOfNext: number;
  /** How many failure sets the runs cover. */
  readonly covered: number;
  /** How many of them were not run because the nodes that they strike are said to be interchangeable; left out where nothing is said. */
  readonly takenBySymmetry?: number | undefined;
  /** The failure sets to run next, in this order; empty when it is done. */
  propose(): readonly FaultList<F>[];
  /** Whether there is more to come, though nothing was proposed: forming it takes long, and others may have their turn. */
  readonly forming?: boolean;
  /** Shows it a run. Returns the sets that it had proposed as well, and that need no run any more. */
  accept(faults: FaultList<F>, run: SystemRun<F>): readonly FaultList<F>[];
  /** Whether it will ask the run of that set for more than what fired, how the outcomes came out, and what is offered; never, if this is left out. */
  needsLineage?(faults: FaultList<F>): boolean;
  /** Whether it will ask the run of that set what is offered in it; never, if this is left out. */
  needsOffered?(faults: FaultList<F>): boolean;
  /**
   * Where what it has proposed may be run ahead of it, in any order: what is known of smaller sets that the runs will be asked
   * about. Left out where each run decides on the next.
   */
  readonly foreseen?: Pick<Expected<F>, 'offered'> | undefined;
  /**
   * Forms what it will propose next, in that order, before what it has proposed is run; empty where that hangs on these
   * runs. Nothing else is concluded from it before its turn comes. Only asked where something is `foreseen`.
   */
  formAhead?(): readonly FaultList<F>[];
  /** Shown a run that another outcome's search asked for. */
  overhear?(faults: FaultList<F>, run: SystemRun<F>, depth: RunDepth): void;
}
