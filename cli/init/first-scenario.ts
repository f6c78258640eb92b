/** The first scenario: an outbox that loses nothing, and whose consumer does twice what it is told twice. */
export const firstScenario = `import { always, eventually, protocol } from 'clew';

type Messages = { ship: string; shipped: string };
type Timers = { relay: null };

const { component, scenario } = protocol<Messages, Timers>();

/** Has written an order to its outbox, and sends it again and again until it is confirmed. */
const shop = component({
  disk: () => ({ outbox: ['order-1'] }),
  start: (node) => node.after(1, 'relay'),
  timers: {
    relay(node) {
      for (const order of node.disk.outbox) node.send('warehouse', 'ship', order);
      if (node.disk.outbox.length > 0) node.after(4, 'relay');
    },
  },
  on: {
    shipped: (node, order) => void (node.disk.outbox = node.disk.outbox.filter((other) => other !== order)),
  },
});

/** Ships what it is told to ship. It does not remember what it has shipped already: that is the weakness. */
const warehouse = component({
  disk: () => ({ parcels: [] as string[] }),
  on: {
    ship(node, order, from) {
      node.disk.parcels.push(order);
      node.send(from, 'shipped', order);
    },
  },
});

export const outbox = scenario({
  name: 'outbox/first',
  summary: 'a shop that repeats an order until the warehouse has confirmed it',
  nodes: { shop, warehouse },
  bounds: { drops: 2, restarts: 1, depth: 2 },
  outcomes: {
    delivered: eventually('every order is shipped', ({ nodes }) => nodes.warehouse.disk.parcels.includes('order-1')),
    once: always('no order is shipped twice', ({ nodes }) => new Set(nodes.warehouse.disk.parcels).size === nodes.warehouse.disk.parcels.length),
  },
  known: [
    {
      outcome: 'once',
      verdict: 'broken',
      drops: 1,
      faults: ['drop:warehouse:shop:shipped@1'],
      because: 'the warehouse does not remember what it has shipped, so a lost confirmation ships it again',
    },
  ],
});
`;

/** A test of the first scenario, for vitest. */
export const firstTest = `import 'clew/vitest';
import { expect, it } from 'vitest';
import { outbox } from './outbox.scenario.js';

it('ships every order, whatever is lost or restarted', () => {
  expect(outbox).toSurvive({ outcomes: ['delivered'], drops: 2, restarts: 1, depth: 2 });
});

// A known weakness. When the warehouse remembers what it has shipped, this fails: let it survive then.
it('ships an order twice when the confirmation is lost', () => {
  expect(outbox).toBeBrokenBy('drop:warehouse:shop:shipped@1', { outcome: 'once' });
});
`;
