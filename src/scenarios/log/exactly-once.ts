/**
 * A group whose output is in the log as well, and that commits together with it, after Mehta & Gustafson, KIP-98 (2016),
 * "Exactly Once Delivery and Transactional Messaging", which the Kafka documentation calls read-process-write.
 *
 * Output and position are one write, so a record that is handled again leaves nothing behind the second time. It holds
 * for what is in the log, and for nothing else that a worker does.
 */
import { protocol } from 'clew';
import { type Messages, systemOf } from './at-least-once.ts';

const { component, scenario } = protocol<Messages>();

/** Writes a bill for each order. */
export const biller = component({
  on: { record: (node, { value }) => node.send('log', 'append', { key: 'bills', value: value * 10 }) },
});

/** Handle, and commit with the output. */
export const exactlyOnce = scenario({
  name: 'log/exactly-once',
  summary: 'a group that commits together with its output',
  source: 'Mehta & Gustafson, KIP-98 (2016)',
  ...systemOf('with-output', biller),
  known: [
    { outcome: 'kept', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'accepted', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'sequenced', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'shared', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'delivered', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'progress', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
  ],
});
