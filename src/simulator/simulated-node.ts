import type { NodeImage } from './checkpoint.ts';
import type { Component, NodeId } from './component.ts';
import type { PendingEvent } from './event-queue.ts';
import type { Fault } from './fault.ts';
import type { Lane } from './lane.ts';

/** A node during a run. */
export class SimulatedNode {
  readonly id: NodeId;
  readonly index: number;
  readonly component: Component;
  readonly others: readonly NodeId[];
  /** What its state and disk are called in words. */
  readonly statePath: string;
  readonly diskPath: string;

  /** What its handlers are given; made once. */
  context: object = {};
  /** Lanes by message type and receiver; timers by name. */
  readonly sends = new Map<string, Map<NodeId, Lane>>();
  readonly broadcasts = new Map<string, Lane[]>();
  readonly timers = new Map<string, Lane>();
  startLane!: Lane;

  /** Tracked views of what it remembers. */
  state: object = {};
  disk: object = {};
  alive = true;
  /** Counts its starts: a timer does not outlive the life in which it was set. */
  life = 0;
  /** It takes no step before this tick. */
  pausedUntil = 0;
  /** The fault that sets its clock ahead. */
  skewedBy: Fault | null = null;
  /** Deferred messages that have arrived and wait for further steps. */
  readonly waiting: PendingEvent[] = [];
  /** What state and disk are, as long as it is known from a checkpoint; null once the node has acted. */
  image: NodeImage | null = null;
  /** The same as integers; see `encodeWorld`. */
  encoded: readonly number[] | null = null;

  constructor(id: NodeId, index: number, component: Component, others: readonly NodeId[]) {
    this.id = id;
    this.index = index;
    this.component = component;
    this.others = others;
    this.statePath = `${id}.state`;
    this.diskPath = `${id}.disk`;
  }

  /** The first life, before the first step. */
  reset(): void {
    this.alive = true;
    this.life = 0;
    this.pausedUntil = 0;
    this.skewedBy = null;
    this.waiting.length = 0;
    this.changed();
  }

  /** It acts, or begins anew: what was known of its state and disk is outdated. */
  changed(): void {
    this.image = null;
    this.encoded = null;
  }
}
