/** What broadcast costs, and what a client of replicated data is told. */
import { always, eventually } from 'clew';
import { acked } from '../../../src/scenarios/delivery/acked.ts';
import { classic } from '../../../src/scenarios/delivery/classic.ts';
import { redundant } from '../../../src/scenarios/delivery/redundant.ts';
import { client } from '../../../src/scenarios/primary-backup/at-once.ts';
import { confirmed } from '../../../src/scenarios/primary-backup/confirmed.ts';
import { consumer, sequencer } from '../../../src/scenarios/ordering/sequencer.ts';
import { exercise } from '../exercise.ts';
import { atMost, metered, sentIn } from './metering.ts';

const meteredNodes = (nodes: typeof acked.nodes) => Object.fromEntries(Object.entries(nodes).map(([id, component]) => [id, metered(component)]));

/** Each of three sends to each other once, and is acknowledged; where nothing is lost, that is all. */
export const costOfAcked = exercise({
  name: 'delivery-acked-cost',
  nodes: meteredNodes(acked.nodes),
  outcomes: { cost: atMost(12, 'a message and an acknowledgement for each node and each other one are enough') },
  bounds: { until: 8, horizon: 40 },
  survives: [{ skews: 1 }],
});

/** The origin sends to both receivers, and each of these to the other. */
export const costOfClassic = exercise({
  name: 'delivery-classic-cost',
  nodes: meteredNodes(classic.nodes),
  outcomes: { cost: atMost(4, 'each receiver is sent the message once by each other node') },
  bounds: { until: 8, horizon: 40 },
  survives: [{ crashes: 1, dups: 1, depth: 2 }],
});

/** Three nodes send to two others each, once a tick. */
export const costOfRedundant = exercise({
  name: 'delivery-redundant-cost',
  nodes: meteredNodes(redundant.nodes),
  outcomes: { cost: always('nobody sends more than once a tick to anyone', (world) => sentIn(world).length <= 6 * (world.tick + 1)) },
  bounds: { until: 4, horizon: 8 },
  survives: [{ crashes: 1, drops: 2, depth: 2 }],
});

/** The client is told of each of its two writes. */
export const toldOfWrites = exercise({
  name: 'primary-backup-told-of-writes',
  nodes: confirmed.nodes,
  outcomes: { told: eventually('the client is told of both writes, in turn and once', (world) => world.members(client).every(({ state }) => state.acknowledged.join() === 'x,y')) },
  bounds: { until: 10, horizon: 60 },
  survives: [{ defers: 2 }],
});

/** What has been consumed is not kept. */
export const nothingKept = exercise({
  name: 'ordering-sequencer-keeps-nothing',
  nodes: sequencer.nodes,
  outcomes: { forgotten: eventually('nothing is held back that has been consumed', (world) => world.members(consumer).every(({ state }) => state.early.size === 0)) },
  bounds: { until: 6, horizon: 40 },
  survives: [{ defers: 2, dups: 2, depth: 2 }],
});
