/** Replicated data types, and programs whose output does not depend on order, at work: ties, removals, receipts, reports. */
import { always, confluent, eventually } from 'clew';
import { type Receipt, expected } from '../../../src/scenarios/confluence/cart-eager.ts';
import { cartSealed } from '../../../src/scenarios/confluence/cart-sealed.ts';
import { detector, machine } from '../../../src/scenarios/confluence/monotone.ts';
import { eventualConsistency } from '../../../src/scenarios/crdt/gossip.ts';
import { cartReplica } from '../../../src/scenarios/crdt/lww.ts';
import { orSet } from '../../../src/scenarios/crdt/or-set.ts';
import { exercise } from '../exercise.ts';

const bounds = { until: 6, horizon: 24 };

const tied = cartReplica([
  { name: 'a1', at: 'a', tick: 1, item: 'milk' },
  { name: 'b1', at: 'b', tick: 1, item: 'eggs' },
  { name: 'c1', at: 'c', tick: 1, item: 'salt' },
]);

const carts = (replica: typeof tied) => eventualConsistency(replica, ({ cart }) => cart.join(), ({ cart }, acknowledged: readonly string[]) => acknowledged.every((item) => cart.includes(item)));

/** Three write at the same time, and all agree on whose write it is. */
export const ties = exercise({
  name: 'crdt-lww-ties',
  nodes: { a: tied, b: tied, c: tied },
  outcomes: { agreement: carts(tied).agreement },
  bounds,
  survives: [{ defers: 1, drops: 1, dups: 1, depth: 1 }],
});

const backwards = cartReplica([
  { name: 'b1', at: 'b', tick: 1, item: 'eggs' },
  { name: 'a1', at: 'a', tick: 4, item: 'milk' },
]);

/** The later write is that of the smaller name. */
export const laterOfSmallerName = exercise({
  name: 'crdt-lww-later-of-smaller-name',
  nodes: { a: backwards, b: backwards, c: backwards },
  outcomes: carts(backwards),
  bounds,
  survives: [{ dups: 2 }],
});

/** A removal takes what it has observed, and leaves the rest. */
export const removal = exercise({
  name: 'crdt-or-set-removal',
  nodes: orSet.nodes,
  outcomes: {
    removed: eventually('milk is removed as far as the removal has seen it, and eggs are not', ({ nodes }) =>
      Object.values<{ state: { payload: { added: ReadonlyMap<string, string>; removed: ReadonlySet<string> } } }>(nodes).every(({ state: { payload } }) => [...payload.removed].join() === 'a1' && [...payload.added.keys()].toSorted().join() === 'a1,a2,b1'),
    ),
  },
  bounds,
  survives: [{ dups: 1 }],
});

const isExpected = (receipt: Receipt) => receipt.size === expected.size && [...receipt].every(([item, amount]) => expected.get(item) === amount);

/** A receipt is given once, and is right. */
export const receipts = exercise({
  name: 'confluence-cart-sealed-receipts',
  nodes: cartSealed.nodes,
  outcomes: { final: always('a receipt is never taken back: there is none, or it has everything', ({ nodes }) => nodes.cart.state.receipt === undefined || isExpected(nodes.cart.state.receipt)) },
  bounds: { until: 3, horizon: 20 },
  survives: [{ defers: 2, dups: 2, depth: 2 }],
});

/** A transaction that waits for two others at once, of which one waits for it. */
export const twoHolders = exercise({
  name: 'confluence-monotone-two-holders',
  nodes: {
    m1: machine([{ waiter: 't1', holder: 't2' }, { waiter: 't1', holder: 't3' }]),
    m2: machine([{ waiter: 't2', holder: 't1' }, { waiter: 't2', holder: 't4' }]),
    detector,
  },
  outcomes: { confluence: confluent('every order of the reports gives the same deadlocks', (world) => world.members(detector)[0]!.state.deadlocked, new Set(['t1', 't2'])) },
  bounds: { until: 3, horizon: 20 },
  survives: [{ defers: 2, dups: 2, depth: 2 }],
});
