/**
 * A consumer that commits its offset before it processes the message, after Kleppmann (2017), chapter 11, "Consumer
 * offsets".
 *
 * One that stops in between has said that it is further than it is: the message is lost. `offsets/after` turns the two
 * round, and `offsets/atomic` makes them one.
 */
import { type Component, protocol, type World } from 'clew';
import { atMostOnce, exactlyOnce } from 'clew/checkers';
import { type LogMessages, type PartitionedLog, partitionedLog } from 'clew/components';

/** What the shop says to the log, and the log to the consumer: the amount of an order. */
export type Messages = LogMessages<number>;

const { component, scenario } = protocol<Messages>();

/** Appends two orders. */
export const shop = component({
  start(node) {
    for (const amount of [5, 7]) node.send('log', 'append', { key: 'orders', value: amount });
  },
});

/** Charges for each order, and notes which. */
export const consumer = component({
  disk: () => ({ charged: [] as number[] }),
  on: { record: (node, { offset }) => void node.disk.charged.push(offset) },
});

/** What the offsets family is measured by, given how to read off the consumer's disk which orders it has charged for. */
export function onceEach<Disk>(log: PartitionedLog<'orders'>, consumer: Component<object, Disk>, chargedOn: (disk: Disk) => readonly number[]) {
  const options = {
    requests: (world: World) => log.records(world, 'orders').map(({ offset }) => offset),
    effects: (world: World) => world.members(consumer).flatMap(({ disk }) => chargedOn(disk)),
  };
  return { notTwice: atMostOnce(options), exactlyOnce: exactlyOnce({ ...options, title: 'each message has its effect exactly once' }) };
}

const log = partitionedLog({ partitions: ['orders'] });
const billing = log.group('billing', { commit: 'before' });

/** Commit, then process. */
export const before = scenario({
  name: 'offsets/before',
  summary: 'a consumer that commits its offset, and then processes the message',
  source: 'Kleppmann (2017), chapter 11, "Consumer offsets"',
  nodes: { log: log.broker, shop: log.producer(shop), consumer: billing.member(consumer) },
  bounds: { restarts: 1, drops: 1, depth: 2, until: 8, horizon: 27, durations: [4] },
  outcomes: { ...billing.guarantees(), ...onceEach(log, consumer, ({ charged }) => charged) },
  known: [
    { outcome: 'shared', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'delivered', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'progress', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'notTwice', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    {
      outcome: 'exactlyOnce',
      restarts: 1,
      verdict: 'broken',
      faults: ['restart:consumer/log:committed@1.1~4'],
      sets: 7,
      because: 'the consumer starts again after its commit and before it has processed the message',
    },
  ],
});
