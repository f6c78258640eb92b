/**
 * A consumer that knows its requests again, on top of delivery at least once, after Saltzer, Reed & Clark (1984) and
 * Kleppmann (2017), chapter 12, "Operation identifiers".
 *
 * The client names each request, and the consumer keeps the names of those it has carried out: on disk, because it may
 * restart, and in the very write that has the effect, because it may stop between two. `delivery-consumer/two-writes`
 * shows what comes of the latter.
 */
import { always, type Component, protocol } from 'clew';
import { atLeastOnce, deliveredAtLeastOnce } from './at-least-once.ts';
import { client, exactlyOnce, type Messages, type Request, sumOf } from './naive.ts';

const { component, scenario } = protocol<Messages>();

const consumer = component({
  disk: () => ({ account: { balance: 0, done: [] as string[] } }),
  on: {
    // One write: the effect, and that it has been had.
    add(node, { id, amount }) {
      const { balance, done } = node.disk.account;
      if (!done.includes(id)) node.disk.account = { balance: balance + amount, done: [...done, id] };
    },
  },
});

/** What a consumer promises that knows its requests again. */
export function distinctSum<Disk>(consumer: Component<object, Disk>, balanceOf: (disk: Disk) => number) {
  return always(
    'the balance is the sum of the distinct requests that were handed up',
    (world) => {
      const handedUp = new Map(world.observed<Request>('handed up').map(({ value }) => [value.id, value]));
      return world.members(consumer).every(({ disk }) => balanceOf(disk) === sumOf([...handedUp.values()]));
    },
    { of: 'consumer' },
  );
}

/** The request's name is written together with its effect. */
export const dedup = scenario({
  name: 'delivery-consumer/dedup',
  summary: 'a consumer that writes the name of a request together with its effect',
  source: 'Saltzer, Reed & Clark (1984), "Duplicate message suppression"; Kleppmann (2017), chapter 12',
  nodes: { client: atLeastOnce(client), consumer: atLeastOnce(consumer) },
  bounds: { drops: 2, dups: 2, restarts: 1, depth: 2 },
  outcomes: {
    delivery: deliveredAtLeastOnce,
    consumption: distinctSum(consumer, ({ account }) => account.balance),
    ...exactlyOnce(consumer, ({ account }) => account.balance),
  },
  known: [
    { outcome: 'delivery', drops: 2, dups: 2, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'consumption', drops: 2, dups: 2, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'notTwice', drops: 2, dups: 2, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'exactlyOnce', drops: 2, dups: 2, restarts: 1, depth: 2, verdict: 'survives' },
  ],
});
