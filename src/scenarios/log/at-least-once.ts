/**
 * A consumer group that commits after it has handled a record, after the Kafka documentation, version 0.8.2 (2015),
 * "Message Delivery Semantics", and Kleppmann (2017), chapter 11, "Partitioned logs".
 *
 * The ready-made log by itself: a shop that appends orders, and two members that handle them. Whatever fails, what is
 * committed has been handled. But a member that stops in between leaves its records to the other, which handles them
 * again: see `offsets/after`.
 */
import { type Component, protocol } from 'clew';
import { type CommitPolicy, type LogMessages, partitionedLog } from 'clew/components';

/** What the shop says to the log, and the log to the workers: the number of an order. */
export type Messages = LogMessages<number>;

const { component, scenario } = protocol<Messages, { later: null }>();

const shop = component({
  start(node) {
    node.send('log', 'append', { key: 'orders', value: 1 });
    node.send('log', 'append', { key: 'orders', value: 2 });
    node.after(4, 'later');
  },
  timers: { later: (node) => node.send('log', 'append', { key: 'orders', value: 3 }) },
});

/** Adds up what it is handed. */
export const counter = component({
  state: () => ({ sum: 0 }),
  on: { record: (node, { value }) => void (node.state.sum += value) },
});

/** The log: orders, and bills for them. */
export const log = partitionedLog({ partitions: ['orders', 'bills'], partitionOf: (key) => (key === 'orders' ? 'orders' : 'bills') });

/** The system of the log family: what a group commits, and when, makes the difference. */
export function systemOf(commit: CommitPolicy, worker: Component) {
  const workers = log.group('workers', { commit, partitions: ['orders'] });
  const member = workers.member(worker);
  return {
    nodes: { log: log.broker, shop: log.producer(shop), w1: member, w2: member },
    bounds: { crashes: 1, drops: 2, depth: 2, until: 6, horizon: 30 },
    outcomes: { ...log.guarantees(), ...workers.guarantees() },
  };
}

/** Handle, then commit. */
export const atLeastOnce = scenario({
  name: 'log/at-least-once',
  summary: 'a group that commits after it has handled a record',
  source: 'Kafka documentation, version 0.8.2 (2015), "Message Delivery Semantics"',
  ...systemOf('after', counter),
  known: [
    { outcome: 'kept', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'accepted', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'sequenced', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'shared', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'delivered', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'progress', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
  ],
});
