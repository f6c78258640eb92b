import { imageOf } from '../lineage/image.ts';
import { copyOf, ReadOnlyError, UntrackableError } from '../lineage/tracker.ts';
import type { AnyHandler } from './component.ts';
import { ClewError } from './errors.ts';
import { PendingEvent } from './event-queue.ts';
import type { Fault } from './fault.ts';
import { stackOf } from './judge.ts';
import { hashOf } from './lane.ts';
import { limitReached } from './limits.ts';
import { virtualEpoch, type PurityHost } from './purity.ts';
import type { Recorder } from './recorder.ts';
import type { SimulatedNode } from './simulated-node.ts';
import type { Simulation } from './simulation.ts';

/** The handler of an event's step; undefined where the component has none, and the node takes no step. */
export function handlerOf({ lane, number }: PendingEvent): AnyHandler | undefined {
  const { component } = lane.node;
  return lane.kind === 'start' && number > 1 ? (component.restarted ?? component.start) : lane.handler;
}

/** Thrown through a handler where its step ends, and never seen by anyone else. */
export class StepStopped extends Error {}

/** Always the same one: to make an error takes as long as a step. */
const stepStopped = new StepStopped();

/** A stop that no fault of the set inflicted: the process dies of its own exception. */
export type StepEnd = Fault | 'died' | null;

