/**
 * `cdc/snapshot-only` with the position that belongs to the snapshot, after Kleppmann (2017), chapter 11, "Initial
 * snapshot": what is not in the snapshot comes after its position in the log, whenever it is asked for.
 */
import { scenario } from 'clew';
import { follower } from 'clew/components';
import { type Balances, convergence, database, deposited, writer } from './source.ts';

const copier = follower({
  table: database,
  at: 'database',
  begin: 'snapshot',
  empty: new Map() as Balances,
  apply: (balances, { key, row }) => new Map(balances).set(key, row!.balance),
});

/** Follows from where the snapshot ends. */
export const snapshotPosition = scenario({
  name: 'cdc/snapshot-position',
  summary: 'a snapshot with its position, and the changes from there on',
  source: 'Kleppmann (2017), chapter 11, "Initial snapshot"',
  nodes: { database, writer, copier },
  bounds: { drops: 2, dups: 1, defers: 1, restarts: 1, depth: 2, until: 12, horizon: 32, durations: [4], deferrals: [2] },
  outcomes: { ...copier.guarantees, deposited: deposited(database), convergence: convergence(database, copier, (node) => copier.copyOf(node).view) },
  known: [
    { outcome: 'faithful', defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'caughtUp', defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'deposited', defers: 1, verdict: 'survives' },
    { outcome: 'convergence', defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
  ],
});
