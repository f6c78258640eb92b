/**
 * A copy that is made anew from a compacted log of changes, after Kleppmann (2017), chapter 11, "Log compaction".
 *
 * The log keeps, for each account, the last change only. Each change holds the whole row, so the last is all that
 * matters, and a copy that is lost comes out the same again. `cdc/compacted-events` reads something else from the log.
 */
import { scenario } from 'clew';
import { follower, table } from 'clew/components';
import { type Balances, convergence, procedures, writer } from './source.ts';

/** A database that compacts its log every now and then. */
export const compactingDatabase = table({ procedures, compactAfter: 2 });

const copier = follower({
  table: compactingDatabase,
  at: 'database',
  keep: 'memory',
  empty: new Map() as Balances,
  apply: (balances, { key, row }) => new Map(balances).set(key, row!.balance),
});

/** A change is the new state of its row. */
export const compactedChanges = scenario({
  name: 'cdc/compacted-changes',
  summary: 'a copy in memory, made from the last change of each row',
  source: 'Kleppmann (2017), chapter 11, "Log compaction"',
  nodes: { database: compactingDatabase, writer, copier },
  bounds: { drops: 2, dups: 1, defers: 1, restarts: 1, depth: 2, until: 12, horizon: 32, durations: [4], deferrals: [2] },
  outcomes: { convergence: convergence(compactingDatabase, copier, (node) => copier.copyOf(node).view) },
  known: [
    { outcome: 'convergence', defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
  ],
});
