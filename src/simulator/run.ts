import type { Trace } from '../lineage/trace.ts';
import type { Bounds } from './bounds.ts';
import type { Fault } from './fault.ts';
import type { Lane } from './lane.ts';
import type { RunImage } from './run-image.ts';
import type { SimulatedNode } from './simulated-node.ts';

/** What became of a sent message. */
export const Fate = {
  /** On its way when the run ended. */
  travelling: 0,
  /** Taken by its receiver. */
  delivered: 1,
  /** Lost on the link, by a fault. */
  lost: 2,
  /** Arrived at a node that was down. */
  refused: 3,
} as const;

/** A handler that threw, or a run that could not go on. */
export interface Breakdown {
  readonly kind: 'exception' | 'endless tick' | 'too many steps' | 'endless handler';
  /** The step's name. */
  readonly step: string;
  readonly tick: number;
  readonly message: string;
  /** Where in the user's file, for an exception. */
  readonly stack: string;
}

/** A stop that a fault inflicted: the tick, and how many steps had been taken before. */
export interface Stop {
  readonly tick: number;
  readonly steps: number;
}

/** How one outcome fared in a run. */
export interface Judgement {
  good: boolean;
  /** The tick and the number of steps taken when an `always` outcome was first broken; -1 otherwise. */
  brokenAtTick: number;
  brokenAfterSteps: number;
  /** Whether its precondition was ever true. */
  given: boolean;
  /** Whether it looked at anything, ever. */
  looked: boolean;
  /** By index of the node: what it asked of it, as bits of {@link Asked}. */
  readonly asked: number[];
}

/** What an outcome may ask of a node. */
export const Asked = {
  /** Whether it is up. */
  life: 1,
  /** What it remembers, dead or alive. */
  memory: 2,
} as const;

/** What is known of an outcome that has not been evaluated yet. */
export function freshJudgement(nodes: number): Judgement {
  const asked: number[] = [];
  while (asked.length < nodes) asked.push(0);
  return { good: true, brokenAtTick: -1, brokenAfterSteps: -1, given: false, looked: false, asked };
}

/**
 * One run, as flat columns: the steps that were taken and the messages that were sent. Its lineage is in `trace`.
 *
 * There is one such object for each simulation; a new run overwrites it.
 */
export class Run {
  readonly trace: Trace;
  readonly nodeIds: readonly string[];
  faults: readonly Fault[] = [];
  bounds!: Bounds;

  stepCount = 0;
  readonly stepLane: Lane[] = [];
  readonly stepNumber: number[] = [];
  readonly stepTick: number[] = [];
  /** 1 for a step that took the second copy of a message. */
  readonly stepCopy: number[] = [];
  /** How many effects left the step: messages to other nodes, and writes to disk. */
  readonly stepOutward: number[] = [];

  /** How many messages had been sent before the step. */
  readonly stepSentFrom: number[] = [];

  /** 1 for a step that read the clock, or recorded an observation: for such a one it matters when it is taken. */
  readonly stepTimed: number[] = [];

  sentCount = 0;
  readonly sentLane: Lane[] = [];
  readonly sentNumber: number[] = [];
  readonly sentTick: number[] = [];
  readonly sentEffect: number[] = [];
  readonly sentFate: number[] = [];
  /** The step that took it first; -1 for none. */
  readonly sentTakenBy: number[] = [];
  /** 1 where a second copy would have found nothing to do; only known where that was rehearsed. */
  readonly sentAbsorbed: number[] = [];

  /** How many steps of its receiver a deferred message has waited for, and 1 where these were enough and it was handed over. */
  readonly sentWaited: number[] = [];
  readonly sentWaitedEnough: number[] = [];

  /** What was about to be taken when a fault stopped its node, or kept it from taking anything more. */
  readonly stoppedAtLane: Lane[] = [];
  readonly stoppedAtNumber: number[] = [];
  readonly stoppedAtTick: number[] = [];

  /** For each fault that stopped its node, when it did. */
  readonly stops = new Map<Fault, Stop>();

  /** The faults whose moment came, and that took something away, added or moved it. */
  readonly fired = new Set<Fault>();
  /** The steps that a deferred message waited for, up to its hand-over. */
  readonly waitedFor: number[] = [];
  /** Whether a deferred message was handed over because nothing else was left to happen. */
  endedWaitBySilence = false;
  /** The steps that threw. */
  readonly threw: number[] = [];
  /** The steps that drew a random number. */
  readonly drew: number[] = [];
  readonly breakdowns: Breakdown[] = [];
  /** Whether the run could not be brought to its end, so that no outcome can be judged. */
  aborted = false;
  /** The nodes that read their clock. */
  readonly clockReaders = new Set<SimulatedNode>();
  judgements: Judgement[] = [];
  /** The nodes that were up when the first tick after `until` began. */
  readonly upAfterUntil: SimulatedNode[] = [];
  /** The tick of the last step. */
  lastTick = 0;

