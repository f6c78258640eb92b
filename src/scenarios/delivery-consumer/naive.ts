/**
 * A consumer that counts, on top of delivery at least once: the end-to-end argument of Saltzer, Reed & Clark (1984).
 *
 * Both parts keep their word: every request is handed over at least once, and the consumer adds up all that it is
 * handed. Together they charge twice: a lost acknowledgement makes the delivery repeat, and the consumer count again.
 * `delivery-consumer/dedup` lets the ends themselves see to it.
 */
import { always, type Component, eventually, protocol, type World } from 'clew';
import { atLeastOnce, deliveredAtLeastOnce } from './at-least-once.ts';

/** A request to add an amount. Its name is given by the application, and is the same when it asks again. */
export type Request = { id: string; amount: number };

/** What client and consumer say to each other. */
export type Messages = { add: Request };

const { component, scenario } = protocol<Messages>();

/** All that is ever asked for. */
export const requests: readonly Request[] = [
  { id: 'r1', amount: 5 },
  { id: 'r2', amount: 7 },
];

/** Asks for everything; and again after a restart, for it cannot know how far it came. */
export const client = component({
  start(node) {
    for (const request of requests) node.send('consumer', 'add', request);
  },
});

const consumer = component({
  disk: () => ({ balance: 0 }),
  on: { add: (node, { amount }) => void (node.disk.balance += amount) },
});

/** The sum of some requests. */
export function sumOf(some: readonly Request[]): number {
  return some.reduce((sum, { amount }) => sum + amount, 0);
}

/** What the family is measured by as a whole, given how to read the balance off the consumer's disk. */
export function exactlyOnce<Disk>(consumer: Component<object, Disk>, balanceOf: (disk: Disk) => number) {
  const balances = (world: World) => world.members(consumer).map(({ disk }) => balanceOf(disk));
  return {
    notTwice: always('no request has its effect twice', (world) => balances(world).every((balance) => balance <= sumOf(requests))),
    exactlyOnce: eventually('each request has its effect exactly once', (world) => balances(world).every((balance) => balance === sumOf(requests))),
  };
}

/** The consumer counts whatever it is handed. */
export const naive = scenario({
  name: 'delivery-consumer/naive',
  summary: 'a consumer that counts, over delivery at least once',
  source: 'Saltzer, Reed & Clark (1984), "Duplicate message suppression"',
  nodes: { client: atLeastOnce(client), consumer: atLeastOnce(consumer) },
  bounds: { drops: 2 },
  outcomes: {
    delivery: deliveredAtLeastOnce,
    consumption: always(
      'the balance is the sum of all that was handed up',
      (world) => {
        const handedUp = world.observed<Request>('handed up').map(({ value }) => value);
        return world.members(consumer).every(({ disk }) => disk.balance === sumOf(handedUp));
      },
      { of: 'consumer' },
    ),
    ...exactlyOnce(consumer, ({ balance }) => balance),
  },
  known: [
    { outcome: 'delivery', drops: 2, verdict: 'survives' },
    { outcome: 'consumption', drops: 2, verdict: 'survives' },
    { outcome: 'notTwice', drops: 2, verdict: 'broken', faults: ['drop:consumer:client:received@1'], sets: 2 },
    {
      outcome: 'exactlyOnce',
      drops: 2,
      verdict: 'broken',
      faults: ['drop:consumer:client:received@1'],
      sets: 2,
      because: 'a lost acknowledgement makes the delivery repeat, and the consumer count again',
    },
  ],
});
