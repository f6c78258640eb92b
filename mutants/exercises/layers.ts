/** The layers of the library under a client that wants several things, and a store that says more than one. */
import { always, eventually, protocol } from 'clew';
import { replication } from '../../src/scenarios/layers/replication.ts';
import { exercise } from './exercise.ts';

const { component } = protocol<{ put: string; stored: string; count: number }>();

/** Asks for two things at once, and for a third when it has both. */
const client = component({
  state: () => ({ stored: [] as string[], counts: [] as number[] }),
  start(node) {
    node.send('store', 'put', 'x');
    node.send('store', 'put', 'y');
  },
  on: {
    stored(node, value) {
      node.state.stored.push(value);
      if (node.state.stored.length === 2) node.send('store', 'put', 'z');
    },
    count: (node, count) => void node.state.counts.push(count),
  },
});

/** Keeps what it is given, says so, and how much it has. */
const store = component({
  state: () => ({ values: [] as string[] }),
  on: {
    put(node, value, from) {
      node.state.values.push(value);
      node.send(from, 'stored', value);
      node.send(from, 'count', node.state.values.length);
    },
  },
});

const groups = { store: ['store', 'store2', 'store3'] };
const copy = replication(store, groups);

/** A replicated store that is asked several times, and answers twice each time. */
export const repliesOfCopies = exercise({
  name: 'layers-replies-of-copies',
  nodes: { client: replication(client, groups), store: copy, store2: copy, store3: copy },
  outcomes: {
    stored: eventually('the client hears of all three, and of how much there is each time', (world) => !world.alive('client') || world.members(client).every(({ state: { stored, counts } }) => stored.length === 3 && counts.length === 3)),
    once: always('it hears of nothing twice', (world) => world.members(client).every(({ state: { stored, counts } }) => new Set(stored).size === stored.length && counts.length <= 3)),
    kept: always('a copy keeps nothing twice', (world) => world.members(store).every(({ state: { values } }) => new Set(values).size === values.length)),
  },
  bounds: { until: 6, horizon: 20 },
  survives: [{ drops: 2, depth: 2 }, { crashes: 1, dups: 1, depth: 2 }],
});