  private readonly interned = new Map<string, Fault>();
  private readonly stepColumns: readonly unknown[][] = [this.stepLane, this.stepNumber, this.stepTick, this.stepCopy, this.stepOutward, this.stepSentFrom, this.stepTimed];
  private readonly sentColumns: readonly unknown[][] = [this.sentLane, this.sentNumber, this.sentTick, this.sentEffect, this.sentFate, this.sentTakenBy, this.sentAbsorbed, this.sentWaited, this.sentWaitedEnough];
  private readonly lists: readonly unknown[][] = [this.stoppedAtLane, this.stoppedAtNumber, this.stoppedAtTick, this.waitedFor, this.threw, this.drew, this.breakdowns, this.upAfterUntil];

  constructor(trace: Trace, nodeIds: readonly string[]) {
    this.trace = trace;
    this.nodeIds = nodeIds;
  }

  /** Forgets the run before. */
  reset(faults: readonly Fault[], bounds: Bounds): void {
    this.faults = faults;
    this.bounds = bounds;
    this.stepCount = this.sentCount = 0;
    this.stoppedAtLane.length = this.stoppedAtNumber.length = this.stoppedAtTick.length = 0;
    this.fired.clear();
    this.stops.clear();
    this.waitedFor.length = 0;
    this.endedWaitBySilence = false;
    this.threw.length = this.drew.length = this.breakdowns.length = 0;
    this.aborted = false;
    this.clockReaders.clear();
    this.upAfterUntil.length = 0;
    this.lastTick = 0;
  }

  /** What has been recorded so far, to go back to. */
  image(): RunImage {
    const { stepCount, sentCount, lastTick, endedWaitBySilence } = this;
    const columns = [...this.stepColumns.map((column) => column.slice(0, stepCount)), ...this.sentColumns.map((column) => column.slice(0, sentCount)), ...this.lists.map((list) => list.slice())];
    return { stepCount, sentCount, lastTick, endedWaitBySilence, columns, fired: new Set(this.fired), stops: new Map(this.stops), clockReaders: new Set(this.clockReaders) };
  }

  /** Goes on from there, once it has been reset. */
  restore(image: RunImage, judgements: Judgement[]): void {
    const columns = [...this.stepColumns, ...this.sentColumns, ...this.lists];
    for (const [place, kept] of image.columns.entries()) for (let row = 0; row < kept.length; row++) columns[place]![row] = kept[row];
    this.stepCount = image.stepCount;
    this.sentCount = image.sentCount;
    this.lastTick = image.lastTick;
    this.endedWaitBySilence = image.endedWaitBySilence;
    for (const fault of image.fired) this.fired.add(this.inForce(fault));
    for (const [fault, stop] of image.stops) this.stops.set(this.inForce(fault), stop);
    for (const node of image.clockReaders) this.clockReaders.add(node);
    this.judgements = judgements;
  }

  /** The fault of this run that is equal to one of another. */
  inForce({ token }: Fault): Fault {
    return this.faults.find((fault) => fault.token === token)!;
  }

  /** The one fault of that token, so that equal faults are identical. */
  internByToken(fault: Fault): Fault {
    const known = this.interned.get(fault.token);
    if (known === undefined) this.interned.set(fault.token, fault);
    return known ?? fault;
  }

  addStep(lane: Lane, number: number, tick: number, copy: number): void {
    const step = this.stepCount++;
    this.stepLane[step] = lane;
    this.stepNumber[step] = number;
    this.stepTick[step] = tick;
    this.stepCopy[step] = copy;
    this.stepOutward[step] = 0;
    this.stepTimed[step] = 0;
    this.stepSentFrom[step] = this.sentCount;
    this.lastTick = tick;
  }

  /** Adds a message, and returns its place in the list. */
  addSent(lane: Lane, number: number, tick: number, effect: number): number {
    const sent = this.sentCount++;
    this.sentLane[sent] = lane;
    this.sentNumber[sent] = number;
    this.sentTick[sent] = tick;
    this.sentEffect[sent] = effect;
    this.sentFate[sent] = Fate.travelling;
    this.sentTakenBy[sent] = -1;
    this.sentAbsorbed[sent] = 0;
    this.sentWaited[sent] = 0;
    this.sentWaitedEnough[sent] = 0;
    return sent;
  }

  /** A fault stops its node. */
  stopped(fault: Fault, tick: number): void {
    this.fired.add(fault);
    this.stops.set(fault, { tick, steps: this.stepCount });
  }

  addStop(lane: Lane, number: number, tick: number): void {
    this.stoppedAtLane.push(lane);
    this.stoppedAtNumber.push(number);
    this.stoppedAtTick.push(tick);
  }

  /** The step that takes what goes by that name, its first copy; -1 where it was not taken. */
  stepNamed(lane: string, number: number): number {
    for (let step = 0; step < this.stepCount; step++) if (this.stepNumber[step] === number && this.stepCopy[step] === 0 && this.stepLane[step]!.name === lane) return step;
    return -1;
  }

  /** The message of that name, by place among all that were sent; -1 where it was not sent. */
  sentNamed(lane: string, number: number): number {
    for (let sent = 0; sent < this.sentCount; sent++) if (this.sentNumber[sent] === number && this.sentLane[sent]!.name === lane) return sent;
    return -1;
  }

  /** The name of a step, such as `b/a:vote@2`. */
  stepName(step: number): string {
    return this.stepLane[step]!.stepName(this.stepNumber[step]!);
  }
}
