/**
 * `lock/heartbeat` with a fence before the storage, after Kleppmann (2016), "How to do distributed locking".
 *
 * Holders still take themselves for holders after a pause, and it does no harm.
 */
import { scenario } from 'clew';
import { fencing, fencingGuarantees } from 'clew/components';
import { leaseTicks, nodesWith, outcomes, storage } from './heartbeat.ts';

const fenced = fencing(storage, { tokenOf: (_, { token }: { token: number }) => token });

/** A fence before the storage. */
export const heartbeatFenced = scenario({
  name: 'lock/heartbeat-fenced',
  summary: 'the same with a fence before the storage, which compares tokens',
  source: 'Kleppmann (2016), "How to do distributed locking"',
  nodes: nodesWith(fenced),
  bounds: { pauses: 1, skews: 1, depth: 2, durations: [leaseTicks + 4] },
  outcomes: { ...outcomes, ...fencingGuarantees() },
  known: [
    { outcome: 'leases', pauses: 1, skews: 1, depth: 2, verdict: 'survives' },
    { outcome: 'tokens', pauses: 1, skews: 1, depth: 2, verdict: 'survives' },
    { outcome: 'progress', pauses: 1, skews: 1, depth: 2, verdict: 'survives' },
    { outcome: 'heeded', pauses: 1, skews: 1, depth: 2, verdict: 'survives' },
    {
      outcome: 'oneHolder',
      pauses: 1,
      verdict: 'broken',
      faults: ['pause:a/heartbeat@2~10', 'pause:a/write@1~10'],
      sets: 4,
      because: 'who pauses does not notice that the lease ends',
    },
    { outcome: 'exclusion', pauses: 1, skews: 1, depth: 2, verdict: 'survives', because: 'an older token is turned away' },
    { outcome: 'fenced', pauses: 1, skews: 1, depth: 2, verdict: 'survives' },
    { outcome: 'oneHolder', drops: 2, skews: 1, depth: 2, verdict: 'survives', because: 'each counts the length of the lease, the holder from the earlier moment' },
    { outcome: 'exclusion', drops: 2, skews: 1, depth: 2, verdict: 'survives' },
  ],
});
