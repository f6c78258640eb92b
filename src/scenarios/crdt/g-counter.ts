/**
 * A counter that only grows, after Shapiro, Preguiça, Baquero & Zawirski (2011), section 3.1.
 *
 * Each replica counts for itself, and the value is the sum. The merge takes the larger of two counts: it does not
 * matter in which order, how often, or by which way a payload arrives, as long as a later one does.
 */
import { type NodeId, scenario } from 'clew';
import { eventualConsistency, replicaOf, type Update } from './gossip.ts';

/** How much each replica has counted. */
export type Counts = Record<NodeId, number>;

const updates: readonly (Update & { amount: number })[] = [
  { name: 'a1', at: 'a', tick: 1, amount: 1 },
  { name: 'b1', at: 'b', tick: 1, amount: 2 },
  { name: 'a2', at: 'a', tick: 4, amount: 4 },
];

/** Adds to a replica's own count. */
export function increase(counts: Counts, replica: NodeId, amount: number): void {
  counts[replica] = (counts[replica] ?? 0) + amount;
}

/** Takes the larger of two counts of the same replica. */
export function mergeCounts(counts: Counts, other: Counts): void {
  for (const [replica, count] of Object.entries(other)) counts[replica] = Math.max(count, counts[replica] ?? 0);
}

/** The sum of all counts. */
export function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

const replica = replicaOf({
  initial: (): Counts => ({}),
  updates,
  update(counts, { amount }, { id }) {
    increase(counts, id, amount);
    return amount;
  },
  merge: mergeCounts,
});

/** A counter that only grows. */
export const gCounter = scenario({
  name: 'crdt/g-counter',
  summary: 'a counter that only grows, one count for each replica',
  source: 'Shapiro, Preguiça, Baquero & Zawirski (2011), section 3.1',
  nodes: { a: replica, b: replica, c: replica },
  bounds: { until: 6, horizon: 24, drops: 2, dups: 2, defers: 2, depth: 2 },
  outcomes: eventualConsistency(
    replica,
    (counts) => String(sumOf(counts)),
    (counts, acknowledged: readonly number[]) => sumOf(counts) === acknowledged.reduce((sum, amount) => sum + amount, 0),
  ),
  known: [
    { outcome: 'agreement', drops: 2, dups: 2, defers: 2, depth: 2, verdict: 'survives' },
    { outcome: 'durability', drops: 2, dups: 2, defers: 2, depth: 2, verdict: 'survives' },
  ],
});
