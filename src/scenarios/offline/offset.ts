/**
 * A device that remembers how far it has read, after Kleppmann (2017), chapter 12, "Stateful, offline-capable clients"
 * and "Pushing state changes to clients".
 *
 * The server appends to a log, and the device asks for what comes after its offset, however long it has been away. The
 * offset is written together with what is shown, because the device may be switched off in between.
 */
import { protocol } from 'clew';
import { type LogMessages, partitionedLog } from 'clew/components';
import { everythingOnce, news } from './no-offset.ts';

const { component, scenario } = protocol<LogMessages<string>, { publish: string }>();

const server = component({
  start(node) {
    for (const [tick, text] of news) node.after(tick, 'publish', text);
  },
  timers: { publish: (node, text) => node.send('log', 'append', { key: 'news', value: text }) },
});

/** Shows what it reads, and remembers how far it is. */
export const device = component({
  disk: () => ({ read: { shown: [] as number[], next: 0 } }),
  start: (node) => node.send('log', 'seek', { partition: 'news', offset: node.disk.read.next }),
  on: {
    record: (node, { offset }) => void (node.disk.read = { shown: [...node.disk.read.shown, offset], next: offset + 1 }),
  },
});

const log = partitionedLog({ partitions: ['news'] });

/** The device asks for what comes after its offset. */
export const offset = scenario({
  name: 'offline/offset',
  summary: 'a device that reads a log on from where it was',
  source: 'Kleppmann (2017), chapter 12, "Pushing state changes to clients"',
  nodes: { log: log.broker, server: log.producer(server), device: log.reader(device) },
  bounds: { isolations: 1, restarts: 1, drops: 1, dups: 1, depth: 2, until: 8, horizon: 26, durations: [5] },
  outcomes: everythingOnce(
    (world) => log.records(world, 'news').map((record) => record.offset),
    device,
    ({ read }) => read.shown,
  ),
  known: [
    { outcome: 'notTwice', isolations: 1, drops: 1, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'everythingOnce', isolations: 1, drops: 1, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
  ],
});
