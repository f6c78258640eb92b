/**
 * A set whose elements can be added and removed, after Shapiro, Preguiça, Baquero & Zawirski (2011), section 3.3.5.
 *
 * Every addition has a tag of its own, and a removal removes the tags that it has observed. So an addition that the
 * removal has not seen stays: nothing is lost that nobody meant to remove.
 */
import { scenario } from 'clew';
import { eventualConsistency, replicaOf, type Update } from './gossip.ts';

interface Payload {
  added: Map<string, string>;
  removed: Set<string>;
}

type Change = Update & ({ add: string } | { remove: string });

/** What has been acknowledged: an addition by its tag, or a removal with the tags that it has observed. */
type Acknowledged = { added: string } | { removed: readonly string[] };

const updates: readonly Change[] = [
  { name: 'a1', at: 'a', tick: 1, add: 'milk' },
  { name: 'b1', at: 'b', tick: 1, add: 'eggs' },
  { name: 'b2', at: 'b', tick: 4, remove: 'milk' },
  { name: 'a2', at: 'a', tick: 4, add: 'milk' },
];

function tagsOf({ added }: Payload, item: string): string[] {
  return [...added].flatMap(([tag, element]) => (element === item ? [tag] : []));
}

const replica = replicaOf({
  initial: (): Payload => ({ added: new Map(), removed: new Set() }),
  updates,
  update(payload, change): Acknowledged {
    if ('add' in change) {
      payload.added.set(change.name, change.add);
      return { added: change.name };
    }
    const removed = tagsOf(payload, change.remove);
    for (const tag of removed) payload.removed.add(tag);
    return { removed };
  },
  merge(payload, other) {
    for (const [tag, item] of other.added) payload.added.set(tag, item);
    for (const tag of other.removed) payload.removed.add(tag);
  },
});

// An addition holds until a removal that has observed it; a removal holds for good.
function holds({ added, removed }: Payload, acknowledged: readonly Acknowledged[]): boolean {
  const observed = acknowledged.flatMap((one) => ('removed' in one ? one.removed : []));
  const additions = acknowledged.flatMap((one) => ('added' in one ? [one.added] : []));
  return observed.every((tag) => removed.has(tag)) && additions.every((tag) => added.has(tag) && removed.has(tag) === observed.includes(tag));
}

/** An observed-remove set. */
export const orSet = scenario({
  name: 'crdt/or-set',
  summary: 'a set in which a removal removes only what it has observed',
  source: 'Shapiro, Preguiça, Baquero & Zawirski (2011), section 3.3.5',
  nodes: { a: replica, b: replica, c: replica },
  bounds: { until: 6, horizon: 24, drops: 2, dups: 2, defers: 2, depth: 2 },
  outcomes: eventualConsistency(
    replica,
    ({ added, removed }) =>
      [...added]
        .flatMap(([tag, item]) => (removed.has(tag) ? [] : [item]))
        .toSorted()
        .join(),
    holds,
  ),
  known: [
    { outcome: 'agreement', drops: 2, dups: 2, defers: 2, depth: 2, verdict: 'survives' },
    { outcome: 'durability', drops: 2, dups: 2, defers: 2, depth: 2, verdict: 'survives' },
  ],
});
