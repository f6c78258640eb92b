/**
 * A counter that goes up and down, after Shapiro, Preguiça, Baquero & Zawirski (2011), section 3.1: two counters that
 * only grow, one for each direction. The larger of two counts would be the wrong one if counts could shrink.
 */
import { scenario } from 'clew';
import { type Counts, increase, mergeCounts, sumOf } from './g-counter.ts';
import { eventualConsistency, replicaOf, type Update } from './gossip.ts';

interface Payload {
  up: Counts;
  down: Counts;
}

const updates: readonly (Update & { amount: number })[] = [
  { name: 'a1', at: 'a', tick: 1, amount: 3 },
  { name: 'b1', at: 'b', tick: 1, amount: -1 },
  { name: 'a2', at: 'a', tick: 4, amount: -2 },
];

const valueOf = ({ up, down }: Payload) => sumOf(up) - sumOf(down);

const replica = replicaOf({
  initial: (): Payload => ({ up: {}, down: {} }),
  updates,
  update(payload, { amount }, { id }) {
    increase(amount > 0 ? payload.up : payload.down, id, Math.abs(amount));
    return amount;
  },
  merge(payload, other) {
    mergeCounts(payload.up, other.up);
    mergeCounts(payload.down, other.down);
  },
});

/** A counter that goes up and down. */
export const pnCounter = scenario({
  name: 'crdt/pn-counter',
  summary: 'a counter that goes up and down: two that only grow',
  source: 'Shapiro, Preguiça, Baquero & Zawirski (2011), section 3.1',
  nodes: { a: replica, b: replica, c: replica },
  bounds: { until: 6, horizon: 24, drops: 2, dups: 2, defers: 2, depth: 2 },
  outcomes: eventualConsistency(
    replica,
    (payload) => String(valueOf(payload)),
    (payload, acknowledged: readonly number[]) => valueOf(payload) === acknowledged.reduce((sum, amount) => sum + amount, 0),
  ),
  known: [
    { outcome: 'agreement', drops: 2, dups: 2, defers: 2, depth: 2, verdict: 'survives' },
    { outcome: 'durability', drops: 2, dups: 2, defers: 2, depth: 2, verdict: 'survives' },
  ],
});
