import type { AnyHandler, Component, DiskOf, NodeContext, NodeId, StateOf } from './component.ts';
import { ClewError } from './errors.ts';

/** Where a component lives that shares its node with others. */
export interface Part {
  readonly component: Component;
  /** Its place within the state and the disk of the node. */
  readonly key: string;
}

/** The names of nodes that have a handler for a message type, asked of a context. */
export const receiversOf: unique symbol = Symbol('receivers');

/** A context with its types erased. */
export type AnyContext = NodeContext<Record<string, unknown>, Record<string, unknown>, any, any> & {
  readonly [receiversOf]: (type: string) => readonly NodeId[];
};

type AnyLayer = LayerDefinition<object, object>;
type Named = readonly [string, AnyHandler];

/** What {@link compose} makes of several components: one that keeps the state of each under its name. */
export type Composed<Parts> = Component<{ [Name in keyof Parts]: StateOf<Parts[Name]> }, { [Name in keyof Parts]: DiskOf<Parts[Name]> }>;

/**
 * Puts several components on one node. Each keeps its own state, disk, handlers and timers.
 *
 * They talk by sending to their own node: a local message, which crosses no link, is taken at the same tick in a step
 * of its own, and cannot be lost but with the node. So their message types and timers must not overlap.
 *
 * @throws ClewError CLEW_BAD_SCENARIO if two parts handle the same message type or timer
 */
export function compose<Parts extends { readonly [name: string]: Component }>(parts: Parts): Composed<Parts> {
  const all = Object.entries(parts).map(([key, component]): Part => ({ component, key }));
  const started = (handlerOf: (component: Component) => AnyHandler | undefined): AnyHandler | undefined =>
    inTurn(all.flatMap(({ component, key }) => (handlerOf(component) === undefined ? [] : [owned(key, handlerOf(component)!)])));
  const handlers = (handlersOf: (component: Component) => ReadonlyMap<string, AnyHandler>): Named[][] =>
    all.map(({ component, key }) => [...handlersOf(component)].map(([name, handler]) => [name, owned(key, handler)]));
  return {
    name: undefined,
    parts: all,
    state: () => Object.fromEntries(all.map(({ component, key }) => [key, component.state?.() ?? {}])),
    disk: () => Object.fromEntries(all.map(({ component, key }) => [key, component.disk?.() ?? {}])),
    start: started(({ start }) => start),
    restarted: all.some(({ component }) => component.restarted !== undefined) ? started(({ restarted, start }) => restarted ?? start) : undefined,
    messages: united('message type', handlers(({ messages }) => messages)),
    timers: united('timer', handlers(({ timers }) => timers)),
  };
}

/** What a layer does to the messages of the component above it. */
export interface LayerDefinition<State extends object, Disk extends object> {
  /** The layer's name: its place within the node's state and disk, beside `inner`. */
  readonly name: string;
  readonly state?: () => State;
  readonly disk?: () => Disk;
  /** The component above sends: the layer decides what goes over the link. */
  readonly send: (node: LayerContext<State, Disk>, to: NodeId, type: string, payload: unknown) => void;
  /** Something arrives for the component above: the layer decides whether and when to hand it up with `node.deliver`. */
  readonly receive: (node: LayerContext<State, Disk>, type: string, payload: any, from: NodeId) => void;
  /** Runs before the start of the component above; also after a restart, unless `restarted` is given. */
  readonly start?: (node: LayerContext<State, Disk>) => void;
  /** Runs instead of `start` when the node starts again. */
  readonly restarted?: (node: LayerContext<State, Disk>) => void;
  /** The layer's own messages, such as acknowledgements. Their names must not be used above. */
  readonly on?: { readonly [type: string]: (node: LayerContext<State, Disk>, payload: any, from: NodeId) => void };
  /** The layer's own timers. Their names must not be used above. */
  readonly timers?: { readonly [name: string]: (node: LayerContext<State, Disk>, payload: any) => void };
}

/** What a layer is given: like any handler, but free in the names of messages and timers, and able to hand up. */
export interface LayerContext<State, Disk> extends NodeContext<Record<string, any>, Record<string, any>, State, Disk> {
  /** Hands a message to the component above, which takes it at once, within this step. */
  deliver(type: string, payload: unknown, from: NodeId): void;
}

/** What {@link layer} makes: the component above, with the layer's own state beside it. */
export type Layered<Inner> = Component<{ inner: StateOf<Inner> } & { [name: string]: any }, { inner: DiskOf<Inner> } & { [name: string]: any }>;

/** The place of the component above a layer. */
const innerKey = 'inner';

/**
 * Puts a layer under a component: all that it sends to other nodes and takes from them passes through the layer; what
 * its parts say to each other does not. The component is not changed and does not know; outcomes that speak of it
 * (`world.living(component)`) mean it wherever it runs.
 *
 * @throws ClewError CLEW_BAD_SCENARIO if the layer and the component handle the same message type or timer
 */
