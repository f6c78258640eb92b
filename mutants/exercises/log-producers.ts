/**
 * The log at work on what producers append: several producers to one partition, each to several, that start again and
 * mean something else then.
 */
import { always, eventually, protocol, type World } from 'clew';
import { type LogMessages, partitionedLog } from 'clew/components';
import { exercise } from './exercise.ts';

const { component } = protocol<LogMessages<string>, { later: null }>();

const partitions = ['orders', 'returns'] as const;

/** Appends to two partitions, each time it starts with the number of its life, and notes what it is told. */
const shop = component({
  state: () => ({ told: [] as string[] }),
  disk: () => ({ life: 0 }),
  start(node) {
    const life = ++node.disk.life;
    for (const value of ['first', 'second']) node.send('log', 'append', { key: 'orders', value: `${node.id} ${life} ${value}` });
    node.send('log', 'append', { key: 'returns', value: `${node.id} ${life} back` });
    node.after(4, 'later');
  },
  on: { appended: (node, { value }) => void node.state.told.push(value) },
  timers: { later: (node) => node.send('log', 'append', { key: 'orders', value: `${node.id} ${node.disk.life} third` }) },
});

const log = partitionedLog({ partitions, partitionOf: (key) => (key === 'orders' ? 'orders' : 'returns') });
const producer = log.producer(shop);
const valuesIn = (world: World) => partitions.flatMap((partition) => log.records<string>(world, partition).map(({ value }) => value));

/** Two producers, to two partitions. */
export const twoProducers = exercise({
  name: 'log-of-two-producers',
  nodes: { log: log.broker, ann: producer, bob: producer },
  outcomes: {
    ...log.guarantees(),
    once: always('nothing is in the log twice', (world) => new Set(valuesIn(world)).size === valuesIn(world).length),
    told: eventually('who lives is told of each append of its life, and it is there', (world) =>
      world.members(shop).every(({ id, state: { told }, disk: { life } }) => {
        const own = ['first', 'second', 'third', 'back'].map((value) => `${id} ${life} ${value}`);
        return own.every((value) => told.includes(value) && valuesIn(world).includes(value)) && told.length === own.length;
      }),
    ),
  },
  bounds: { until: 6, horizon: 30, durations: [1, 2], deferrals: [1, 3] },
  survives: [{ drops: 1, dups: 1, restarts: 1, defers: 1, depth: 1 }],
});

/** Appends once each time it starts. */
const clerk = component({ start: (node) => node.send('log', 'append', { key: 'orders', value: node.id }) });

const slowLog = partitionedLog({ partitions: ['orders'] });

/**
 * A producer that hears of its append only after it has repeated it, and starts again: what is on its way from the former life may come
 * after what the new one appends, and what the new one repeats is not what the former one appended.
 */
export const severalLives = exercise({
  name: 'log-of-a-producer-of-several-lives',
  nodes: { log: slowLog.broker, ann: slowLog.producer(clerk) },
  links: [{ from: 'log', to: 'ann', latency: 4 }],
  outcomes: { ...slowLog.guarantees() },
  bounds: { until: 8, horizon: 30, durations: [1], deferrals: [1] },
  survives: [{ restarts: 1, defers: 1, drops: 1, dups: 1, depth: 2 }],
});
