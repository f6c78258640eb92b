/**
 * A lock whose holder keeps up its lease by heartbeats, after Burrows (2006), section 2.8, on the ready-made service.
 *
 * Unlike in `lock/lease`, nobody tells another the time at which a lease ends: each counts the length of it on its own
 * clock, the holder from the earlier moment. So it does not matter if clocks differ. A holder that pauses for longer than its lease still
 * writes after the next one. `lock/heartbeat-fenced` puts a fence before the storage.
 */
import { always, type Component, eventually, type Observation, protocol } from 'clew';
import { type LockMessages, lockService } from 'clew/components';

type Messages = LockMessages & { write: { token: number } };

const { component, scenario } = protocol<Messages, { write: null }>();

/** How long a lease lasts, in ticks. */
export const leaseTicks = 6;

/** Waits for the lock, writes twice while it has it, and gives it back. */
const writer = component({
  state: () => ({ token: undefined as number | undefined, writes: 0 }),
  start: (node) => node.send('lock', 'acquire', { lock: 'file' }),
  on: {
    acquired(node, { token }) {
      node.state.token = token;
      node.record('acquired');
      node.after(1, 'write');
    },
    lost(node) {
      node.state.token = undefined;
      node.record('lost');
    },
  },
  timers: {
    write(node) {
      const { token } = node.state;
      if (token === undefined) return;
      node.record('write');
      node.send('storage', 'write', { token });
      node.state.writes++;
      if (node.state.writes < 2) return node.after(2, 'write');
      node.send('lock', 'release', { lock: 'file' });
    },
  },
});

/** Writes whatever it is sent. */
export const storage = component({
  state: () => ({ written: [] as number[] }),
  on: { write: (node, { token }) => void node.state.written.push(token) },
});

const lock = lockService({ lease: leaseTicks, heartbeat: 2 });
const client = lock.client(writer);

/** Two writers, the lock, and a storage. */
export const nodesWith = (storage: Component) => ({ lock: lock.service, a: client, b: client, storage });

function isHeeded(all: readonly Observation[]): boolean {
  const told = (place: number) => all.slice(0, place).findLast(({ kind }) => kind !== 'write');
  return all.every(({ kind }, place) => kind !== 'write' || told(place)?.kind === 'acquired');
}

/** What the two are measured by. */
export const outcomes = {
  ...lock.guarantees(),
  progress: eventually('each writer that lives has written', (world) => world.living(writer).every(({ writes }) => writes === 2)),
  heeded: always('nobody writes between being told that the lock is lost and having it again', (world) => world.members(writer).every(({ id }) => isHeeded(world.observed().filter(({ node }) => node === id))), { of: 'writer' }),
  exclusion: always(
    'no write of an old holder comes after one of a newer',
    (world) => world.members(storage).every(({ state: { written } }) => written.every((token, n) => n === 0 || written[n - 1]! <= token)),
    { given: (world) => world.members(storage).some(({ state: { written } }) => new Set(written).size > 1) },
  ),
};

/** Leases that are kept up by heartbeats. */
export const heartbeat = scenario({
  name: 'lock/heartbeat',
  summary: 'leases that are kept up by heartbeats, each measured by its own clock',
  source: 'Burrows (2006), section 2.8; Gray & Cheriton (1989), section 2',
  nodes: nodesWith(storage),
  bounds: { pauses: 1, skews: 1, depth: 2, durations: [leaseTicks + 4] },
  outcomes,
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
    {
      outcome: 'exclusion',
      pauses: 1,
      verdict: 'broken',
      faults: ['pause:a/heartbeat@2~10', 'pause:a/write@1~10'],
      sets: 4,
      because: 'its write comes after that of the next holder',
    },
    { outcome: 'oneHolder', drops: 2, skews: 1, depth: 2, verdict: 'survives', because: 'each counts the length of the lease, the holder from the earlier moment' },
    { outcome: 'exclusion', drops: 2, skews: 1, depth: 2, verdict: 'survives' },
  ],
});
