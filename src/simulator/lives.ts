import { NONE } from '../lineage/effects.ts';
import { PendingEvent } from './event-queue.ts';
import type { Fault } from './fault.ts';
import type { Lane } from './lane.ts';
import type { SimulatedNode } from './simulated-node.ts';
import type { Simulation } from './simulation.ts';

/** The lives of the nodes: how they start, stop, wait, and start again. */
export class Lives {
  private readonly simulation: Simulation;
  /** The stops that come when the last tick is over at which something new may go wrong. */
  private readonly stopsAtUntil: Fault[] = [];

  constructor(simulation: Simulation) {
    this.simulation = simulation;
  }

  reset(): void {
    this.stopsAtUntil.length = 0;
  }

  /** Gives a node what it remembers when it begins. */
  boot(node: SimulatedNode): void {
    node.state = this.simulation.remembered(node, node.component.state?.() ?? {});
    node.changed();
  }

  scheduleStart(node: SimulatedNode, tick: number): void {
    this.simulation.queue.schedule(new PendingEvent(node.startLane, ++node.startLane.count, undefined, NONE, 0, node.life), tick);
  }

  /** Stops a node, for good or for so many ticks. */
  stop(node: SimulatedNode, fault: Fault | null, lane: Lane, number: number): void {
    const { calls, now, run } = this.simulation;
    node.alive = false;
    node.life++;
    if (fault !== null) run.stopped(fault, now);
    if (number > 0 && fault?.inside === 0) run.addStop(lane, number, now);
    if (fault !== null && fault.kind === 'restart') this.scheduleStart(node, now + fault.ticks);
    this.simulation.world.lifeChanged(false);
    calls.recorder?.nodeStopped(node, fault, now);
    this.simulation.judge.afterStep(now);
  }

  stopAtUntil(fault: Fault): void {
    this.stopsAtUntil.push(fault);
  }

  /** The last tick at which something new may go wrong is over. */
  untilPassed(): void {
    const { run, topology } = this.simulation;
    for (const node of topology.nodes) if (node.alive) run.upAfterUntil.push(node);
    for (const fault of this.stopsAtUntil) {
      const node = this.simulation.nodeNamed(fault.node);
      if (node.alive) this.stop(node, fault, node.startLane, 0);
    }
  }

  revive(node: SimulatedNode): void {
    this.boot(node);
    node.alive = true;
    node.pausedUntil = 0;
    this.simulation.world.lifeChanged(true);
    this.simulation.calls.recorder?.nodeStarted(node, this.simulation.now);
    this.simulation.judge.afterStep(this.simulation.now);
  }

  /** From now on and until that tick the node takes no step; the event is the first that waits. */
  pause(event: PendingEvent, until: number): void {
    const { node } = event.lane;
    node.pausedUntil = Math.max(node.pausedUntil, until);
    this.postpone(event);
    this.simulation.calls.recorder?.nodePaused(event, node.pausedUntil);
  }

  /** Lets the event wait for the end of its node's pause. */
  postpone(event: PendingEvent): void {
    const { lane, number, paused } = event;
    const { now, queue, run } = this.simulation;
    // Were the message that the pause begins with deferred, the pause would begin later, or not at all.
    if (!queue.schedule(event, lane.node.pausedUntil) && paused) run.addStop(lane, number, now);
  }
}
