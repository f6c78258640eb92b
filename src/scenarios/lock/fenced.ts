/**
 * A lock with fencing tokens, after Kleppmann (2017), chapter 8, "Fencing tokens".
 *
 * Leases are numbered. The storage turns away a write whose lease is older than one it has seen, so it no longer
 * matters what a client believes about the time.
 */
import { always, protocol } from 'clew';
import { client, leaseTicks, lockService, type Messages, mutualExclusion } from './lease.ts';

const { component, scenario } = protocol<Messages>();

const storage = component({
  disk: () => ({ newest: 0 }),
  state: () => ({ written: [] as number[] }),
  on: {
    write(node, { lease }) {
      if (lease < node.disk.newest) return;
      node.disk.newest = lease;
      node.state.written.push(lease);
    },
  },
});

/** The storage checks the number of the lease. */
export const fenced = scenario({
  name: 'lock/fenced',
  summary: 'leases with numbers, which the storage checks',
  source: 'Kleppmann (2017), chapter 8, "Fencing tokens"',
  nodes: { lock: lockService, a: client, b: client, storage },
  bounds: { pauses: 1, skews: 1, depth: 2, durations: [leaseTicks + 1] },
  outcomes: {
    ...mutualExclusion(storage),
    fence: always(
      'nothing is written under an older lease than one that was seen',
      (world) => world.members(storage).every(({ state, disk }) => state.written.every((lease) => lease <= disk.newest)),
      { of: 'storage' },
    ),
  },
  known: [
    { outcome: 'leases', pauses: 1, skews: 1, depth: 2, verdict: 'survives' },
    { outcome: 'exclusion', pauses: 1, skews: 1, depth: 2, verdict: 'survives' },
    { outcome: 'fence', pauses: 1, skews: 1, depth: 2, verdict: 'survives' },
  ],
});
