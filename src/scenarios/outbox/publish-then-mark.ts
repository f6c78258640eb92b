/**
 * A transactional outbox whose relay publishes and then marks, after Richardson (2018), chapter 3, "Transactional
 * messaging".
 *
 * The message is written in the transaction that writes the order, so there is never one without the other. The relay
 * looks for messages that are not marked, passes them on, and marks them when that is confirmed: what gets lost in
 * between is passed on again. `outbox/dedup` has the warehouse notice, `outbox/mark-then-publish` marks first.
 */
import { type NodeContext, protocol, scenario } from 'clew';
import { customer, type Messages, shipping, shop, warehouse } from './shop.ts';

type Timers = { look: null };

const { component } = protocol<Messages, Timers>();

/** Makes a relay that asks the warehouse in this way. */
export function relay(procedure: 'ship' | 'shipOnce') {
  const look = (node: NodeContext<Messages, Timers, object, object>) => {
    node.send('shop', 'run', { transaction: 'look', procedure: 'unsent', argument: null });
    node.after(6, 'look');
  };
  return component({
    start: look,
    on: {
      ran: () => {},
      aborted: () => {},
      committed(node, { transaction, answer }, from) {
        // Publish...
        if (transaction === 'look') for (const order of answer as string[]) node.send('warehouse', 'run', { transaction: order, procedure, argument: order });
        // ... then mark.
        if (from === 'warehouse') node.send('shop', 'run', { transaction: `mark ${transaction}`, procedure: 'mark', argument: transaction });
      },
    },
    timers: { look },
  });
}

/** Publishes first. */
export const publishThenMark = scenario({
  name: 'outbox/publish-then-mark',
  summary: 'a relay that passes a message on, and then marks it',
  source: 'Richardson (2018), chapter 3, "Transactional messaging"',
  nodes: { shop, warehouse, relay: relay('ship'), customer },
  bounds: { drops: 2, until: 10, horizon: 30, durations: [4], deferrals: [2] },
  outcomes: shipping,
  known: [
    { outcome: 'published', defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'once', drops: 1, verdict: 'broken', faults: ['drop:warehouse:relay:committed@1'], sets: 4, because: 'what is not marked is passed on again' },
    { outcome: 'once', restarts: 1, verdict: 'broken', faults: ['restart:relay/warehouse:committed@1~4'], sets: 8, because: 'the relay restarts after it has published and before it marks' },
  ],
});
