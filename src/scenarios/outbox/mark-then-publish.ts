/**
 * `outbox/publish-then-mark` the other way round, after Richardson (2018), chapter 3: the relay marks a message, and
 * passes it on when that is confirmed. No order goes out twice for its sake, and what gets lost after the mark never
 * goes out.
 */
import { type NodeContext, protocol, scenario } from 'clew';
import { customer, type Messages, shipping, shop, warehouse } from './shop.ts';

type Timers = { look: null };

const { component } = protocol<Messages, Timers>();

const look = (node: NodeContext<Messages, Timers, object, object>) => {
  node.send('shop', 'run', { transaction: 'look', procedure: 'unsent', argument: null });
  node.after(6, 'look');
};

const relay = component({
  start: look,
  on: {
    ran: () => {},
    aborted: () => {},
    committed(node, { transaction, answer }, from) {
      // Mark...
      if (transaction === 'look') for (const order of answer as string[]) node.send('shop', 'run', { transaction: `mark ${order}`, procedure: 'mark', argument: order });
      // ... then publish.
      const order = transaction.replace('mark ', '');
      if (from === 'shop' && order !== transaction) node.send('warehouse', 'run', { transaction: order, procedure: 'ship', argument: order });
    },
  },
  timers: { look },
});

/** Marks first. */
export const markThenPublish = scenario({
  name: 'outbox/mark-then-publish',
  summary: 'a relay that marks a message, and then passes it on',
  source: 'Richardson (2018), chapter 3, "Transactional messaging"',
  nodes: { shop, warehouse, relay, customer },
  bounds: { drops: 2, until: 10, horizon: 30, durations: [4], deferrals: [2] },
  outcomes: shipping,
  known: [
    { outcome: 'published', drops: 1, verdict: 'broken', faults: ['drop:relay:warehouse:run@1'], sets: 4, because: 'what is marked is not passed on again' },
    { outcome: 'published', restarts: 1, verdict: 'broken', faults: ['restart:relay/shop:committed@3~4'], sets: 8, because: 'the relay restarts after it has marked and before it publishes' },
    { outcome: 'once', drops: 2, verdict: 'survives' },
    { outcome: 'once', restarts: 1, verdict: 'survives' },
    { outcome: 'once', dups: 1, verdict: 'broken', faults: ['dup:relay:shop:run@2'], sets: 8, because: 'publishing once is not enough where the network repeats' },
  ],
});
