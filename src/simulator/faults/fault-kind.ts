import type { FaultKindName } from '../bounds.ts';
import type { PendingEvent } from '../event-queue.ts';
import type { Fault } from '../fault.ts';
import type { Lane } from '../lane.ts';
import type { Moments } from '../moments.ts';
import type { Run } from '../run.ts';
import type { Situation } from './alike.ts';
import type { Harmless } from './harmless.ts';
import type { Simulation } from '../simulation.ts';
import type { TakenSteps } from '../taken-steps.ts';

/** A message at the moment of sending, for faults to decide its fate. */
export interface Sending {
  readonly lane: Lane;
  readonly number: number;
  lost: boolean;
  copies: number;
  deferral: number;
}

/** What becomes of an event that a node was about to take. */
export type Taking = 'taken' | 'moved' | 'stopped';

/** What mattered to one outcome in one run; what a fault must touch to make a difference. */
export interface Touch {
  /** Which faults that add or move steps would make no difference. */
  readonly harmless: Harmless;
  /** Whether the step is influential. */
  step(step: number): boolean;
  /** The last influential step of the node; -1 for none. With a node that the outcome asked for: beyond every step. */
  lastOf(node: number): number;
  /**
   * The least of the numbers by which something of a lane may go: its own or, where launches before it are inert, a smaller one.
   *
   * A fault that takes away an inert launch makes the later ones of its lane go by smaller numbers. What touches under
   * the one name then touches under the others, so it is offered under all.
   */
  leastNumberOf(lane: Lane, number: number): number;
}

/** To whom a kind offers the faults that exist in a run. */
export interface Offer {
  readonly run: Run;
  /** Null when everything that exists is asked for, whether it touches or not. */
  readonly touch: Touch | null;
  /** The last tick at which something new may go wrong. */
  readonly until: number;
  add(fault: Fault): void;
}

/** One kind of fault: its token, when it exists in a run, what it does, and what it touches. */
export interface FaultKind {
  readonly name: FaultKindName;
  /** The token's form, for help and errors. */
  readonly form: string;
  /** Which of several faults at one event comes first: the smaller. */
  readonly precedence: number;
  /** Reads the part of a token after `kind:`; undefined where it has another form. */
  parse(body: string, token: string): Fault | undefined;
  /** Puts the fault in force, before the run's first step. */
  arm(fault: Fault, simulation: Simulation): void;
  /** Decides the fate of the message that the fault names. */
  atSending?(fault: Fault, sending: Sending, simulation: Simulation): void;
  /** Decides what becomes of the step that the fault names, as it is about to be taken. */
  atTaking?(fault: Fault, event: PendingEvent, simulation: Simulation): Taking;
  /** The first tick at which it could make a difference to a run in which it is not in force; 0 where that is not known. */
  moment(fault: Fault, moments: Moments): number;
  /** For kinds that only take away: the steps that the fault would keep from being taken. */
  prevents?(fault: Fault, steps: TakenSteps): (step: number) => boolean;
  /** For the same kinds: the steps that the fault is the obvious way to prevent. */
  aimsAt?(fault: Fault, steps: TakenSteps): readonly number[];
  /**
   * Whether, in a run in which `fault` was in force, `other` in its place would have made the very same run, or one that
   * differs in nothing the outcome could see. Only asked of two with the same `rivals`.
   */
  actsLike?(fault: Fault, other: Fault, situation: Situation): boolean;
  /** Offers every fault of this kind that names something which exists in the run and, where `touch` is given, touches what mattered. */
  offer(offer: Offer): void;
}