/** Calls handlers, one at a time, and answers for what they do while they run. */
export class HandlerCalls implements PurityHost {
  /** Told of all that happens, when a run is recorded in detail. */
  recorder: Recorder | null = null;
  private readonly simulation: Simulation;
  private readonly seed: number;
  private event: PendingEvent | null = null;
  private draws = 0;
  private outward = 0;
  private acts = 0;
  private stopFault: Fault | null = null;
  /** Of those that are to stop the node inside the step, the one that may do so after its last effect as well. */
  private restartFault: Fault | null = null;
  private stopped = false;
  /** Whether the last step came to its own end, though its node was stopped then. */
  tookWhole = false;
  private rehearsing = false;
  private disturbed = false;
  /** A mistake that the handler's own `catch` must not hide. */
  private mistake: unknown = null;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.seed = hashOf(String(simulation.scenario.seed));
  }

  /** Runs the handler of the event's step. Returns what stopped its node inside the step, or null. */
  call(event: PendingEvent): StepEnd {
    const { run } = this.simulation;
    const step = run.stepCount - 1;
    this.event = event;
    this.draws = this.outward = this.acts = 0;
    this.stopped = this.tookWhole = false;
    this.mistake = null;
    this.recorder?.stepBegins(step, event);
    let died = false;
    try {
      this.invoke(event);
      this.restartAfterLast();
    } catch (error) {
      died = this.caught(error, step);
    }
    this.event = null;
    run.stepOutward[step] = this.outward;
    const fault = this.stopped ? this.stopFault : null;
    this.forgetStopInside();
    this.recorder?.stepEnds(step);
    if (this.mistake !== null) throw this.mistake;
    return died ? 'died' : fault;
  }

  private invoke(event: PendingEvent): void {
    const { lane } = event;
    const { node } = lane;
    const handler = handlerOf(event)!;
    const result: unknown = handler(node.context, event.shared ? imageOf(event.payload) : event.payload, lane.sender.id);
    if (typeof result !== 'object' || result === null) return;
    const isPromise = 'then' in result;
    // What it throws later is nobody's: without this the process would die of it.
    if (isPromise) void Promise.resolve(result).catch(() => undefined);
    else if (Object.prototype.toString.call(handler) !== '[object GeneratorFunction]') return;
    this.mistake = new ClewError('CLEW_IMPURE_HANDLER', `the handler of ${lane.stepName(event.number)} is ${isPromise ? 'asynchronous' : 'a generator, which nobody runs'}`, {
      usually: 'A step takes no time: send a message or set a timer where you would await.',
    });
  }

  /**
   * Calls the handler of the last step once more, as if a second copy of its message had come, and lets it do nothing.
   * Returns whether it did not even try.
   */
  rehearse(event: PendingEvent): boolean {
    const { trace } = this.simulation;
    const { mistake } = this;
    this.event = new PendingEvent(event.lane, event.number, copyOf(event.payload, ''), event.cause, 1, event.life);
    this.draws = 0;
    this.rehearsing = true;
    this.disturbed = false;
    trace.beginRehearsal();
    try {
      handlerOf(event)!(event.lane.node.context, this.event.payload, event.lane.sender.id);
    } catch {
      this.disturbed = true;
    }
    const silent = !this.disturbed && !trace.refusedWrite;
    trace.endRehearsal(silent);
    this.rehearsing = false;
    this.event = null;
    this.mistake = mistake;
    return silent;
  }

  /** Tells the user's exceptions, which are findings, from mistakes in the scenario, which end everything. True if the node dies of it. */
  private caught(error: unknown, step: number): boolean {
    // A node that has stopped does nothing more: neither does it throw what it made of the end of its step.
    if (error instanceof StepStopped || this.stopped) return false;
    const { now, run } = this.simulation;
    const name = run.stepName(step);
    const mistake = explained(error, [`step  ${name}`]);
    if (mistake instanceof ClewError) {
      this.mistake ??= mistake;
      return false;
    }
    run.threw.push(step);
    run.breakdowns.push({ kind: 'exception', step: name, tick: now, message: String(error), stack: stackOf(error).join('\n') });
    return true;
  }

  /** The name of the step whose handler is running. */
  get runningStep(): string | undefined {
    return this.event === null ? undefined : `the handler of ${this.event.lane.stepName(this.event.number)}`;
  }

  /** An effect is about to leave the step. A crash inside the step may come first. */
  leaveStep(): void {
    this.stay();
    if (this.stopFault !== null && this.outward >= this.stopFault.inside) {
      this.stop();
    }
    this.outward++;
  }

  /** An effect that stays within the node: only refused once the node has stopped. */
  stay(): void {
    if (this.event === null) throw new ClewError('CLEW_IMPURE_HANDLER', 'a node acts outside its handlers', { usually: 'A handler that kept its `node` for later, in a promise or a variable.' });
    if (this.rehearsing) this.disturbed = true;
    if (this.stopped || this.rehearsing) throw stepStopped;
    const { limits, run, now } = this.simulation;
    if (++this.acts > limits.effectsPerStepMax) {
      limitReached(run, 'endless handler', limits.effectsPerStepMax, now);
      this.stop();
    }
  }

  /** Ends the step here. What the handler still writes, in a `finally` or after a `catch`, is refused like any write outside a step. */
  private stop(): never {
    this.stopped = true;
    this.simulation.trace.endStep();
    throw stepStopped;
  }

  /** Lets the node stop inside the step that is about to be taken; of several such faults, the one that strikes first counts. */
  stopInside(fault: Fault): void {
    if (this.stopFault === null || fault.inside < this.stopFault.inside) this.stopFault = fault;
    if (fault.kind === 'restart') this.restartFault = fault;
  }

  /** The step was taken whole: nothing of it is lost but what the node remembers. To crash for good here is to crash before its next step. */
  private restartAfterLast(): void {
    if (this.stopped || this.restartFault?.inside !== this.outward) return;
    this.stopFault = this.restartFault;
    this.stopped = this.tookWhole = true;
  }

  /** The step is not taken after all. */
  forgetStopInside(): void {
    this.stopFault = this.restartFault = null;
  }

  /** A draw that depends on the seed, the step's name and its place among the step's draws. */
  draw(): number {
    const event = this.event;
    if (event === null) return this.refuse('node.random()');
    if (this.draws === 0) this.simulation.run.drew.push(this.simulation.run.stepCount - 1);
    let mixed = Math.imul(event.lane.hash ^ this.seed, 0x9e3779b1) ^ Math.imul(event.number * 2 + event.copy, 0x85ebca6b) ^ Math.imul(++this.draws, 0xc2b2ae35);
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
  }

  /** The node's own clock, in ticks. */
  clockOf(node: SimulatedNode): number {
    const { now, run } = this.simulation;
    if (this.event === null) return now;
    run.clockReaders.add(node);
    run.stepTimed[run.stepCount - 1] = 1;
    if (node.skewedBy === null) return now;
    if (!this.rehearsing) run.fired.add(node.skewedBy);
    return now + node.skewedBy.ticks;
  }

  random(call: string): number {
    return this.simulation.scenario.globals === 'virtual' && this.event !== null ? this.draw() : this.refuse(call);
  }

  clock(call: string): number {
    return this.simulation.scenario.globals === 'virtual' && this.event !== null ? virtualEpoch + this.clockOf(this.event.lane.node) : this.refuse(call);
  }

  refuse(call: string): never {
    const { scenario } = this.simulation;
    const where = this.event === null ? `an outcome or an initial state of ${scenario.name}` : `the handler of ${this.event.lane.stepName(this.event.number)}`;
    const virtual = /random|Date|performance|Values/.test(call) ? " A library that insists: `globals: 'virtual'` in the scenario." : '';
    const error = new ClewError('CLEW_IMPURE_HANDLER', `${call} is called in ${where}`, {
      usually: 'The same run must come out the same each time.',
      next: `Use node.random(), node.now, node.after() and messages instead.${virtual}`,
    });
    this.mistake ??= error;
    throw error;
  }
}

/** The errors of tracking in the user's nouns; others as they are. */
export function explained(error: unknown, values: readonly string[] = []): unknown {
  if (error instanceof UntrackableError) {
    return new ClewError('CLEW_UNTRACKED_VALUE', `${error.path} is ${error.found}`, {
      values,
      usually: 'State, disk and payloads are plain objects, arrays, Map, Set and primitives: keep a time as a number, bytes as an array or a string.',
    });
  }
  if (error instanceof ReadOnlyError) {
    return new ClewError('CLEW_IMPURE_HANDLER', error.message, { values, usually: 'A value of a node that was kept in a variable: send it in a message, or keep it in the state.' });
  }
  return error;
}
