import { type Component, eventually, layer, type LayerContext, type NodeId, type Outcome } from 'clew';
import { atMostOnce, invoke, operationsOf, respond } from 'clew/checkers';
import { checkCounts } from '../options.ts';

/** Options of {@link requestReply}. */
export interface RequestReplyOptions<Body = unknown> {
  /** The message types that ask for something; what is sent to whoever has asked is the reply. */
  readonly requests: readonly string[];
  /** Ticks until a request without a reply is sent again: more than a round trip. */
  readonly timeout: number;
  /** How often it is sent in all, before it is given up; 5 by default. */
  readonly tries?: number;
  /** Whether who is asked knows a request again by its key, and answers it as before; `true` by default. */
  readonly keyed?: boolean;
  /**
   * The key of a request, such as the number of an order. By default one of the layer's own, so that a client which asks
   * again after a restart asks for something new.
   */
  readonly keyOf?: (type: string, body: Body) => string;
}

/** A request as it goes over the link. */
export interface KeyedRequest<Body = unknown> {
  readonly key: string;
  readonly body: Body;
}

/** A reply as it goes over the link; what has no such field is not one, and passes as it is. */
export interface KeyedReply<Body = unknown> {
  readonly inReplyTo: string;
  readonly body: Body;
}

interface Waiting {
  readonly to: NodeId;
  readonly type: string;
  readonly packet: KeyedRequest;
}

interface Answer {
  readonly type: string;
  readonly body: unknown;
}

interface State {
  requests: number;
  /** As a client: what has no reply yet. */
  waiting: Map<string, Waiting>;
  /** As a server: the keys of each client's requests that are still to be answered, oldest first. */
  open: Map<NodeId, string[]>;
}

interface Disk {
  starts: number;
  answers: Map<string, Answer>;
}

type Node = LayerContext<State, Disk>;

/** The kind of observation that says that a request was handed to the component that is to answer it. */
const handedUp = 'request handed up';

/** Requests and replies for the components of a system. */
export interface RequestReply {
  /** Puts the layer under a component that asks, or is asked, or both. */
  readonly under: <Inner extends Component>(inner: Inner) => Component;
  /** What the layer promises. */
  readonly guarantees: () => RequestReplyGuarantees;
}

/** What requests and replies promise. */
export interface RequestReplyGuarantees {
  /** Each request of a client that lives is answered, as long as nobody gives up. */
  readonly answered: Outcome;
  /** No request is handed up twice. */
  readonly handledOnce: Outcome;
}

/**
 * Requests and replies with timeouts, repetition, and keys by which a request is known again, after Birrell & Nelson (1984),
 * section 3, and Saltzer, Reed & Clark (1984), "Duplicate message suppression".
 *
 * - *Client.* Its component sends messages as ever; what is neither a request nor a reply passes as it is. Each request is repeated until there is a reply, of which one is handed
 *   up, or until it is given up; then the component is handed `timedOut` with the request's type and body, if it has a
 *   handler for it, and knows that it does not know.
 * - *Server.* Its component takes each request once, and answers in its handler or later; several requests of one client
 *   are answered in the order in which they came. What it has answered is on disk, by key.
 * - *Faults.* Messages may be lost, come twice or late, nodes may pause. A client may start again, if `keyOf` names requests by
 *   what they are about. A server that starts again between the component's effect and the note of its answer has the
 *   effect again, for these are two writes; `keyedService` makes them one. A server that stops for good is given up.
 *
 * @throws RangeError where an option is no whole number of at least 1
 */
export function requestReply<Body = unknown>(options: RequestReplyOptions<Body>): RequestReply {
  checkCounts('requestReply', { timeout: options.timeout, tries: options.tries });
  return { under: (inner) => layerUnder(inner, options), guarantees };
}

function layerUnder<Inner extends Component, Body>(inner: Inner, options: RequestReplyOptions<Body>) {
  const { requests, timeout, tries = 5, keyed = true, keyOf } = options;
  const isRequest = (type: string) => requests.includes(type);

  const transmit = (node: Node, { to, type, packet }: Waiting, left: number) => {
    node.send(to, type, packet);
    node.after(timeout, 'timeout', { key: packet.key, left });
  };

  // As a client.
  const ask = (node: Node, to: NodeId, type: string, body: unknown) => {
    const key = keyOf?.(type, body as Body) ?? `${node.id}.${node.disk.starts}.${++node.state.requests}`;
    const waiting = { to, type, packet: { key, body } };
    invoke(node, { id: key, method: type, input: body });
    node.state.waiting.set(key, waiting);
    transmit(node, waiting, tries - 1);
  };
  const heard = (node: Node, type: string, payload: unknown, from: NodeId) => {
    if (!isReply(payload)) return node.deliver(type, payload, from);
    const { inReplyTo: key, body } = payload;
    if (!node.state.waiting.has(key)) return;
    node.state.waiting.delete(key);
    respond(node, key, body);
    node.deliver(type, body, from);
  };

  // As a server.
  const asked = (node: Node, type: string, { key, body }: KeyedRequest, from: NodeId) => {
    const answer = node.disk.answers.get(key);
    if (keyed && answer !== undefined) return node.send(from, answer.type, { inReplyTo: key, body: answer.body });
    const open = node.state.open.get(from) ?? [];
    if (keyed && open.includes(key)) return;
    node.state.open.set(from, [...open, key]);
    node.record(handedUp, key);
    node.deliver(type, body, from);
  };
  const say = (node: Node, to: NodeId, type: string, body: unknown) => {
    const [key, ...rest] = node.state.open.get(to) ?? [];
    if (key === undefined) return node.send(to, type, body);
    node.state.open.set(to, rest);
    if (keyed) node.disk.answers.set(key, { type, body });
    node.send(to, type, { inReplyTo: key, body });
  };

  return layer<Inner, State, Disk>(inner, {
    name: 'requestReply',
    state: () => ({ requests: 0, waiting: new Map(), open: new Map() }),
    disk: () => ({ starts: 0, answers: new Map() }),
    start: (node) => void (keyOf === undefined && node.disk.starts++),
    send: (node, to, type, body) => (isRequest(type) ? ask : say)(node, to, type, body),
    receive: (node, type, payload: unknown, from) => (isRequest(type) ? asked(node, type, payload as KeyedRequest, from) : heard(node, type, payload, from)),
    timers: {
      timeout(node, { key, left }: { key: string; left: number }) {
        const waiting = node.state.waiting.get(key);
        if (waiting === undefined) return;
        if (left > 0) return transmit(node, waiting, left - 1);
        node.state.waiting.delete(key);
        if (inner.messages.has('timedOut')) node.deliver('timedOut', { type: waiting.type, body: waiting.packet.body }, waiting.to);
      },
    },
  });
}

function isReply(payload: unknown): payload is KeyedReply {
  return typeof payload === 'object' && payload !== null && 'inReplyTo' in payload;
}

function guarantees(): RequestReplyGuarantees {
  const of = 'requestReply';
  return {
    answered: eventually('each request of a client that lives is answered', (world) => operationsOf(world).every(({ node, responded }) => responded !== Infinity || !world.alive(node)), { of }),
    handledOnce: atMostOnce({ of, title: 'no request is handed up twice', effects: (world) => world.observed(handedUp).map(({ value }): unknown => value) }),
  };
}
