import type { Support } from '../lineage/support.ts';
import type { Symmetry } from './symmetry.ts';

/** A fault as the search sees it: a name, a kind with a budget, and what it cannot happen together with. */
export interface SearchFault {
  readonly token: string;
  readonly kind: string;
  readonly exclusive: string;
  /** Two faults of the same word may come to the same thing; empty, or left out, where none does. */
  readonly rivals?: string;
  /** For a stop inside a step: after how many effects that leave it. 0, or left out, for all else. */
  readonly inside?: number;
}

/** How much is asked of a run: everything; how it went, and what is offered in it; or only what fired, and how the outcomes came out. */
export type RunDepth = 'lineage' | 'course' | 'verdict';

/** Whether the outcome came true; `unknown` where the run could not be brought to its end. */
export type Goodness = 'good' | 'bad' | 'unknown';

/** One run under one failure set. Valid until the next run: a search takes from it what it needs at once. */
export interface SystemRun<F extends SearchFault> {
  /** Whether what the fault names really happened, and was really taken away, added or moved. */
  fired(fault: F): boolean;
  goodness(outcome: number): Goodness;
  /** T of the run: the faults that touch what mattered to the outcome. All others make no difference to it. */
  touching(outcome: number): readonly F[];
  /** All faults that name something which exists in the run. */
  offered(): readonly F[];
  /** From what the outcome was derived, for the probe. */
  support(outcome: number): SupportUnderFaults<F>;
  /**
   * Whether `other` in place of `fault`, which is in force, would have made a run that the outcome cannot tell from this
   * one, and in which the others fire as they do in this. Only asked of two with the same `rivals`, and of runs of which only the verdict counts.
   */
  actsLike?(fault: F, other: F, outcome: number): boolean;
  /**
   * Of faults that are offered and do not touch, those that would fire if up to so many of them were added. Only for
   * counting what is covered; a system that cannot tell leaves it out, and fewer sets are counted.
   */
  firingTogether?(inert: readonly F[], most: number): FiringTogether<F>;
}

/** What a search that goes level by level asks of a run. */
export type ToldRun<F extends SearchFault> = Omit<SystemRun<F>, 'support'>;

/** Which faults would fire if they were added to a run. In doubt, less than is true. */
export interface FiringTogether<F extends SearchFault> {
  /** Those that fire if added alone. */
  readonly faults: readonly F[];
  /** For each of them, as bits by place, the later ones that would fire beside it; empty where only one can be added. Sets of which each two fire, fire as a whole. */
  readonly beside: readonly Uint32Array[];
}

/** A support together with what the faults would take away from it. */
export interface SupportUnderFaults<F extends SearchFault> {
  readonly support: Support;
  /** Faults that would prevent that step, most telling first. */
  preventing(step: number): readonly F[];
  /** The steps that the fault would prevent. */
  prevents(fault: F): (step: number) => boolean;
}

/** Anything that can be run under a failure set and tell, for each outcome, good or not, its support and its T. */
export interface SystemUnderTest<F extends SearchFault> {
  /** The names of the outcomes; the search speaks of them by place. */
  readonly outcomes: readonly string[];
  /** Which failure sets are said to come out alike; left out where nothing is said. */
  readonly symmetry?: Symmetry<F> | undefined;
  /** @param depth how much is asked of the run; a system that has only one depth ignores it */
  run(faults: readonly F[], depth?: RunDepth): SystemRun<F>;
  /** Told what it is going to be asked to run, at that depth, after all that it was told of before; for one that can run ahead. Not all of it need be asked for. */
  readonly expect?: ((expected: readonly Expected<F>[], depth: RunDepth) => void) | undefined;
}

/** What the search for one outcome waits for: many sets of one size. */
export interface Expected<F extends SearchFault> {
  readonly outcome: number;
  /** In the order in which they are run, but for those that come out like one before them. */
  readonly sets: readonly (readonly F[])[];
  /** What smaller sets are offered, by their keys, where that still counts. */
  readonly offered?: ReadonlyMap<string, readonly F[]>;
}

/** How far a search goes. */
export interface SearchBounds {
  /** The largest failure set, in faults. */
  readonly depth: number;
  /** How many faults of each kind; a kind that is not named: none. */
  readonly budget: { readonly [kind: string]: number | undefined };
}
