import { copyOf } from '../lineage/tracker.ts';
import { ClewError } from './errors.ts';
import { PendingEvent } from './event-queue.ts';
import { kinds } from './faults/index.ts';
import type { Sending } from './faults/fault-kind.ts';
import type { LossWindow } from './faults/windows.ts';
import type { Lane } from './lane.ts';
import { Fate } from './run.ts';
import type { SimulatedNode } from './simulated-node.ts';
import type { Simulation } from './simulation.ts';

/** Carries messages and timers from the step that launches them to the step that takes them. */
export class Network {
  /** The times during which links lose what is sent. */
  readonly windows: LossWindow[] = [];
  private readonly simulation: Simulation;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  reset(): void {
    this.windows.length = 0;
  }

  send(sender: SimulatedNode, to: string, type: string, payload: unknown): void {
    this.post(this.simulation.topology.messageLane(sender, to, type), payload);
  }

  broadcast(sender: SimulatedNode, type: string, payload: unknown): void {
    for (const lane of this.simulation.topology.broadcastLanes(sender, type)) this.post(lane, payload);
  }

  setTimer(node: SimulatedNode, ticks: number, name: string, payload: unknown): void {
    const { calls, now, topology, trace } = this.simulation;
    const lane = topology.timerLane(node, name);
    if (!Number.isInteger(ticks) || ticks < 0) {
      throw new ClewError('CLEW_BAD_SCENARIO', `${node.id} sets the timer "${name}" to ${String(ticks)} ticks`, { usually: 'A delay is a whole number of ticks, at least 0.' });
    }
    const copied = copyOf(payload, `the payload of timer "${name}"`);
    calls.stay();
    const number = ++lane.count;
    const cause = trace.launch(lane.id, number);
    const event = new PendingEvent(lane, number, copied, cause, 0, node.life);
    calls.recorder?.timerSet(lane, number, now + ticks, copied);
    this.delays.add(ticks);
    if (!this.simulation.queue.schedule(event, now + ticks)) return;
    if (lane.pending.length >= 8) lane.pending = lane.pending.filter((pending) => !pending.done);
    lane.pending.push(event);
  }

  cancelTimer(node: SimulatedNode, name: string): void {
    const { calls, queue, topology, trace } = this.simulation;
    const lane = topology.timerLane(node, name);
    calls.stay();
    let hit = false;
    for (const event of lane.pending) {
      if (event.done || event.life !== node.life) continue;
      event.cancelled = event.done = hit = true;
      queue.arrived();
      calls.recorder?.timerCancelled(lane, event.number);
    }
    lane.pending.length = 0;
    trace.cancel(hit);
  }

  /** The distinct delays that timers have been set to, in ticks, in all runs so far. */
  readonly delays = new Set<number>();

  /** A step takes the event. */
  taken(event: PendingEvent, step: number): void {
    event.done = true;
    const { run } = this.simulation;
    if (event.sent < 0 || run.sentTakenBy[event.sent]! >= 0) return;
    run.sentTakenBy[event.sent] = step;
    run.sentFate[event.sent] = Fate.delivered;
  }

  /** The event arrives at a node that is down. */
  refused(event: PendingEvent): void {
    const { run } = this.simulation;
    if (event.sent >= 0 && run.sentFate[event.sent] === Fate.travelling) run.sentFate[event.sent] = Fate.refused;
  }

  private post(lane: Lane, payload: unknown): void {
    const { calls, now, run, trace } = this.simulation;
    const copied = copyOf(payload, `the payload of "${lane.type}"`);
    if (lane.local) calls.stay();
    else calls.leaveStep();
    const number = ++lane.count;
    const cause = trace.launch(lane.id, number);
    const sent = run.addSent(lane, number, now, cause);
    // What a node sends to itself crosses no link, and nothing can happen to it.
    const deferral = !lane.local && (this.windows.length > 0 || lane.armedSendings !== null) ? this.strike(lane, number, sent, copied, cause) : 0;
    calls.recorder?.messageSent(lane, number, sent, copied);
    if (deferral < 0) return;
    const event = new PendingEvent(lane, number, copied, cause, 0, 0);
    event.sent = sent;
    event.deferral = deferral;
    this.simulation.queue.schedule(event, now + lane.latency);
  }

  /** Lets faults decide the fate of a message. Returns how many steps it is deferred by, or -1 if it is lost. */
  private strike(lane: Lane, number: number, sent: number, payload: unknown, cause: number): number {
    const { now, run } = this.simulation;
    const sending: Sending = { lane, number, lost: this.lostInWindow(lane, sent), copies: 1, deferral: 0 };
    if (now <= run.bounds.until && lane.armedSendings !== null) {
      for (const fault of lane.armedSendings) {
        if (fault.number !== number) continue;
        kinds[fault.kind].atSending!(fault, sending, this.simulation);
        this.simulation.calls.recorder?.messageStruck(sent, fault);
      }
    }
    if (sending.lost) {
      run.sentFate[sent] = Fate.lost;
      return -1;
    }
    if (sending.copies === 1) return sending.deferral;
    // The first copy arrives in time; what defers the message defers the second.
    const first = new PendingEvent(lane, number, payload, cause, 0, 0);
    const second = new PendingEvent(lane, number, copyOf(payload, ''), cause, 1, 0);
    first.sent = second.sent = sent;
    second.deferral = sending.deferral;
    this.simulation.queue.schedule(first, now + lane.latency);
    this.simulation.queue.schedule(second, now + lane.latency);
    return -1;
  }

  private lostInWindow(lane: Lane, sent: number): boolean {
    const { now, run } = this.simulation;
    let lost = false;
    for (const window of this.windows) {
      if (now < window.from || now >= window.to || !window.loses(lane)) continue;
      run.fired.add(window.fault);
      this.simulation.calls.recorder?.messageStruck(sent, window.fault);
      lost = true;
    }
    return lost;
  }
}
