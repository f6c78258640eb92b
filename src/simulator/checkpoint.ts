import { imageOf } from '../lineage/image.ts';
import type { PendingEvent } from './event-queue.ts';
import type { LossWindow } from './faults/windows.ts';
import type { Lane } from './lane.ts';
import type { Judgement } from './run.ts';
import type { RunImage } from './run-image.ts';
import type { SimulatedNode } from './simulated-node.ts';
import type { Simulation } from './simulation.ts';
import type { Observation } from './outcome.ts';

/** What a node remembers, and has on disk; never changed once it is made. */
export interface NodeImage {
  readonly state: object;
  readonly disk: object;
}

interface KeptNode {
  readonly node: SimulatedNode;
  readonly alive: boolean;
  readonly life: number;
  readonly pausedUntil: number;
  readonly image: NodeImage;
  /** Places of events. */
  readonly waiting: readonly number[];
}

interface KeptLane {
  readonly lane: Lane;
  readonly count: number;
  /** Places of the timers that may still fire. */
  readonly pending: readonly number[];
}

/**
 * All that there is between two ticks of a run that is played for its verdict alone, to play on from there more than once.
 *
 * Another run that has the same faults, and one more whose moment has not come yet, has done the same so far.
 */
export class Checkpoint {
  /** The tick that is to be played next. */
  readonly tick: number;
  /** Steps taken so far. */
  readonly steps: number;
  private readonly events: PendingEvent[] = [];
  private readonly due: { readonly tick: number; readonly places: readonly number[] }[] = [];
  private readonly left: number;
  private readonly nodes: readonly KeptNode[];
  private readonly lanes: readonly KeptLane[];
  private readonly run: RunImage;
  private readonly judgements: readonly Judgement[];
  private readonly watching: number;
  private readonly tickWatchers: number;
  private readonly observations: readonly Observation[];
  private readonly windows: readonly LossWindow[];

  /** Keeps what there is now, before `tick` is played. Undefined where something is both on disk and in memory: who looks at it first then decides what it is. */
  static of(simulation: Simulation, tick: number): Checkpoint | undefined {
    return simulation.topology.nodes.every((node) => imageOfNode(node) !== undefined) ? new Checkpoint(simulation, tick) : undefined;
  }

  private constructor(simulation: Simulation, tick: number) {
    const { queue, run, topology, judge, world, observations, network } = simulation;
    this.tick = tick;
    this.steps = run.stepCount;
    const places = new Map<PendingEvent, number>();
    const placeOf = (event: PendingEvent): number => {
      let place = places.get(event);
      if (place === undefined) {
        places.set(event, (place = this.events.length));
        event.shared = true;
        this.events.push(event.twin());
      }
      return place;
    };
    for (const [due, events] of queue.from(tick)) this.due.push({ tick: due, places: events.filter(({ cancelled }) => !cancelled).map(placeOf) });
    this.left = queue.left;
    this.nodes = topology.nodes.map((node) => ({ node, alive: node.alive, life: node.life, pausedUntil: node.pausedUntil, image: node.image!, waiting: node.waiting.map(placeOf) }));
    this.lanes = topology.lanes.filter(({ count }) => count > 0).map((lane) => ({ lane, count: lane.count, pending: lane.pending.filter(({ done }) => !done).map(placeOf) }));
    this.run = run.image();
    this.judgements = run.judgements.map(twinOf);
    this.watching = judge.watching;
    this.tickWatchers = world.tickWatchers;
    this.observations = observations.list.slice();
    this.windows = network.windows.slice();
  }

  /** Puts a simulation that has been reset, and has its faults armed, where the run was. */
  restore(simulation: Simulation): void {
    const { queue, run, trace, judge, world, observations, network, tracker } = simulation;
    const events = this.events.map((event) => event.twin());
    for (const { tick, places } of this.due) for (const place of places) queue.schedule(events[place]!, tick);
    queue.left = this.left;
    for (const { node, alive, life, pausedUntil, image, waiting } of this.nodes) {
      node.alive = alive;
      node.life = life;
      node.pausedUntil = pausedUntil;
      for (const place of waiting) node.waiting.push(events[place]!);
      node.disk = tracker.root(imageOf(image.disk), node.diskPath, true, true);
      node.state = simulation.remembered(node, imageOf(image.state));
      node.image = image;
    }
    for (const { lane, count, pending } of this.lanes) {
      lane.count = count;
      for (const place of pending) lane.pending.push(events[place]!);
    }
    run.restore(this.run, this.judgements.map(twinOf));
    trace.stepCount = run.stepCount;
    observations.restore(this.observations);
    for (const window of this.windows) {
      const fault = run.inForce(window.fault);
      // Those that begin at a tick have been armed.
      if (network.windows.every((armed) => armed.fault !== fault)) network.windows.push({ ...window, fault });
    }
    judge.watching = this.watching;
    // A stop at the end of `until` is seen before time moves on.
    world.restore(this.tick - 1, this.tickWatchers);
    // Who read what is not kept: after the next change everything is looked at once more.
    trace.dirty = 0;
    judge.unwatched = -1;
  }
}

function imageOfNode(node: SimulatedNode): NodeImage | undefined {
  if (node.image !== null) return node.image;
  const [onDisk, inMemory] = [new Map<object, object>(), new Map<object, object>()];
  const [disk, state] = [imageOf(node.disk, onDisk), imageOf(node.state, inMemory)];
  for (const container of onDisk.keys()) if (inMemory.has(container)) return undefined;
  return (node.image = { disk, state });
}

function twinOf(judgement: Judgement): Judgement {
  return { ...judgement, asked: judgement.asked.slice() };
}
