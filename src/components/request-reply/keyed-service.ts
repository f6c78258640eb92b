import { type Component, type NodeId, protocol } from 'clew';
import type { KeyedReply, KeyedRequest } from './request-reply.ts';

/** What becomes of a request: the state after it, and the reply, which is a message type and its body. */
export interface Handled<State> {
  readonly state: State;
  readonly reply: readonly [type: string, body?: unknown];
}

/** Options of {@link keyedService}. */
export interface KeyedServiceOptions<State, Requests> {
  readonly name?: string;
  /** The state at the very first start; it is kept on disk. */
  readonly initial: () => State;
  /** Your code: for each type of request, what it makes of the state, and what it answers. It changes nothing that it is given. */
  readonly handle: { readonly [Type in keyof Requests]: (state: State, body: Requests[Type], from: NodeId) => Handled<State> };
  /** Whether a request that comes again has no effect, and the same answer; `true` by default. */
  readonly keyed?: boolean;
}

/** What a service remembers: its state, and what it has answered to which key, in one value. */
export interface ServiceRecord<State> {
  readonly state: State;
  readonly answers: { readonly [key: string]: Handled<State>['reply'] };
}

/** The disk of a service. */
export interface ServiceDisk<State> {
  record: ServiceRecord<State>;
}

const { component } = protocol<{ [type: string]: unknown }>();

/**
 * A service that has each request's effect once, also when it restarts: the effect and the key are written together, as
 * in one transaction of a database. Saltzer, Reed & Clark (1984), "Duplicate message suppression"; Kleppmann (2017), chapter
 * 12, "Operation identifiers".
 *
 * Its clients ask through `requestReply`. Tolerates every fault but the loss of its only node.
 */
export function keyedService<State, Requests extends object>(options: KeyedServiceOptions<State, Requests>): Component<object, ServiceDisk<State>> {
  const { initial, handle, keyed = true, ...named } = options;
  const handlers = Object.entries<Handler<State>>(handle).map(([type, handler]) => [type, respondingWith(handler, keyed)] as const);
  return component<object, ServiceDisk<State>>({
    ...named,
    disk: () => ({ record: { state: initial(), answers: {} } }),
    on: Object.fromEntries(handlers),
  });
}

type Handler<State> = (state: State, body: never, from: NodeId) => Handled<State>;

interface ServiceNode<State> {
  readonly disk: ServiceDisk<State>;
  readonly send: (to: NodeId, type: string, packet: KeyedReply) => void;
}

function respondingWith<State>(handler: Handler<State>, keyed: boolean) {
  return (node: ServiceNode<State>, request: unknown, from: NodeId) => {
    const { key, body } = request as KeyedRequest;
    const { state, answers } = node.disk.record;
    let reply = keyed ? answers[key] : undefined;
    if (reply === undefined) {
      const handled = handler(state, body as never, from);
      reply = handled.reply;
      node.disk.record = { state: handled.state, answers: { ...answers, [key]: reply } };
    }
    node.send(from, reply[0], { inReplyTo: key, body: reply[1] ?? null });
  };
}
