/**
 * Commands that one place validates, after Kleppmann (2017), chapter 11, "Commands and events", and chapter 12,
 * "Uniqueness in log-based messaging".
 *
 * A box office appends a command. One reader takes all commands in the order of the log, and makes an event of each that
 * may be carried out. It remembers to whom a seat was sold, so that it decides the same if it is handed a command again;
 * and as it commits together with its output, the event is in the log once.
 */
import { eventually, type NodeId, protocol } from 'clew';
import { type LogMessages, partitionedLog } from 'clew/components';
import { customersAt, valid } from './unvalidated-commands.ts';

type Sale = { seat: string; to: NodeId };

const { component, scenario } = protocol<LogMessages<Sale>, { customer: string }>();

const office = component({
  start: (node) => node.after(customersAt[node.id]!, 'customer', '1A'),
  timers: { customer: (node, seat) => node.send('log', 'append', { key: 'commands', value: { seat, to: node.id } }) },
});

const validator = component({
  disk: () => ({ soldBy: {} as Record<string, number> }),
  on: {
    record(node, { offset, value }) {
      node.disk.soldBy[value.seat] ??= offset;
      if (node.disk.soldBy[value.seat] === offset) node.send('log', 'append', { key: 'events', value });
    },
  },
});

/** The log: commands, and the events that are made of them. */
export const log = partitionedLog({ partitions: ['commands', 'events'], partitionOf: (key) => (key === 'commands' ? 'commands' : 'events') });
const validators = log.group('validators', { commit: 'with-output', partitions: ['commands'] });
const selling = log.producer(office);

/** One place makes events of commands. */
export const validated = scenario({
  name: 'event-sourcing/validated',
  summary: 'one reader of all commands makes events of those that are valid',
  source: 'Kleppmann (2017), chapter 11, "Commands and events"',
  nodes: { o1: selling, o2: selling, log: log.broker, validator: validators.member(validator) },
  bounds: { defers: 1, drops: 1, restarts: 1, depth: 2, until: 8, horizon: 26, durations: [4] },
  outcomes: {
    ...valid(log),
    decided: eventually('if there is a command for the seat, one has become an event', (world) =>
      log.records(world, 'commands').length === 0 || log.records(world, 'events').length === 1,
    ),
  },
  known: [
    { outcome: 'soldOnce', restarts: 1, drops: 1, defers: 1, depth: 2, verdict: 'survives' },
    { outcome: 'decided', restarts: 1, drops: 1, defers: 1, depth: 2, verdict: 'survives' },
  ],
});
