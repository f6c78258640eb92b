/**
 * The last writer wins, after Shapiro, Preguiça, Baquero & Zawirski (2011), section 3.2.1; for a shopping cart, as in
 * DeCandia and others (2007), section 4.4.
 *
 * The whole cart is one register with a timestamp, and the later one wins. Replicas agree, but on a cart that lacks
 * what was put into the other: when a replica writes before it has heard of a write, or when the clock of the one that
 * wrote before runs ahead, an acknowledged update is lost. `crdt/or-set` merges the carts instead.
 */
import { type NodeId, scenario } from 'clew';
import { eventualConsistency, replicaOf, type Update } from './gossip.ts';

interface Register {
  cart: readonly string[];
  time: number;
  writer: NodeId;
}

const updates: readonly (Update & { item: string })[] = [
  { name: 'a1', at: 'a', tick: 1, item: 'milk' },
  { name: 'b1', at: 'b', tick: 4, item: 'eggs' },
];

// The later write wins; of two at the same time, that of the greater name.
function assign(register: Register, { cart, time, writer }: Register): void {
  if (time < register.time || (time === register.time && writer <= register.writer)) return;
  Object.assign(register, { cart, time, writer });
}

/** A replica of the cart, at which these updates are asked for. */
export const cartReplica = (updates: readonly (Update & { item: string })[]) => replicaOf({
  initial: (): Register => ({ cart: [], time: 0, writer: '' }),
  updates,
  update(register, { item }, { id, now }) {
    assign(register, { cart: [...register.cart, item], time: now, writer: id });
    return item;
  },
  merge: assign,
});

const replica = cartReplica(updates);

/** The last writer wins. */
export const lww = scenario({
  name: 'crdt/lww',
  summary: 'a cart in a register in which the last writer wins',
  source: 'Shapiro, Preguiça, Baquero & Zawirski (2011), section 3.2.1; DeCandia and others (2007), section 4.4',
  nodes: { a: replica, b: replica, c: replica },
  bounds: { until: 6, horizon: 24, dups: 1, defers: 1, skews: 1, depth: 2 },
  outcomes: eventualConsistency(
    replica,
    ({ cart }) => cart.join(),
    ({ cart }, acknowledged: readonly string[]) => acknowledged.every((item) => cart.includes(item)),
  ),
  known: [
    { outcome: 'agreement', defers: 1, verdict: 'survives' },
    {
      outcome: 'durability',
      defers: 1,
      verdict: 'broken',
      faults: ['defer:a:b:merge@1~2'],
      sets: 2,
      because: 'a replica writes before it has heard of the write before',
    },
    { outcome: 'agreement', skews: 1, verdict: 'survives' },
    {
      outcome: 'durability',
      skews: 1,
      verdict: 'broken',
      faults: ['skew:a~4'],
      sets: 2,
      because: 'a clock that runs ahead wins over what is written later',
    },
    { outcome: 'agreement', dups: 2, verdict: 'survives' },
    { outcome: 'durability', dups: 2, verdict: 'survives' },
  ],
});
