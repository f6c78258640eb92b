/**
 * A copy that is made anew from a compacted log of events, after Kleppmann (2017), chapter 11, "Event sourcing".
 *
 * An event says what happened, and not what is now the case: a later deposit does not make an earlier one
 * superfluous. Compaction takes it for superfluous, and whoever reads the log after that misses it.
 * `cdc/compacted-changes` reads where the accounts stand.
 */
import { scenario } from 'clew';
import { follower } from 'clew/components';
import { compactingDatabase } from './compacted-changes.ts';
import { type Balances, convergence, writer } from './source.ts';

const copier = follower({
  table: compactingDatabase,
  at: 'database',
  keep: 'memory',
  empty: new Map() as Balances,
  apply: (balances, { key, row }) => new Map(balances).set(key, (balances.get(key) ?? 0) + row!.deposit),
});

/** A change is something that has happened to its row. */
export const compactedEvents = scenario({
  name: 'cdc/compacted-events',
  summary: 'a copy in memory, made from the last event of each row',
  source: 'Kleppmann (2017), chapter 11, "Event sourcing"',
  nodes: { database: compactingDatabase, writer, copier },
  bounds: { drops: 2, dups: 1, defers: 1, restarts: 1, depth: 2, until: 12, horizon: 32, durations: [4], deferrals: [2] },
  outcomes: { convergence: convergence(compactingDatabase, copier, (node) => copier.copyOf(node).view) },
  known: [
    { outcome: 'convergence', drops: 2, verdict: 'survives', because: 'it reads each event before that is compacted away' },
    { outcome: 'convergence', restarts: 1, verdict: 'broken', faults: ['restart:copier/follow@4~4'], sets: 9, because: 'it must begin again, and earlier events are gone' },
  ],
});
