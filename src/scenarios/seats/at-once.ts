/**
 * A theatre that gives a seat away at once, after Helland (2007), "Life beyond distributed transactions".
 *
 * The seat is the customer's from the moment it is asked for, and the payment will come. The table sees to it that
 * nobody else gets the seat; nobody sees to it that anybody pays. `seats/tentative` takes back what is not confirmed.
 */
import { compose, protocol } from 'clew';
import { box, customer, type Messages, seats } from './theatre.ts';

const { component, scenario } = protocol<Messages>();

const clerk = component({
  state: () => ({ holds: 0 }),
  on: {
    hold: (node, _, from) => node.send(node.id, 'run', { transaction: `hold ${from}`, procedure: 'hold', argument: { customer: from, number: ++node.state.holds } }),
    pay: (node, _, from) => node.send(node.id, 'run', { transaction: `pay ${from}`, procedure: 'pay', argument: from }),

    committed(node, { transaction, answer }) {
      const [action, from] = transaction.split(' ') as [string, string];
      if (action === 'hold') node.send(from, (answer as number) > 0 ? 'held' : 'taken');
      if (action === 'pay') node.send(from, 'ticket');
    },
    aborted: () => {},
  },
});

/** Once held, a seat is gone. */
export const atOnce = scenario({
  name: 'seats/at-once',
  summary: 'a seat is given away when it is asked for, and the payment will come',
  source: 'Helland (2007)',
  nodes: { theatre: compose({ seats, clerk }), ann: customer, bob: customer },
  bounds: { crashes: 1, drops: 2, depth: 2, until: 12, horizon: 40, durations: [7], deferrals: [2] },
  outcomes: box,
  known: [
    { outcome: 'soldOnce', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'released', crashes: 1, verdict: 'broken', faults: ['crash:ann/theatre:held@1'], sets: 1, because: 'the customer who has the seat is gone' },
    { outcome: 'released', drops: 2, verdict: 'survives', because: 'it is asked for again' },
  ],
});
