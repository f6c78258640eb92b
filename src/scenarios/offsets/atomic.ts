/**
 * A consumer that keeps its offset with its output, after Kleppmann (2017), chapter 11, "Atomic commit revisited" and
 * "Idempotence".
 *
 * It writes what it has done, and how far it is, at once, and when it starts again it reads on from there. So no commit
 * is needed, and none can come too early or too late.
 */
import { protocol } from 'clew';
import { partitionedLog } from 'clew/components';
import { type Messages, onceEach, shop } from './before.ts';

const { component, scenario } = protocol<Messages>();

const consumer = component({
  disk: () => ({ account: { charged: [] as number[], next: 0 } }),
  start: (node) => node.send('log', 'seek', { partition: 'orders', offset: node.disk.account.next }),
  on: {
    // One write: the charge, and that it has been made.
    record: (node, { offset }) => void (node.disk.account = { charged: [...node.disk.account.charged, offset], next: offset + 1 }),
  },
});

const log = partitionedLog({ partitions: ['orders'] });

/** Process and note the offset in one write. */
export const atomic = scenario({
  name: 'offsets/atomic',
  summary: 'a consumer that keeps its offset with its output',
  source: 'Kleppmann (2017), chapter 11, "Atomic commit revisited"',
  nodes: { log: log.broker, shop: log.producer(shop), consumer: log.reader(consumer) },
  bounds: { restarts: 1, drops: 1, depth: 2, until: 8, horizon: 27, durations: [4] },
  outcomes: { ...onceEach(log, consumer, ({ account }) => account.charged) },
  known: [
    { outcome: 'notTwice', restarts: 1, drops: 2, dups: 1, depth: 2, verdict: 'survives' },
    { outcome: 'exactlyOnce', restarts: 1, drops: 2, dups: 1, depth: 2, verdict: 'survives' },
  ],
});
