import type { Bounds } from './bounds.ts';
import type { Fault } from './fault.ts';
import type { Breakdown } from './run.ts';
import { RunRecorder } from './run-recorder.ts';
import type { Simulation } from './simulation.ts';

/**
 * One run in full, as plain data: what every report is made from.
 *
 * All values are on one line, shortened and safe to print. Steps are named by their index, nodes, messages and faults by
 * their names. -1 stands for "none" or "never".
 */
export interface RecordedRun {
  readonly scenario: string;
  readonly bounds: Bounds;
  /** The failure set as one word, such as `crash:C/p1:vote@1`, or `none`. */
  readonly faults: string;
  /** The faults of the set that fired, and those that did not, by token. */
  readonly fired: readonly string[];
  readonly unfired: readonly string[];
  readonly nodes: readonly RecordedNode[];
  readonly steps: readonly RecordedStep[];
  /** What the environment did, in order. */
  readonly incidents: readonly Incident[];
  readonly outcomes: readonly RecordedOutcome[];
  /** Handlers that threw, and what ended the run before its time. */
  readonly breakdowns: readonly RecordedBreakdown[];
  readonly end: RecordedEnd;
}

/** The fields of a node's state or disk, each with its value. */
export type Fields = { readonly [field: string]: string };

/** What a node remembers at one moment. */
export interface Memory {
  readonly state: Fields;
  readonly disk: Fields;
}

/** A node before its first step. */
export interface RecordedNode extends Memory {
  readonly id: string;
  /** The role, by name; where it has none, the names of its nodes. */
  readonly component: string;
}

/** One handler run on one node, with what the node remembers after it. */
export interface RecordedStep extends Memory {
  readonly index: number;
  readonly tick: number;
  readonly node: string;
  /** Its name, such as `b/a:vote@2`. */
  readonly name: string;
  readonly takes: Taken;
  /** 1 where it takes the second copy of a duplicated message. */
  readonly copy: number;
  /** What it read of what others, or earlier steps, had written; each cell once. */
  readonly reads: readonly RecordedRead[];
  /** What it did, in order. */
  readonly effects: readonly RecordedEffect[];
  /** How many effects left the step: messages to other nodes, and writes to disk. */
  readonly outward: number;
  /** The fault that stopped the node inside this step; empty for none. */
  readonly cutShort: string;
  /** The exception that it threw. */
  readonly threw: { readonly message: string; readonly stack: readonly string[] } | null;
}

/** What a step takes. */
export type Taken =
  | { readonly kind: 'start'; readonly again: boolean }
  | { readonly kind: 'timer'; readonly timer: string; readonly payload: string; readonly setBy: number }
  | {
      readonly kind: 'message';
      /** Its name, such as `a:b:vote@2`. */
      readonly message: string;
      readonly type: string;
      readonly from: string;
      readonly payload: string;
      readonly sentBy: number;
      readonly sentTick: number;
      /** Whether a fault made it wait for further steps of this node. */
      readonly deferred: boolean;
    };

/** A cell that was read. */
export interface RecordedRead {
  /** Its place, such as `b.state.yes`. */
  readonly cell: string;
  /** The step that wrote it; -1 where it still had its initial value. */
  readonly writer: number;
  readonly value: string;
}

/** What a step did. */
export type RecordedEffect = RecordedWrite | RecordedSend | RecordedTimer | RecordedCancel | RecordedObservation;

/** A cell got a new value, or was taken away. */
export interface RecordedWrite {
  readonly kind: 'write';
  readonly cell: string;
  /** The cell within the node's state or disk, such as `votes.p1`; for a member of a Set, the Set. */
  readonly field: string;
  /** `add` and `remove` for the members of a Set, `delete` for keys and entries. */
  readonly action: 'set' | 'add' | 'remove' | 'delete';
  /** The new value, or the member. */
  readonly value: string;
  readonly disk: boolean;
}

