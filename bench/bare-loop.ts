import type { PlainDefinition, PlainHandler, PlainNode, Shape } from './shapes/shape.ts';

interface Due {
  readonly node: BareNode;
  readonly handler: PlainHandler<never>;
  readonly payload: never;
  readonly from: string;
  cancelled: boolean;
}

/**
 * The step loop that one would write by hand: one list a tick, plain objects, nothing recorded, nothing checked.
 *
 * It runs the very handlers that the simulator runs. What it leaves out is all that clew adds: tracked state, copies
 * of payloads, names, faults, limits, the guard against impure calls.
 */
export class BareLoop {
  steps = 0;
  now = 0;
  readonly nodes = new Map<string, BareNode>();
  private readonly due: Due[][];
  private readonly horizon: number;

  constructor({ definitions, horizon }: Shape) {
    this.horizon = horizon;
    this.due = Array.from({ length: horizon + 1 }, () => []);
    for (const [id, definition] of Object.entries(definitions)) this.nodes.set(id, new BareNode(id, definition, Object.keys(definitions).filter((other) => other !== id), this));
  }

  /** Plays the system once. */
  play(): void {
    for (const list of this.due) list.length = 0;
    for (const node of this.nodes.values()) {
      node.state = node.definition.state() as never;
      node.timers.clear();
    }
    for (const node of this.nodes.values()) if (node.definition.start !== undefined) this.at(0, node, node.definition.start, undefined, node.id);
    for (this.now = 0; this.now <= this.horizon; this.now++) {
      const list = this.due[this.now]!;
      for (let index = 0; index < list.length; index++) {
        const event = list[index]!;
        if (event.cancelled) continue;
        this.steps++;
        event.handler(event.node, event.payload, event.from);
      }
    }
  }

  /** Schedules one call of a handler. */
  at(tick: number, node: BareNode, handler: PlainHandler<never>, payload: unknown, from: string): Due | undefined {
    if (tick > this.horizon) return undefined;
    const event = { node, handler, payload: payload as never, from, cancelled: false };
    this.due[tick]!.push(event);
    return event;
  }
}

/** What handlers are given. */
class BareNode implements PlainNode<never> {
  readonly id: string;
  readonly definition: PlainDefinition;
  readonly others: readonly string[];
  state!: never;
  readonly timers = new Map<string, Due[]>();
  private readonly loop: BareLoop;

  constructor(id: string, definition: PlainDefinition, others: readonly string[], loop: BareLoop) {
    this.id = id;
    this.definition = definition;
    this.others = others;
    this.loop = loop;
  }

  send(to: string, type: string, payload?: unknown): void {
    const receiver = this.loop.nodes.get(to)!;
    this.loop.at(this.loop.now + 1, receiver, receiver.definition.on[type]!, payload, this.id);
  }

  broadcast(type: string, payload?: unknown): void {
    for (const other of this.others) this.send(other, type, payload);
  }

  after(ticks: number, timer: string, payload?: unknown): void {
    const event = this.loop.at(this.loop.now + ticks, this, this.definition.timers![timer]!, payload, this.id);
    if (event === undefined) return;
    const set = this.timers.get(timer);
    if (set === undefined) this.timers.set(timer, [event]);
    else set.push(event);
  }

  cancel(timer: string): void {
    for (const event of this.timers.get(timer) ?? []) event.cancelled = true;
    this.timers.delete(timer);
  }
}
