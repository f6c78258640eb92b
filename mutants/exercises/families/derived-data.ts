/** What is computed, copied or passed on, at work: that it is done, how much is repeated for it, and that it ends. */
import { always, type Component, eventually, type World } from 'clew';
import { replay } from 'clew/components';
import { whole } from '../../../src/scenarios/checkpoint/whole.ts';
import { logDerived } from '../../../src/scenarios/dual-write/log-derived.ts';
import { outboxDedup } from '../../../src/scenarios/outbox/dedup.ts';
import { exercise } from '../exercise.ts';
import { atMost, metered, sentIn } from './metering.ts';

type Progress = { at: { round: number }; checkpoint: number; result: ReadonlyMap<string, number> };

const manager = whole.nodes['manager'] as Component<object, Progress>;
const progress = (world: World) => world.members(manager)[0]!.disk;
const savedBy = (id: string) => (world: World) => [...(world.nodes[id]!.disk.saved as ReadonlyMap<number, number>)];

/** What each has before a round that is saved, by the formula: twice one's own, and the other's. */
const right = new Map([['a', { 0: 1, 2: 13 }], ['b', { 0: 2, 2: 14 }]]);

/** Four rounds, of which the first and the third are saved. */
export const computation = exercise({
  name: 'checkpoint-whole-saves-and-ends',
  nodes: whole.nodes,
  outcomes: {
    over: always('once the result is there, nobody goes back', (world) => progress(world).result.size === 0 || progress(world).at.round === 3),
    last: eventually('the last checkpoint is that of the third round', (world) => progress(world).checkpoint === 2),
    sparing: always('every second round is saved, and nothing wrong', (world) => [...right].every(([id, values]) => savedBy(id)(world).every(([round, value]) => values[round as 0 | 2] === value))),
  },
  bounds: { until: 24, horizon: 60, durations: [1, 2] },
  survives: [{ restarts: 1, drops: 1, depth: 1 }],
});

/** A worker hears of a round late: the other's value is there before. */
export const lateWorker = exercise({
  name: 'checkpoint-whole-with-a-worker-that-is-told-late',
  nodes: { ...whole.nodes, b: metered(whole.nodes['b']!) },
  links: [{ from: 'manager', to: 'b', latency: 2 }, { from: 'a', to: 'b', latency: 0 }],
  outcomes: {
    over: eventually('the result is there', (world) => progress(world).result.size === 2),
    few: always('where nothing is lost, who is told late says its value and that it is done, once in each round', (world) => sentIn(world, 'b').length <= 8),
  },
  bounds: { until: 24, horizon: 60 },
  survives: [{ drops: 0 }],
});

const client = logDerived.nodes['ann']!;
const database = logDerived.nodes['database']!;

/** Two clients write, and are confirmed. */
export const derivedWrites = exercise({
  name: 'dual-write-log-derived-writes',
  nodes: logDerived.nodes,
  outcomes: {
    written: eventually('one of the two has written the key last', (world) => world.members(database).every(({ disk }) => ['ann', 'bob'].includes(replay<string>(disk.log).get('x') ?? ''))),
    confirmed: eventually('who lives is confirmed', (world) => world.living(client).every(({ confirmed }: { confirmed: Set<string> }) => confirmed.has('database'))),
  },
  bounds: { until: 10, horizon: 30 },
  survives: [{ drops: 2 }],
});

/** Two orders are passed on, each once where nothing is lost. */
export const orders = exercise({
  name: 'outbox-dedup-passes-on',
  nodes: { ...outboxDedup.nodes, relay: metered(outboxDedup.nodes['relay']!) },
  outcomes: {
    enough: eventually('the relay looks every six ticks, passes on two orders, and marks both', (world) => sentIn(world, 'relay').length === 10),
    few: atMost(10, 'where nothing is lost, the relay sends nothing besides'),
  },
  bounds: { until: 10, horizon: 30 },
  survives: [{ drops: 0 }],
});
