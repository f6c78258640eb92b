import { eventually, scenario } from 'clew';
import { componentOf, type PlainDefinition, type Shape } from './shape.ts';

interface Gossiping {
  readonly known: Set<string>;
  readonly seenBy: Map<string, number>;
  round: number;
}

const rounds = 12;
const names = ['a', 'b', 'c', 'd', 'e'];

const gossiper: PlainDefinition<Gossiping> = {
  state: () => ({ known: new Set(), seenBy: new Map(), round: 0 }),
  start(node) {
    node.state.known.add(node.id);
    node.after(1, 'round');
  },
  on: {
    rumours(node, { known }: { known: string[] }, from) {
      for (const rumour of known) node.state.known.add(rumour);
      node.send(from, 'seen', { count: node.state.known.size });
    },
    seen(node, { count }: { count: number }, from) {
      if ((node.state.seenBy.get(from) ?? 0) < count) node.state.seenBy.set(from, count);
    },
  },
  timers: {
    round(node) {
      node.state.round++;
      node.send(node.others[node.state.round % node.others.length]!, 'rumours', { known: [...node.state.known] });
      if (node.state.round < rounds) node.after(1, 'round');
    },
  },
};

const built = componentOf(gossiper);

/** The same on so many nodes, for so many ticks: a long run to draw. */
export function longGossip(nodes: number): Shape['scenario'] {
  const ids = Array.from({ length: nodes }, (_, index) => `n${index + 1}`);
  return scenario({
    name: 'bench/long-gossip',
    nodes: Object.fromEntries(ids.map((id) => [id, built])),
    bounds: { until: 2 * rounds, horizon: 2 * rounds + 4 },
    outcomes: { spread: eventually('everyone keeps its rounds', (world) => world.members(built).every(({ state }) => state.round === rounds)) },
  });
}

/** Five nodes that repeat what they know to each other: Sets, Maps, arrays in messages, timers. */
export const gossip: Shape = {
  name: 'gossip',
  work: `${names.length * (3 * rounds + 1)} steps a run; a step reads or fills a Set or a Map, copies an array into a message, sets a timer`,
  definitions: Object.fromEntries(names.map((name) => [name, gossiper])),
  horizon: rounds + 4,
  scenario: scenario({
    name: 'bench/gossip',
    nodes: Object.fromEntries(names.map((name) => [name, built])),
    bounds: { until: rounds, horizon: rounds + 4 },
    outcomes: { spread: eventually('everyone knows all', (world) => world.members(built).every(({ state }) => state.known.size === names.length)) },
  }),
};
