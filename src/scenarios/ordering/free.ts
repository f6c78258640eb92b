/**
 * Producers that send straight to the consumers, after Kleppmann (2017), chapter 11, "Multiple consumers", and Alvaro,
 * Conway, Hellerstein & Maier (2014).
 *
 * Each link keeps its time in a good network, so everyone sees the same order; nothing in the protocol makes it so.
 * `ordering/sequencer` puts one node in charge of all orders, `ordering/partitioned` one for each key.
 */
import { always, type Component, eventually, type NodeId, protocol } from 'clew';

/** An event that concerns a key. */
export type Event = { key: string; name: string };

/** What producers and consumers say to each other. */
export type Messages = { event: Event };

/** What each producer sends, in its order. */
export const events: Readonly<Record<NodeId, readonly Event[]>> = {
  p: [{ key: 'x', name: 'p1' }, { key: 'y', name: 'p2' }],
  q: [{ key: 'x', name: 'q1' }, { key: 'y', name: 'q2' }],
};

const { component, scenario } = protocol<Messages>();

const producer = component({
  start(node) {
    for (const event of events[node.id]!) node.broadcast('event', event);
  },
});

const consumer = component({
  state: () => ({ consumed: [] as Event[] }),
  on: { event: (node, event) => void node.state.consumed.push(event) },
});

/** What the ordering family is measured by. */
export function sameOrder(consumers: Component<{ consumed: Event[] }>) {
  const orderOf = (consumed: readonly Event[], key: string) => [...new Set(consumed.filter((event) => event.key === key).map(({ name }) => name))];
  const names = Object.values(events).flatMap((some) => some.map(({ name }) => name));
  return {
    complete: eventually('every consumer sees every event', (world) =>
      world.members(consumers).every(({ state }) => names.every((name) => state.consumed.some((event) => event.name === name))),
    ),
    order: always('no two consumers see the events of one key in different orders', (world) => {
      const logs = world.members(consumers).map(({ state }) => state.consumed);
      return ['x', 'y'].every((key) => {
        const orders = logs.map((consumed) => orderOf(consumed, key));
        const common = orders.map((order) => order.filter((name) => orders.every((other) => other.includes(name))).join());
        return new Set(common).size === 1;
      });
    }),
  };
}

/** Nobody orders anything. */
export const free = scenario({
  name: 'ordering/free',
  summary: 'producers send straight to the consumers',
  source: 'Kleppmann (2017), chapter 11; Alvaro, Conway, Hellerstein & Maier (2014)',
  nodes: { p: producer, q: producer, c: consumer, d: consumer },
  interchangeable: [['c', 'd']],
  bounds: { defers: 2, dups: 2, depth: 2 },
  outcomes: sameOrder(consumer),
  known: [
    { outcome: 'complete', defers: 2, dups: 2, depth: 2, verdict: 'survives' },
    {
      outcome: 'order',
      defers: 1,
      verdict: 'broken',
      faults: ['defer:p:c:event@1~2'],
      sets: 8,
      because: 'one consumer is told of one event late',
    },
  ],
});
