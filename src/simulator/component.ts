/** The name of a node: letters, digits, `_` and `-`. */
export type NodeId = string;

/** Message or timer types by name, each with the type of its payload; `null` for none. */
export type PayloadTypes = object;

/** The payload argument of a call: optional exactly when the type allows `null` or `undefined`. */
export type PayloadArgument<Payload> = [Payload] extends [null | undefined]
  ? [payload?: Payload]
  : [payload: Payload];

/**
 * What a handler is given: everything it may do, and the only things it may do.
 *
 * A handler is deterministic but for this object, takes no time, and keeps what it
 * wants to remember in `state` (lost in a restart) or `disk` (kept).
 */
export interface NodeContext<Messages extends PayloadTypes, Timers extends PayloadTypes, State, Disk, Id extends string = NodeId> {
  /** The name of this node. */
  readonly id: Id;
  /** All other nodes of the system, in the order of its definition. */
  readonly others: readonly Id[];
  /** This node's clock, in ticks. A `skew` fault sets it ahead. */
  readonly now: number;
  /** A draw from [0, 1): depends on the scenario's seed and on what this step takes, so that it stays the same when unrelated steps come or go. */
  readonly random: () => number;
  /** Volatile state, tracked. */
  readonly state: State;
  /** Durable state, tracked. A write is durable at once, in program order; values are copied in, as if serialised. */
  readonly disk: Disk;
  /** Sends a copy of the payload over the link to that node. It arrives after the link's latency, unless a fault decides otherwise. */
  readonly send: <Type extends keyof Messages & string>(to: Id, type: Type, ...payload: PayloadArgument<Messages[Type]>) => void;
  /** Sends to every other node that has a handler for this type. */
  readonly broadcast: <Type extends keyof Messages & string>(type: Type, ...payload: PayloadArgument<Messages[Type]>) => void;
  /** Sets a timer that runs its handler on this node after so many ticks. The same timer may be set several times; each setting fires once. */
  readonly after: <Name extends keyof Timers & string>(ticks: number, timer: Name, ...payload: PayloadArgument<Timers[Name]>) => void;
  /** Cancels every pending timer of that name on this node. */
  readonly cancel: (timer: keyof Timers & string) => void;
  /** Records an observation that outcomes can read, such as a client's request and the answer it was given. */
  readonly record: (kind: string, value?: unknown) => void;
}

/** A handler of one message type. */
export type MessageHandler<Node, Payload, Id extends string = NodeId> = (node: Node, payload: Payload, from: Id) => void;

/** A handler of one timer. */
export type TimerHandler<Node, Payload> = (node: Node, payload: Payload) => void;

/** The code of one role: its initial state and one handler per message or timer. */
export interface ComponentDefinition<Messages extends PayloadTypes, Timers extends PayloadTypes, State, Disk, Id extends string = NodeId> {
  /** The role's name in reports; the names of its nodes by default. */
  readonly name?: string;
  /** The volatile state at the start and after each restart. Must build a new object at each call. */
  readonly state?: () => State;
  /** The durable state at the very first start. */
  readonly disk?: () => Disk;
  /** Runs when the node starts; also after a restart, unless `restarted` is given. */
  readonly start?: (node: NodeContext<Messages, Timers, State, Disk, Id>) => void;
  /** Runs instead of `start` when the node starts again. */
  readonly restarted?: (node: NodeContext<Messages, Timers, State, Disk, Id>) => void;
  /** Handlers by message type. */
  readonly on?: {
    readonly [Type in keyof Messages]?: MessageHandler<NodeContext<Messages, Timers, State, Disk, Id>, Messages[Type], Id>;
  };
  /** Handlers by timer name. */
  readonly timers?: {
    readonly [Name in keyof Timers]?: TimerHandler<NodeContext<Messages, Timers, State, Disk, Id>, Timers[Name]>;
  };
}

/** A handler with its types erased: how the simulator calls it. */
export type AnyHandler = (node: unknown, payload: unknown, from: NodeId) => void;

declare const stateType: unique symbol;
declare const diskType: unique symbol;

/** A component with its types erased, but for those of its state and disk, which outcomes read. */
export interface Component<State = any, Disk = any> {
  readonly name: string | undefined;
  /** The components that it is made of, and where they keep their state; none for a plain one. */
  readonly parts: readonly { readonly component: Component; readonly key: string }[];
  readonly state: (() => object) | undefined;
  readonly disk: (() => object) | undefined;
  readonly start: AnyHandler | undefined;
  readonly restarted: AnyHandler | undefined;
  readonly messages: ReadonlyMap<string, AnyHandler>;
  readonly timers: ReadonlyMap<string, AnyHandler>;
  readonly [stateType]?: State;
  readonly [diskType]?: Disk;
}

/** The state that a component's nodes keep. */
export type StateOf<C> = C extends Component<infer State> ? State : never;

/** The disk that a component's nodes keep. */
export type DiskOf<C> = C extends Component<any, infer Disk> ? Disk : never;

/** Makes a component from its definition. */
export function component<Messages extends PayloadTypes, Timers extends PayloadTypes, State, Disk, Id extends string = NodeId>(
  definition: ComponentDefinition<Messages, Timers, State, Disk, Id>,
): Component<State, Disk> {
  const handlers = (named: object | undefined) => new Map(Object.entries(named ?? {}) as [string, AnyHandler][]);
  return {
    name: definition.name,
    parts: [],
    state: definition.state as (() => object) | undefined,
    disk: definition.disk as (() => object) | undefined,
    start: definition.start as AnyHandler | undefined,
    restarted: definition.restarted as AnyHandler | undefined,
    messages: handlers(definition.on),
    timers: handlers(definition.timers),
  };
}
