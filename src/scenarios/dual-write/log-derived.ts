/**
 * An index that follows the log of the database, after Kleppmann (2017), chapter 11, "Change data capture".
 *
 * The clients of `dual-write/both` write to the database alone. That decides the order, and the index takes over all
 * that is in its log, in that order.
 */
import { scenario } from 'clew';
import { follower, table } from 'clew/components';
import { agreement, procedures, writer } from './both.ts';

const database = table({ procedures });
const index = follower({ table: database, at: 'database', empty: new Map<string, string>(), apply: (entries, { key, row }) => new Map(entries).set(key, row!) });
const client = writer('database');

/** Each client writes to the database, and the index follows. */
export const logDerived = scenario({
  name: 'dual-write/log-derived',
  summary: 'clients write to the database, and the index follows its log',
  source: 'Kleppmann (2017), chapter 11, "Change data capture"',
  nodes: { database, index, ann: client, bob: client },
  bounds: { defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, until: 10, horizon: 24, durations: [4], deferrals: [2] },
  outcomes: { ...index.guarantees, agreement: agreement(database, (world) => index.copyOf(world.members(index)[0]!).view) },
  known: [
    { outcome: 'faithful', defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'caughtUp', defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'agreement', defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'faithful', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'caughtUp', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'agreement', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
  ],
});
