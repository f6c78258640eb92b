import { NONE } from '../lineage/effects.ts';
import { Trace } from '../lineage/trace.ts';
import { copyOf, Tracker } from '../lineage/tracker.ts';
import type { Bounds } from './bounds.ts';
import { contextOf } from './context.ts';
import { EventQueue, PendingEvent } from './event-queue.ts';
import type { Fault } from './fault.ts';
import { kinds } from './faults/index.ts';
import type { LossWindow } from './faults/windows.ts';
import { explained, HandlerCalls, handlerOf } from './handler-calls.ts';
import { Judge } from './judge.ts';
import type { Lane } from './lane.ts';
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
  readonly limits: Limits;
  now = 0;
  /** Whether each message's second copy is rehearsed, for searches that may duplicate messages. */
  rehearses = false;
  /** Steps taken in all runs so far. */
  stepsPlayed = 0;
  private readonly judge: Judge;
  tracker!: Tracker;
  private readonly stopsAtUntil: Fault[] = [];
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
    for (const node of this.topology.nodes) node.context = contextOf(node, this);
  }

  /** Plays the system once. The run is overwritten by the next one. */
  play(faults: readonly Fault[], bounds: Bounds): Run {
    purity.enter(this.calls);
    try {
      this.begin(faults, bounds);
      for (let tick = 0; tick <= bounds.horizon && !this.run.aborted && !this.quiet(tick); tick++) this.playTick(tick);
      this.stepsPlayed += this.run.stepCount;
      this.now = bounds.horizon;
      this.world.advance(this.now);
      if (!this.run.aborted) this.judge.finish();
      return this.run;
    } catch (error) {
      throw explained(error);
    } finally {
      purity.leave();
    }
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

  private begin(faults: readonly Fault[], bounds: Bounds): void {
    const { nodes, lanes } = this.topology;
    this.now = 0;
    this.run.reset(faults, bounds);
    this.trace.reset(Object.keys(this.scenario.outcomes).length);
    this.tracker = new Tracker(this.trace, () => this.calls.leaveStep());
    this.queue.reset(bounds.horizon);
    this.observations.reset();
    this.world.reset();
    this.network.reset();
    this.judge.begin();
    this.stopsAtUntil.length = 0;
    for (const lane of lanes) lane.reset();
    for (const node of nodes) {
      node.reset();
      this.boot(node);
      node.disk = this.tracker.root(node.component.disk?.() ?? {}, node.diskPath, true, this.stepsPlayed > 0);
    }
    // Faults strike in an order that does not depend on how the set is written.
    for (const fault of [...faults].sort((a, b) => kinds[a.kind].precedence - kinds[b.kind].precedence)) kinds[fault.kind].arm(fault, this);
    for (const node of nodes) this.scheduleStart(node, 0);
  }

  private playTick(tick: number): void {
    const { bounds } = this.run;
    this.now = tick;
    if (tick === bounds.until + 1) this.untilPassed();
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
    if (lane.kind === 'start' && event.number > 1 && !node.alive) this.revive(node);
    if (!node.alive) this.network.refused(event);
    else if (node.pausedUntil > this.now) this.postpone(event);
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
    if (stopped !== null) this.stop(node, stopped === 'died' ? null : stopped, lane, number);
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

  /** The last tick at which something new may go wrong is over. */
  private untilPassed(): void {
    for (const node of this.topology.nodes) if (node.alive) this.run.upAfterUntil.push(node);
    for (const fault of this.stopsAtUntil) {
      const node = this.nodeNamed(fault.node);
      if (node.alive) this.stop(node, fault, node.startLane, 0);
    }
  }

  /** Stops a node, for good or for so many ticks. */
  stop(node: SimulatedNode, fault: Fault | null, lane: Lane, number: number): void {
    node.alive = false;
    node.life++;
    if (fault !== null) this.run.stopped(fault, this.now);
    if (number > 0 && fault?.inside === 0) this.run.addStop(lane, number, this.now);
    if (fault !== null && fault.kind === 'restart') this.scheduleStart(node, this.now + fault.ticks);
    this.world.lifeChanged(false);
    this.calls.recorder?.nodeStopped(node, fault, this.now);
    this.judge.afterStep(this.now);
  }

  /** Sees to it that the running step's node stops inside the step. */
  stopInside(fault: Fault): void {
    this.calls.stopInside(fault);
  }

  stopAtUntil(fault: Fault): void {
    this.stopsAtUntil.push(fault);
  }

  /** From now on and until that tick the node takes no step; the event is the first that waits. */
  pause(event: PendingEvent, until: number): void {
    const { node } = event.lane;
    node.pausedUntil = Math.max(node.pausedUntil, until);
    this.postpone(event);
    this.calls.recorder?.nodePaused(event, node.pausedUntil);
  }

  /** Lets the event wait for the end of its node's pause. */
  private postpone(event: PendingEvent): void {
    const { lane, number, paused } = event;
    // Were the message that the pause begins with deferred, the pause would begin later, or not at all.
    if (!this.queue.schedule(event, lane.node.pausedUntil) && paused) this.run.addStop(lane, number, this.now);
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

  private boot(node: SimulatedNode): void {
    const state = node.component.state?.() ?? {};
    node.state = this.lineage ? this.tracker.root(state, node.statePath, false, this.stepsPlayed > 0) : state;
  }

  private scheduleStart(node: SimulatedNode, tick: number): void {
    this.queue.schedule(new PendingEvent(node.startLane, ++node.startLane.count, undefined, NONE, 0, node.life), tick);
  }

  private revive(node: SimulatedNode): void {
    this.boot(node);
    node.alive = true;
    node.pausedUntil = 0;
    this.world.lifeChanged(true);
    this.calls.recorder?.nodeStarted(node, this.now);
    this.judge.afterStep(this.now);
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
