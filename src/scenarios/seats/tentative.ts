/**
 * A theatre that holds a seat for a while, after Helland (2007), "Life beyond distributed transactions": a tentative
 * operation, which is confirmed or comes to an end by itself.
 *
 * The clerk of `seats/at-once` gives each hold a number, and releases it some time later, unless it is paid for. Which
 * holds are open stands in the table, so a clerk that starts again looks there.
 */
import { compose, protocol } from 'clew';
import { box, customer, type Messages, seats } from './theatre.ts';

const { component, scenario } = protocol<Messages, { lapse: number }>();

/** How long a seat is held, in ticks. */
const holdTicks = 6;

const clerk = component({
  disk: () => ({ holds: 0 }),
  start: (node) => node.send(node.id, 'run', { transaction: 'unpaid', procedure: 'unpaid', argument: null }),
  on: {
    hold: (node, _, from) => node.send(node.id, 'run', { transaction: `hold ${from}`, procedure: 'hold', argument: { customer: from, number: ++node.disk.holds } }),
    pay: (node, _, from) => node.send(node.id, 'run', { transaction: `pay ${from}`, procedure: 'pay', argument: from }),

    committed(node, { transaction, answer }) {
      const [action, from] = transaction.split(' ') as [string, string];
      if (action === 'hold' && (answer as number) > 0) node.after(holdTicks, 'lapse', answer as number);
      if (action === 'hold') node.send(from, (answer as number) > 0 ? 'held' : 'taken');
      if (action === 'pay') node.send(from, answer === true ? 'ticket' : 'lapsed');
      if (action === 'unpaid') for (const number of answer as number[]) node.after(holdTicks, 'lapse', number);
    },
    aborted: () => {},
  },
  timers: { lapse: (node, number) => node.send(node.id, 'run', { transaction: `release ${number}`, procedure: 'release', argument: number }) },
});

/** A hold lapses. */
export const tentative = scenario({
  name: 'seats/tentative',
  summary: 'a seat is held for a while, and is free again unless it is paid for',
  source: 'Helland (2007)',
  nodes: { theatre: compose({ seats, clerk }), ann: customer, bob: customer },
  bounds: { crashes: 1, drops: 2, depth: 2, until: 12, horizon: 40, durations: [7], deferrals: [2] },
  outcomes: box,
  known: [
    { outcome: 'soldOnce', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'released', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'soldOnce', defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'released', defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives', because: 'the open holds stand in the table' },
  ],
});
