import type { AnyHandler } from './component.ts';
import type { Fault } from './fault.ts';
import type { PendingEvent } from './event-queue.ts';
import type { SimulatedNode } from './simulated-node.ts';

/** What travels a lane. */
export type LaneKind = 'message' | 'timer' | 'start';

/**
 * Everything of one name: all votes that a sends to b (`a:b:vote`), all retry timers of b (`b/retry`), all starts of b (`b/start`).
 *
 * What travels a lane is numbered from 1 in the order of sending. A lane and a number name a message, a timer or a
 * step for good: the name stays when latencies change or unrelated messages come and go.
 */
export class Lane {
  /** A small number for tables; means nothing outside the process. */
  readonly id: number;
  readonly kind: LaneKind;
  /** The node that takes what arrives. */
  readonly node: SimulatedNode;
  /** The node that sends; for timers and starts the same. */
  readonly sender: SimulatedNode;
  /** The message type, the timer's name, or `start`. */
  readonly type: string;
  /** Ticks from sending to arrival; 0 for timers and starts, which bring their own delay. */
  readonly latency: number;
  readonly handler: AnyHandler | undefined;
  /** The lane in fault tokens. */
  readonly name: string;
  /** Whether both ends are one node: such a message crosses no link, and no link can lose it. */
  readonly local: boolean;
  /** For seeded draws; depends on the name alone. */
  readonly hash: number;

  /** How many have been sent in this run. */
  count = 0;
  /** Timers of this lane that are set, or were. */
  pending: PendingEvent[] = [];
  /** The faults of this run that decide the fate of messages of this lane, and those that strike as something of it is taken. */
  armedSendings: Fault[] | null = null;
  armedTakings: Fault[] | null = null;
  /** The highest number that they name. */
  namedUpTo = 0;
  /** The faults that have been made for this lane, in all runs. */
  readonly faults = new Map<number, Fault>();

  constructor(id: number, kind: LaneKind, sender: SimulatedNode, node: SimulatedNode, type: string, latency: number) {
    this.id = id;
    this.kind = kind;
    this.sender = sender;
    this.node = node;
    this.type = type;
    this.latency = latency;
    this.local = sender === node;
    this.name = laneName(kind, sender.id, node.id, type);
    this.hash = hashOf(this.name);
    const { component } = node;
    this.handler = kind === 'message' ? component.messages.get(type) : kind === 'timer' ? component.timers.get(type) : component.start;
  }

  reset(): void {
    this.count = 0;
    if (this.pending.length > 0) this.pending = [];
    this.armedSendings = this.armedTakings = null;
    this.namedUpTo = 0;
  }

  /** The name of the message, such as `a:b:vote@2`. */
  messageName(number: number): string {
    return `${this.name}@${number}`;
  }

  /** The name of the step that takes it, such as `b/a:vote@2`, `b/retry@1` or `b/start`. */
  stepName(number: number): string {
    if (this.kind === 'message') return `${this.node.id}/${this.sender.id}:${this.type}@${number}`;
    return this.kind === 'start' && number === 1 ? this.name : `${this.name}@${number}`;
  }
}

/** The name of a lane from its parts. */
export function laneName(kind: LaneKind, sender: string, node: string, type: string): string {
  return kind === 'message' ? `${sender}:${node}:${type}` : `${node}/${type}`;
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
