import { Trace } from '../lineage/trace.ts';
import { copyOf, Tracker } from '../lineage/tracker.ts';
import type { Bounds } from './bounds.ts';
import type { Checkpoint } from './checkpoint.ts';
import { contextOf } from './context.ts';
import { EventQueue, type PendingEvent } from './event-queue.ts';
import type { Fault } from './fault.ts';
import { kinds } from './faults/index.ts';
import type { LossWindow } from './faults/windows.ts';
import { explained, HandlerCalls, handlerOf } from './handler-calls.ts';
import { Judge } from './judge.ts';
import type { Lane } from './lane.ts';
import { Lives } from './lives.ts';
import { type Limits, defaultLimits, limitReached } from './limits.ts';
import { Network } from './network.ts';
import { purity } from './purity.ts';
import { Run } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { SimulatedNode } from './simulated-node.ts';
import { type Topology, topologyOf } from './topology.ts';
import { ObservedWorld, Observations } from './world.ts';

/** How a simulation is to be made. */
export interface SimulationOptions {
  /** Whether lineage is recorded; without it a run is faster and tells only whether the outcomes were good. */
  readonly lineage?: boolean;
  readonly limits?: Partial<Limits>;
}

/**
 * Plays one system, under one failure set at a time.
 *
 * Same system, faults and bounds: same run, byte for byte. All control flow is here: what is due, what becomes of it, what it causes.
 */
export class Simulation {
  readonly scenario: Scenario;
  readonly trace = new Trace();
  readonly run: Run;
  readonly topology: Topology;
  readonly world: ObservedWorld;
  readonly observations: Observations;
  readonly queue = new EventQueue();
  readonly network: Network;
  readonly calls: HandlerCalls;
  readonly lives: Lives;
  readonly judge: Judge;
  readonly limits: Limits;
  now = 0;
  /** Whether each message's second copy is rehearsed, for searches that may duplicate messages. */
  rehearses = false;
  /** Steps of all runs so far. Those before a checkpoint count in each run that goes on from there. */
  stepsPlayed = 0;
  /** Steps that were really taken. */
  stepsTaken = 0;
  /** Asked before each tick is played whether the rest of the run need not be. */
  beforeTick: ((tick: number) => boolean) | null = null;
  tracker!: Tracker;
  private readonly lineage: boolean;

  constructor(scenario: Scenario, options: SimulationOptions = {}) {
    this.scenario = scenario;
    this.lineage = options.lineage ?? true;
    this.trace.recording = this.lineage;
    this.limits = { ...defaultLimits, ...options.limits };
    this.topology = topologyOf(scenario);
    this.run = new Run(this.trace, this.topology.nodes.map((node) => node.id));
    this.observations = new Observations(this.trace);
    this.world = new ObservedWorld(this.topology.nodes, this.run, this.observations);
    this.judge = new Judge(Object.entries(scenario.outcomes).map(([name, outcome]) => ({ ...outcome, name })), this.world, this.run, scenario.name);
    this.network = new Network(this);
    this.calls = new HandlerCalls(this);
    this.lives = new Lives(this);
    for (const node of this.topology.nodes) node.context = contextOf(node, this);
  }

  /**
   * Plays the system once. The run is overwritten by the next one.
   *
   * @param from where to go on from: a moment of a run under all of these faults but one, which does nothing before that.
   *   It comes to the same, but that no lineage can be recorded
   */
  play(faults: readonly Fault[], bounds: Bounds, from?: Checkpoint): Run {
    purity.enter(this.calls);
    try {
      this.clear(faults, bounds);
      if (from === undefined) this.begin();
      else from.restore(this);
      const ended = this.playTicks(from?.tick ?? 0, bounds.horizon);
      this.stepsPlayed += this.run.stepCount;
      this.stepsTaken += this.run.stepCount - (from?.steps ?? 0);
      this.now = bounds.horizon;
      this.world.advance(this.now);
      if (ended && !this.run.aborted) this.judge.finish();
      return this.run;
    } catch (error) {
      throw explained(error);
    } finally {
      purity.leave();
    }
  }

  /** False where it was said that the rest is known. */
  private playTicks(first: number, horizon: number): boolean {
    for (let tick = first; tick <= horizon && !this.run.aborted && !this.quiet(tick); tick++) {
      if (this.beforeTick !== null && this.beforeTick(tick)) return false;
      this.playTick(tick);
    }
    return true;
  }

  /** Puts back what a run that was interrupted from outside left behind. Returns the step in which it was. */
  abandon(): string | undefined {
    purity.leave();
    return this.calls.runningStep;
  }

  /** Whether nothing can happen any more before the horizon. */
  private quiet(tick: number): boolean {
    return tick > this.run.bounds.until + 1 && this.queue.left === 0 && !this.world.tickWatched;
  }

  /** Forgets the run before, and puts the faults in force. */
  private clear(faults: readonly Fault[], bounds: Bounds): void {
    this.now = 0;
    this.run.reset(faults, bounds);
    this.trace.reset(Object.keys(this.scenario.outcomes).length);
    this.tracker = new Tracker(this.trace, () => this.calls.leaveStep());
    this.queue.reset(bounds.horizon);
    this.observations.reset();
    this.world.reset();
    this.network.reset();
    this.judge.begin();
    this.lives.reset();
    for (const lane of this.topology.lanes) lane.reset();
    for (const node of this.topology.nodes) node.reset();
    // Faults strike in an order that does not depend on how the set is written.
    for (const fault of [...faults].sort((a, b) => kinds[a.kind].precedence - kinds[b.kind].precedence)) kinds[fault.kind].arm(fault, this);
  }