export function layer<Inner extends Component, State extends object = {}, Disk extends object = {}>(inner: Inner, definition: LayerDefinition<State, Disk>): Layered<Inner> {
  const { name } = definition;
  if (name === innerKey) throw new ClewError('CLEW_BAD_SCENARIO', `a layer is called "${name}"`, { usually: 'That is the place of the component above it: call the layer after what it does.' });
  const erased = definition as unknown as AnyLayer;
  const own = (handler: object): AnyHandler => (node, payload, from) => (handler as AnyHandler)(contextOfLayer(node as AnyContext, inner, erased), payload, from);
  const above = (handler: AnyHandler): AnyHandler => (node, payload, from) => handler(contextAbove(node as AnyContext, inner, erased), payload, from);
  const started = (below: object | undefined, upper: AnyHandler | undefined) =>
    inTurn([...(below === undefined ? [] : [own(below)]), ...(upper === undefined ? [] : [above(upper)])]);
  const received = ([type, handler]: Named): Named => {
    const local = above(handler);
    const remote = own((node: LayerContext<object, object>, payload: unknown, from: NodeId) => erased.receive(node, type, payload, from));
    return [type, (node, payload, from) => ((node as AnyContext).id === from ? local : remote)(node, payload, from)];
  };
  const ownHandlers = (handlers: object | undefined) => Object.entries(handlers ?? {}).map(([type, handler]): Named => [type, own(handler as object)]);
  return {
    name: inner.name,
    parts: [{ component: inner, key: innerKey }],
    state: () => ({ [innerKey]: inner.state?.() ?? {}, [name]: definition.state?.() ?? {} }),
    disk: () => ({ [innerKey]: inner.disk?.() ?? {}, [name]: definition.disk?.() ?? {} }),
    start: started(definition.start, inner.start),
    restarted: (definition.restarted ?? inner.restarted) && started(definition.restarted ?? definition.start, inner.restarted ?? inner.start),
    messages: united('message type', [[...inner.messages].map(received), ownHandlers(definition.on)]),
    timers: united('timer', [[...inner.timers].map(([timer, handler]) => [timer, above(handler)]), ownHandlers(definition.timers)]),
  };
}

/** Where a component lives on a node that runs `host`: the keys to follow; undefined if it does not. */
export function placeOf(host: Component, component: Component): readonly string[] | undefined {
  if (host === component) return [];
  for (const part of host.parts) {
    const place = placeOf(part.component, component);
    if (place !== undefined) return [part.key, ...place];
  }
  return undefined;
}

function inTurn(handlers: readonly AnyHandler[]): AnyHandler | undefined {
  if (handlers.length === 0) return undefined;
  return (node, payload, from) => {
    for (const handler of handlers) handler(node, payload, from);
  };
}

/** All handlers of one node by name, of which no two may be the same. */
function united(what: string, parts: readonly (readonly Named[])[]): Map<string, AnyHandler> {
  const all = new Map<string, AnyHandler>();
  for (const [type, handler] of parts.flat()) {
    if (all.has(type)) throw new ClewError('CLEW_BAD_SCENARIO', `two parts of one node have a handler for the ${what} "${type}"`, { usually: 'Parts of one node share its name on the network: give their messages different names.' });
    all.set(type, handler);
  }
  return all;
}

const partContexts = new WeakMap<object, Map<string, AnyContext>>();

/** The context of a part: that of its node, but for state and disk. */
function contextOfPart(node: AnyContext, key: string): AnyContext {
  return derived(node, key, () => ({}));
}

function owned(key: string, handler: AnyHandler): AnyHandler {
  return (node, payload, from) => handler(contextOfPart(node as AnyContext, key), payload, from);
}

/** The context of a layer: that of a part, and the way up. */
function contextOfLayer(node: AnyContext, inner: Component, definition: AnyLayer): LayerContext<object, object> {
  return derived(node, definition.name, () => ({
    deliver(type: string, payload: unknown, from: NodeId) {
      const handler = inner.messages.get(type);
      if (handler === undefined) throw new ClewError('CLEW_UNKNOWN_MESSAGE', `the layer "${definition.name}" on ${node.id} hands up "${type}", for which the component above has no handler`);
      handler(contextAbove(node, inner, definition), payload, from);
    },
  })) as unknown as LayerContext<object, object>;
}

/** The context of the component above a layer: what it sends to other nodes goes to the layer. */
function contextAbove(node: AnyContext, inner: Component, definition: AnyLayer): AnyContext {
  return derived(node, innerKey, () => sendingThrough(node, inner, definition));
}

function sendingThrough(node: AnyContext, inner: Component, definition: AnyLayer): object {
  const send = (to: NodeId, type: string, payload?: unknown) => {
    if (to === node.id) node.send(to, type, payload);
    else definition.send(contextOfLayer(node, inner, definition), to, type, payload);
  };
  const broadcast = (type: string, payload?: unknown) => {
    for (const to of node[receiversOf](type)) send(to, type, payload);
  };
  return { send, broadcast };
}

/** A context like another, but with state and disk of its own, and some functions replaced. Made once. */
function derived(node: AnyContext, key: string, replaced: () => object): AnyContext {
  let contexts = partContexts.get(node);
  if (contexts === undefined) partContexts.set(node, (contexts = new Map()));
  let context = contexts.get(key);
  if (context === undefined) {
    context = Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(node), ...Object.getOwnPropertyDescriptors(replaced()), ...Object.getOwnPropertyDescriptors(memoryOf(node, key)) }) as AnyContext;
    contexts.set(key, context);
  }
  return context;
}

function memoryOf(node: AnyContext, key: string): object {
  return {
    get state() {
      return node.state[key] as unknown;
    },
    get disk() {
      return node.disk[key] as unknown;
    },
  };
}
