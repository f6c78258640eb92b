import { type Component, compose, type NodeView, type Outcome, type Predicate, protocol, type Scenario, type World } from 'clew';

type Handler = (node: unknown, payload: unknown, from: string) => void;

interface Context {
  readonly id: string;
  readonly others: readonly string[];
  readonly now: number;
  readonly state: Record<string, unknown>;
  readonly disk: Record<string, unknown>;
  random(): number;
  send(...sent: unknown[]): void;
  broadcast(...sent: unknown[]): void;
  after(ticks: number, ...timer: unknown[]): void;
  cancel(timer: string): void;
  record(...recorded: unknown[]): void;
}

/** The same system on a network that is so many times slower, with timers that were adjusted to it. */
export function slower(scenario: Scenario, times: number): Scenario {
  const { until, horizon, durations } = scenario.bounds;
  return {
    ...withComponents(scenario, (component) => slowComponent(component, times)),
    latency: scenario.latency * times,
    links: scenario.links.map((link) => ({ ...link, latency: link.latency * times })),
    bounds: {
      ...scenario.bounds,
      ...(until !== undefined && { until: until * times }),
      ...(horizon !== undefined && { horizon: horizon * times }),
      ...(durations !== undefined && { durations: durations.map((ticks) => ticks * times) }),
    },
  };
}

/** The same system, in which all nodes also tell each other something that nobody cares about. */
export function withGossip(scenario: Scenario): Scenario {
  return withComponents(scenario, (component) => compose({ inner: component, gossip }));
}

function withComponents(scenario: Scenario, change: (component: Component) => Component): Scenario {
  const changed = new Map<Component, Component>();
  const nodes = Object.entries(scenario.nodes).map(([id, component]) => {
    if (!changed.has(component)) changed.set(component, change(component));
    return [id, changed.get(component)!] as const;
  });
  return { ...scenario, nodes: Object.fromEntries(nodes), outcomes: Object.fromEntries(Object.entries(scenario.outcomes).map(([name, outcome]) => [name, lookingInside(outcome)])) };
}

/** The outcome, for nodes that keep what they kept under the key `inner`. */
function lookingInside(outcome: Outcome): Outcome {
  const inside = (predicate: Predicate): Predicate => (world) => predicate({ ...boundTo(world), nodes: innerNodes(world) });
  return { ...outcome, holds: inside(outcome.holds), given: outcome.given && inside(outcome.given) };
}

function boundTo(world: World): World {
  return {
    nodes: {},
    alive: (node) => world.alive(node),
    living: (component) => world.living(component),
    members: (component) => world.members(component),
    observed: (kind) => world.observed(kind),
    get tick() {
      return world.tick;
    },
  };
}

function innerNodes(world: World): Record<string, NodeView> {
  const nodes = world.nodes as Record<string, NodeView>;
  const views = Object.keys(nodes).map((id) => [id, { id, get state() { return nodes[id]!.state.inner; }, get disk() { return nodes[id]!.disk.inner; } }] as const);
  return Object.fromEntries(views);
}

function slowComponent(inner: Component, times: number): Component {
  const wrap = (handler: Handler): Handler => (node, payload, from) => handler(slowContext(node as Context, times), payload, from);
  const all = (handlers: ReadonlyMap<string, Handler>) => new Map([...handlers].map(([name, handler]) => [name, wrap(handler)]));
  return {
    ...inner,
    parts: [{ component: inner, key: 'inner' }],
    state: () => ({ inner: inner.state?.() ?? {} }),
    disk: () => ({ inner: inner.disk?.() ?? {} }),
    start: inner.start && wrap(inner.start),
    restarted: inner.restarted && wrap(inner.restarted),
    messages: all(inner.messages),
    timers: all(inner.timers),
  };
}

function slowContext(node: Context, times: number): Context {
  return {
    id: node.id,
    others: node.others,
    get now() {
      return Math.floor(node.now / times);
    },
    get state() {
      return node.state['inner'] as Context['state'];
    },
    get disk() {
      return node.disk['inner'] as Context['disk'];
    },
    random: () => node.random(),
    send: (...sent) => node.send(...sent),
    broadcast: (...sent) => node.broadcast(...sent),
    after: (ticks, ...timer) => node.after(ticks * times, ...timer),
    cancel: (timer) => node.cancel(timer),
    record: (...recorded) => node.record(...recorded),
  };
}

const { component } = protocol<{ 'unrelated-gossip': null }, { 'unrelated-chatter': null }>();

const gossip = component({
  start: (node) => node.after(1, 'unrelated-chatter'),
  timers: { 'unrelated-chatter': (node) => node.broadcast('unrelated-gossip') },
  on: { 'unrelated-gossip': () => undefined },
});