  private begin(): void {
    for (const node of this.topology.nodes) {
      this.lives.boot(node);
      node.disk = this.tracker.root(node.component.disk?.() ?? {}, node.diskPath, true, this.stepsPlayed > 0);
      this.lives.scheduleStart(node, 0);
    }
  }

  /** The tracked view of what a node remembers; without lineage, the thing itself. */
  remembered(node: SimulatedNode, state: object): object {
    return this.lineage ? this.tracker.root(state, node.statePath, false, this.stepsPlayed > 0) : state;
  }

  private playTick(tick: number): void {
    const { bounds } = this.run;
    this.now = tick;
    if (tick === bounds.until + 1) this.lives.untilPassed();
    this.world.advance(tick);
    if (this.judge.dirty && tick > 0) this.judge.afterStep(tick);
    const due = this.queue.at(tick);
    const firstStep = this.run.stepCount;
    for (let index = 0; ; index++) {
      if (index === due.length && !this.endWaitBySilence()) return;
      if (index < due.length) this.arrive(due[index]!);
      if (this.run.stepCount - firstStep > this.limits.stepsPerTickMax) limitReached(this.run, 'endless tick', this.limits.stepsPerTickMax, tick);
      if (this.run.stepCount > this.limits.stepsMax) limitReached(this.run, 'too many steps', this.limits.stepsMax, tick);
      if (this.run.aborted) return;
    }
  }

  /** Something is due: decides whether and when its node takes it. */
  private arrive(event: PendingEvent): void {
    const { lane } = event;
    const { node } = lane;
    if (event.cancelled) return;
    this.queue.arrived();
    // Neither a timer nor a start outlives the life that it belongs to; a start that a pause has moved arrives twice.
    if (lane.kind !== 'message' && event.life !== node.life) return;
    if (lane.kind === 'start' && event.number > 1 && !node.alive) this.lives.revive(node);
    if (!node.alive) this.network.refused(event);
    else if (node.pausedUntil > this.now) this.lives.postpone(event);
    else if (event.deferral > 0) node.waiting.push(event);
    else this.takeAndHandOver(event);
  }

  private takeAndHandOver(event: PendingEvent): void {
    const { node } = event.lane;
    this.take(event);
    while (node.alive && node.pausedUntil <= this.now && node.waiting.length > 0 && !this.run.aborted) {
      const next = node.waiting.findIndex((waiting) => waiting.deferral <= 0);
      if (next < 0) return;
      const [handedOver] = node.waiting.splice(next, 1) as [PendingEvent];
      this.run.sentWaitedEnough[handedOver.sent] = 1;
      this.take(handedOver);
    }
  }

  /** The node takes the event, unless a fault strikes at this moment. */
  private take(event: PendingEvent): void {
    const { lane } = event;
    if (lane.armedTakings !== null && event.copy === 0) {
      for (const fault of lane.armedTakings) {
        if (fault.number !== event.number || kinds[fault.kind].atTaking!(fault, event, this) === 'taken') continue;
        this.calls.forgetStopInside();
        return;
      }
    }
    this.step(event);
  }

  private step(event: PendingEvent): void {
    const { lane, number } = event;
    if (handlerOf(event) === undefined) return;
    const { node } = lane;
    node.changed();
    this.run.addStep(lane, number, this.now, event.copy);
    const step = this.trace.beginStep(event.cause);
    this.network.taken(event, step);
    const stopped = this.calls.call(event);
    this.trace.endStep();
    if (this.rehearses && event.sent >= 0 && event.copy === 0 && !lane.local) this.run.sentAbsorbed[event.sent] = stopped !== null || this.calls.rehearse(event) ? 1 : 0;
    if (node.waiting.length > 0) {
      this.run.waitedFor.push(step);
      for (const waiting of node.waiting) {
        waiting.deferral--;
        this.run.sentWaited[waiting.sent]!++;
      }
    }
    if (stopped !== null) this.lives.stop(node, stopped === 'died' ? null : stopped, lane, number);
    this.trace.dirty |= this.lineage ? 0 : -1;
    this.judge.afterStep(this.now);
  }

  /** Hands over a deferred message when nothing else is left to happen. */
  private endWaitBySilence(): boolean {
    if (this.queue.left > 0 && this.now < this.run.bounds.horizon) return false;
    const node = this.topology.nodes.find((candidate) => candidate.alive && candidate.waiting.length > 0);
    if (node === undefined) return false;
    this.run.endedWaitBySilence = true;
    node.waiting[0]!.deferral = 0;
    this.queue.schedule(node.waiting.shift()!, this.now);
    return true;
  }

  addLossWindow(window: LossWindow): void {
    this.network.windows.push(window);
    this.calls.recorder?.lossBegins(window);
  }

  /** Keeps an observation for outcomes to read. */
  record(node: SimulatedNode, kind: string, value: unknown): void {
    const copied = copyOf(value, `the value of the observation "${kind}"`);
    this.calls.stay();
    this.run.stepTimed[this.run.stepCount - 1] = 1;
    this.observations.add({ tick: this.now, node: node.id, kind, value: copied });
    this.calls.recorder?.observed(kind, copied);
  }

  /** The node of that name; faults name nodes. */
  nodeNamed(id: string): SimulatedNode {
    return this.topology.node(id);
  }

  /** The lane of that name; faults name lanes. */
  laneNamed(name: string): Lane {
    return this.topology.laneNamed(name);
  }
}
