/**
 * `delivery-consumer/dedup` with its one write taken apart: first the effect, then the name of the request.
 *
 * A consumer that stops between the two has had the effect and does not know it; handed the request again, it has the
 * effect again. Written the other way round it would be lost.
 */
import { protocol } from 'clew';
import { atLeastOnce, deliveredAtLeastOnce } from './at-least-once.ts';
import { distinctSum } from './dedup.ts';
import { client, exactlyOnce, type Messages } from './naive.ts';

const { component, scenario } = protocol<Messages>();

const consumer = component({
  disk: () => ({ balance: 0, done: [] as string[] }),
  on: {
    add(node, { id, amount }) {
      if (node.disk.done.includes(id)) return;
      node.disk.balance += amount;
      node.disk.done.push(id);
    },
  },
});

/** The request's name is written after its effect. */
export const twoWrites = scenario({
  name: 'delivery-consumer/two-writes',
  summary: 'a consumer that writes the name of a request after its effect',
  source: 'Kleppmann (2017), chapter 12',
  nodes: { client: atLeastOnce(client), consumer: atLeastOnce(consumer) },
  bounds: { drops: 2, dups: 2, restarts: 1, depth: 2 },
  outcomes: {
    delivery: deliveredAtLeastOnce,
    consumption: distinctSum(consumer, ({ balance }) => balance),
    ...exactlyOnce(consumer, ({ balance }) => balance),
  },
  known: [
    { outcome: 'delivery', drops: 2, dups: 2, depth: 2, verdict: 'survives' },
    { outcome: 'consumption', drops: 2, dups: 2, depth: 2, verdict: 'survives' },
    { outcome: 'notTwice', drops: 2, dups: 2, depth: 2, verdict: 'survives' },
    { outcome: 'exactlyOnce', drops: 2, dups: 2, depth: 2, verdict: 'survives' },
    { outcome: 'delivery', restarts: 1, verdict: 'survives' },
    { outcome: 'consumption', restarts: 1, verdict: 'broken', faults: ['restart:consumer/client:add@1.1~2'], sets: 4 },
    { outcome: 'notTwice', restarts: 1, verdict: 'broken', faults: ['restart:consumer/client:add@1.1~2'], sets: 4 },
    {
      outcome: 'exactlyOnce',
      restarts: 1,
      verdict: 'broken',
      faults: ['restart:consumer/client:add@1.1~2'],
      sets: 4,
      because: 'the consumer restarts after the effect and before it has noted it',
    },
  ],
});
