/**
 * A consumer that commits its offset after it has processed the message, after Kleppmann (2017), chapter 11, "Consumer
 * offsets".
 *
 * One that stops in between does not know how far it was: the message is processed again. `offsets/atomic` writes both
 * at once.
 */
import { scenario } from 'clew';
import { partitionedLog } from 'clew/components';
import { consumer, onceEach, shop } from './before.ts';

const log = partitionedLog({ partitions: ['orders'] });
const billing = log.group('billing', { commit: 'after' });

/** Process, then commit. */
export const after = scenario({
  name: 'offsets/after',
  summary: 'a consumer that processes the message, and then commits its offset',
  source: 'Kleppmann (2017), chapter 11, "Consumer offsets"',
  nodes: { log: log.broker, shop: log.producer(shop), consumer: billing.member(consumer) },
  bounds: { restarts: 1, drops: 1, depth: 2, until: 8, horizon: 27, durations: [4] },
  outcomes: { ...billing.guarantees(), ...onceEach(log, consumer, ({ charged }) => charged) },
  known: [
    { outcome: 'shared', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'delivered', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'progress', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'notTwice', drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'exactlyOnce', drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'notTwice', restarts: 1, verdict: 'broken', faults: ['restart:consumer/log:fetched@1.1~4'], sets: 6 },
    {
      outcome: 'exactlyOnce',
      restarts: 1,
      verdict: 'broken',
      faults: ['restart:consumer/log:fetched@1.1~4'],
      sets: 6,
      because: 'the consumer starts again after it has processed the message and before its commit',
    },
  ],
});
