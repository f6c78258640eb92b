import type { OutcomeReport } from '../search/examine.ts';
import type { Bounds } from '../simulator/bounds.ts';
import type { Difference } from '../simulator/first-difference.ts';
import type { RecordedRun } from '../simulator/recorded-run.ts';

/**
 * Why the outcomes of a scenario hold, what covers each link of the reasons, and each distinct way to break them.
 *
 * Plain data, for any renderer. All texts are on one line and safe to print; steps are named by their index in the run
 * that is spoken of.
 */
export interface Explanation {
  readonly scenario: string;
  readonly bounds: Bounds;
  /** The failure set that was asked about; null where all that a search found is explained. */
  readonly faults: string | null;
  /** The fault-free run. */
  readonly good: RecordedRun;
  readonly outcomes: readonly OutcomeExplanation[];
  /** How many runs were made besides those of the search. */
  readonly runs: number;
}

/** Why one outcome holds, or does not. */
export interface OutcomeExplanation {
  readonly name: string;
  readonly kind: 'always' | 'eventually';
  readonly title: string;
  /** What the search found; null where only one failure set was asked about. */
  readonly report: OutcomeReport | null;
  /** From what the outcome was derived in the fault-free run. */
  readonly lineage: Lineage;
  /** What covers each message of the lineage, in the order of sending. */
  readonly links: readonly Redundancy[];
  /** What covers each node that has a part in the lineage. */
  readonly nodes: readonly Redundancy[];
  /** How many links, nodes and failure sets were left out, because each takes a run and runs are long. */
  readonly leftOut: LeftOut;
  /** The distinct ways to break it, the simplest first. */
  readonly ways: readonly Way[];
  /** How it held under the failure set that was asked about; null where it did not, or none was. */
  readonly held: Held | null;
}

/** What an explanation does not speak of, for want of runs. */
export interface LeftOut {
  readonly links: number;
  readonly nodes: number;
  readonly sets: number;
}

/** From what an outcome was derived in one run. */
export interface Lineage {
  /** What the outcome read. */
  readonly roots: readonly Reason[];
  /** The steps it was derived from, causes before what they caused. */
  readonly steps: readonly LineageStep[];
}

/** A step of a lineage, and what it rests on. */
export interface LineageStep {
  readonly step: number;
  /** Its name, such as `p1/C:decide@1`. */
  readonly name: string;
  readonly node: string;
  readonly tick: number;
  /** Such as `p1 takes decide commit from C`. */
  readonly text: string;
  /** What it was set off by comes first, then what it read. */
  readonly reasons: readonly Reason[];
}

/** Something that a step, or the outcome, rests on. */
export interface Reason {
  /** `initial`: nobody has written it. */
  readonly kind: 'message' | 'timer' | 'cell' | 'initial';
  /** The message, or the step that takes the timer, by name; empty for cells. */
  readonly name: string;
  /** The cells that were read, and what was in them. */
  readonly cells: readonly { readonly cell: string; readonly value: string }[];
  /** The steps that it comes from. Any one of them would have done; the first is the one that did. */
  readonly steps: readonly number[];
}

/** What covers a link, or a node, of a lineage. */
export interface Redundancy {
  /** The message, or the node, by name. */
  readonly subject: string;
  /** For a message: from whom to whom, and of which type. */
  readonly link: { readonly from: string; readonly to: string; readonly type: string } | null;
  /** The failure sets that took it away, each tried by itself. */
  readonly tried: readonly string[];
  /** Whether the bounds allow such a fault. */
  readonly withinBounds: boolean;
  /**
   * `time`: something later took its place; `space`: another node did; `unneeded`: the outcome held though nothing took
   * its place; `none`: the outcome broke; `untried`: it could not be taken away.
   */
  readonly cover: 'time' | 'space' | 'unneeded' | 'none' | 'untried';
  /** What took its place, by name of the step. */
  readonly instead: readonly string[];
  /** In words. */
  readonly text: string;
  /** The failure set that makes use of it: for `none` one of those tried, else the smallest that breaks the outcome and takes it away too; null for none. */
  readonly usedBy: string | null;
}

/** One distinct way to break an outcome: failure sets that are the same but for interchangeable nodes and for when exactly. */
export interface Way {
  /** What its sets have in common; equal ways have equal keys. */
  readonly key: string;
  /** In the protocol's words, one sentence. */
  readonly sentence: string;
  /** Its minimal failure sets, smallest first. */
  readonly sets: readonly string[];
  /** The first of them, in full. */
  readonly example: Example;
}

/** A broken run, compared with the fault-free one. */
export interface Example {
  readonly faults: string;
  readonly run: RecordedRun;
  /** Where it parts from the fault-free run. */
  readonly difference: Difference | null;
  /** What the outcome had been derived from and is missing, by index in the fault-free run. */
  readonly cut: readonly number[];
  /** The steps that were taken only here, by index in the broken run. */
  readonly instead: readonly number[];
  /** From the faults to the broken outcome, in order. */
  readonly cause: readonly Fact[];
}

/** One link in the chain from the faults to the broken outcome. */
export interface Fact {
  /**
   * `fault`: what the environment did; `missing`: a step of the fault-free run that was not taken; `other`: a step that
   * was taken only here, or came out otherwise; `order`: two steps that changed places; `value`: what the outcome saw.
   */
  readonly kind: 'fault' | 'missing' | 'other' | 'order' | 'value';
  /** The tick in the broken run; for what is missing, that of the fault-free run. */
  readonly tick: number;
  readonly node: string;
  /** The step, by name; empty for none. */
  readonly step: string;
  readonly text: string;
  /** Interchangeable nodes of which the same is true. */
  readonly likewise: readonly string[];
}

/** A run in which the outcome held in spite of the faults. */
export interface Held {
  readonly faults: string;
  readonly run: RecordedRun;
  readonly lineage: Lineage;
  readonly text: string;
}