/** A message was sent. */
export interface RecordedSend {
  readonly kind: 'send';
  /** Its name, such as `a:b:vote@2`. */
  readonly message: string;
  readonly to: string;
  readonly type: string;
  readonly payload: string;
  /** `refused`: it arrived at a node that was down, or that a fault stopped at that moment. `travelling`: not taken when the run ended. */
  readonly fate: 'delivered' | 'lost' | 'refused' | 'travelling';
  /** The tick at which it is due; -1 if it is lost. */
  readonly arrives: number;
  /** The steps that took it: none, one, or two if it was duplicated. */
  readonly takenBy: readonly number[];
  /** The faults that lost, duplicated or deferred it. */
  readonly struckBy: readonly string[];
}

/** A timer was set. */
export interface RecordedTimer {
  readonly kind: 'timer';
  /** The name of the step that will take it, such as `b/retry@1`. */
  readonly step: string;
  readonly timer: string;
  readonly payload: string;
  readonly due: number;
  readonly takenBy: number;
  /** The step that cancelled it. */
  readonly cancelledBy: number;
}

/** A pending timer was cancelled. */
export interface RecordedCancel {
  readonly kind: 'cancel';
  /** The name of the step that will now not be taken. */
  readonly step: string;
  readonly timer: string;
}

/** Something was recorded for outcomes to read. */
export interface RecordedObservation {
  readonly kind: 'observation';
  readonly name: string;
  readonly value: string;
}

/**
 * Something that the environment did. `crash` and `restart`: a node goes down; `death`: of its own exception; `start`: it
 * starts again; `loss`, `duplicate` and `defer`: to a message.
 */
export interface Incident {
  readonly kind: 'crash' | 'restart' | 'death' | 'start' | 'pause' | 'isolate' | 'cut' | 'skew' | 'loss' | 'duplicate' | 'defer';
  readonly tick: number;
  /** The first tick at which it is over; -1 where it has no end. */
  readonly until: number;
  /** Whom it strikes: one node; the sender of a message; one side of a partition. */
  readonly nodes: readonly string[];
  /** Whom it keeps them from: the receiver of the message; the other side. */
  readonly apart: readonly string[];
  /** Its token; empty for an exception. */
  readonly fault: string;
  /** The step before which, or inside which, a node stops or pauses, or the message, by name. */
  readonly subject: string;
  /** It happens after all steps of smaller index, and before this one. */
  readonly beforeStep: number;
}

/** How an outcome fared. */
export interface RecordedOutcome {
  readonly name: string;
  readonly kind: 'always' | 'eventually';
  /** The promise in words. */
  readonly title: string;
  /** `unknown` where the run could not be brought to its end. */
  readonly goodness: 'good' | 'bad' | 'unknown';
  /** Whether its precondition was ever true. */
  readonly given: boolean;
  /** For an `always` outcome: when it was first broken, and by which step; -1 otherwise. */
  readonly brokenAtTick: number;
  readonly brokenByStep: number;
  /** What it read when it was evaluated last. */
  readonly reads: readonly RecordedRead[];
  /** For a broken outcome that compares: what was expected, and what came. */
  readonly compared?: { readonly expected: string; readonly actual: string };
}

/** See `Breakdown`. */
export interface RecordedBreakdown extends Omit<Breakdown, 'stack'> {
  readonly stack: readonly string[];
}

/** How things stood when the run ended. */
export interface RecordedEnd {
  readonly tick: number;
  readonly nodes: readonly (Memory & { readonly id: string; readonly alive: boolean })[];
}

/** Plays the system once, and records the run in full. What is returned does not depend on the simulation any more. */
export function recordRun(simulation: Simulation, faults: readonly Fault[], bounds: Bounds): RecordedRun {
  const recorder = new RunRecorder(simulation);
  simulation.calls.recorder = simulation.trace.listener = recorder;
  try {
    simulation.play(faults, bounds);
    return recorder.finish();
  } finally {
    simulation.calls.recorder = simulation.trace.listener = null;
  }
}
