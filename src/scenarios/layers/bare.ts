/**
 * One protocol without help, to be run again on top of layers, after Saltzer, Reed & Clark (1984).
 *
 * A client asks a store to keep a value, and the store confirms. A lost message leaves the client without an answer,
 * a dead store without its value. `layers/retry` puts repetition underneath and buys the answer back from losses;
 * `layers/replicated` puts copies underneath and buys both back from one crash; `layers/both` does both.
 */
import { always, type Component, eventually, protocol } from 'clew';

type Messages = { put: string; stored: string };

const { component, scenario } = protocol<Messages>();

/** Asks once, and waits. */
export const client = component({
  state: () => ({ confirmed: [] as string[] }),
  start: (node) => node.send('store', 'put', 'x'),
  on: { stored: (node, value) => void node.state.confirmed.push(value) },
});

/** Keeps what it is given, and says so. */
export const store = component({
  state: () => ({ values: [] as string[] }),
  on: {
    put(node, value, from) {
      node.state.values.push(value);
      node.send(from, 'stored', value);
    },
  },
});

/** What the layers family is measured by: whatever lies in between, it speaks of the client and the store. */
export function service(clients: Component<{ confirmed: string[] }>, stores: Component<{ values: string[] }>) {
  return {
    answered: eventually('a client that lives has its answer', (world) =>
      world.living(clients).every(({ confirmed }) => confirmed.length > 0),
    ),
    durable: always('what has been confirmed is in a store that lives', (world) =>
      world.members(clients).every(({ state }) => state.confirmed.every((value) => world.living(stores).some(({ values }) => values.includes(value)))),
    ),
    once: always('nothing is stored or confirmed twice', (world) =>
      [...world.members(clients).map(({ state }) => state.confirmed), ...world.members(stores).map(({ state }) => state.values)].every(
        (values) => values.length <= 1,
      ),
    ),
  };
}

/** Nothing underneath. */
export const bare = scenario({
  name: 'layers/bare',
  summary: 'a client and a store, with nothing in between',
  source: 'Saltzer, Reed & Clark (1984)',
  nodes: { client, store },
  outcomes: service(client, store),
  known: [
    {
      outcome: 'answered',
      drops: 1,
      verdict: 'broken',
      faults: ['drop:client:store:put@1'],
      sets: 2,
      because: 'nobody repeats what is lost',
    },
    { outcome: 'durable', drops: 1, verdict: 'survives' },
    { outcome: 'once', drops: 1, verdict: 'survives' },
    {
      outcome: 'answered',
      crashes: 1,
      verdict: 'broken',
      faults: ['crash:store/client:put@1'],
      sets: 1,
      because: 'the store dies before it answers',
    },
    {
      outcome: 'durable',
      crashes: 1,
      verdict: 'broken',
      faults: ['crash:store/until'],
      sets: 1,
      because: 'the value was in one place',
    },
    { outcome: 'once', crashes: 1, verdict: 'survives' },
  ],
});
