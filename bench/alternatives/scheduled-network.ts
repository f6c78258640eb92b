import type { Scheduler } from 'fast-check';
import type { PlainDefinition, PlainHandler, PlainNode, Shape } from '../shapes/shape.ts';
import type { CommitRun, LostMessages } from './commit-run.ts';

/** Waits until everything has happened that is scheduled, and what that has scheduled. */
export type Settling = (scheduler: Scheduler) => Promise<void>;

/**
 * The handlers of a shape, with each message a task of fast-check's scheduler, which draws what arrives next.
 *
 * The scheduler has no clock. So a timer rings once nothing else is left to happen: timeouts are longer than messages
 * take, as in the shape itself, and every order of arrival comes to the same decisions.
 */
export class ScheduledNetwork {
  private steps = 0;
  private readonly nodes = new Map<string, ScheduledNode>();
  private readonly timers = new Map<string, () => void>();
  private readonly scheduler: Scheduler;
  private readonly lost: LostMessages | undefined;

  constructor(definitions: Shape['definitions'], scheduler: Scheduler, lost?: LostMessages) {
    this.scheduler = scheduler;
    this.lost = lost;
    const ids = Object.keys(definitions);
    for (const id of ids) this.nodes.set(id, new ScheduledNode(id, definitions[id]!, ids.filter((other) => other !== id), this));
  }

  /** Plays the system once. */
  async play(settle: Settling): Promise<CommitRun> {
    for (const node of this.nodes.values()) if (node.definition.start !== undefined) this.take(node, node.definition.start, undefined, node.id);
    await settle(this.scheduler);
    for (let ring = this.nextTimer(); ring !== undefined; ring = this.nextTimer()) {
      ring();
      await settle(this.scheduler);
    }
    return { steps: this.steps, decisions: [...this.nodes.values()].map(({ state }) => (state as { decision: string | undefined }).decision) };
  }

  /** Sends a message: it arrives when the scheduler comes to its task. */
  async deliver(from: string, to: string, type: string, payload: unknown): Promise<void> {
    if (this.lost?.has(`${from}:${to}:${type}`) === true) return;
    await this.scheduler.schedule(Promise.resolve(), `${from} → ${to} ${type}`);
    const receiver = this.nodes.get(to)!;
    this.take(receiver, receiver.definition.on[type]!, payload, from);
  }

  /** Sets the timer of a node. Of several, the one that was set first rings first. */
  after(node: ScheduledNode, timer: string, payload: unknown): void {
    this.timers.set(`${node.id} ${timer}`, () => this.take(node, node.definition.timers![timer]!, payload, node.id));
  }

  cancel(node: ScheduledNode, timer: string): void {
    this.timers.delete(`${node.id} ${timer}`);
  }

  private nextTimer(): (() => void) | undefined {
    for (const [name, ring] of this.timers) {
      this.timers.delete(name);
      return ring;
    }
    return undefined;
  }

  private take(node: ScheduledNode, handler: PlainHandler<never>, payload: unknown, from: string): void {
    this.steps++;
    handler(node, payload as never, from);
  }
}

/** What handlers are given. */
class ScheduledNode implements PlainNode<never> {
  readonly id: string;
  readonly definition: PlainDefinition;
  readonly others: readonly string[];
  readonly state: never;
  private readonly network: ScheduledNetwork;

  constructor(id: string, definition: PlainDefinition, others: readonly string[], network: ScheduledNetwork) {
    this.id = id;
    this.definition = definition;
    this.others = others;
    this.state = definition.state() as never;
    this.network = network;
  }

  send(to: string, type: string, payload?: unknown): void {
    void this.network.deliver(this.id, to, type, payload);
  }

  broadcast(type: string, payload?: unknown): void {
    for (const other of this.others) this.send(other, type, payload);
  }

  after(_ticks: number, timer: string, payload?: unknown): void {
    this.network.after(this, timer, payload);
  }

  cancel(timer: string): void {
    this.network.cancel(this, timer);
  }
}
