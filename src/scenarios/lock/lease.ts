/**
 * A lock with leases, after Gray & Cheriton (1989) and Kleppmann (2017), chapter 8, "The leader and the lock".
 *
 * The lock service assumes that a holder stops when its lease ends; a holder assumes that it will notice. Neither
 * holds for a process that pauses between the look at its clock and the write, nor for clocks that differ.
 * `lock/fenced` has the storage check instead.
 */
import { always, type Component, type NodeContext, type NodeId, protocol } from 'clew';

/** How long a lease lasts, in ticks. */
export const leaseTicks = 6;

/** What one is told with a lease: when it ends, and its number, which only `lock/fenced` makes use of. */
export type Lease = { number: number; end: number };
/** What lock service, clients and storage say to each other. */
export type Messages = { acquire: null; granted: Lease; refused: null; write: { lease: number } };
type Timers = { ask: null; work: null; write: null };
type Client = NodeContext<Messages, Timers, { lease: Lease | undefined }, object>;

const { component, scenario } = protocol<Messages, Timers>();

/** Gives the lock to one client at a time, each for the length of a lease. */
export const lockService = component({
  state: () => ({ granted: [] as (Lease & { from: number; holder: NodeId })[] }),
  on: {
    acquire(node, _, client) {
      const last = node.state.granted.at(-1);
      if (last !== undefined && node.now < last.end) return node.send(client, 'refused');

      const lease = { number: (last?.number ?? 0) + 1, end: node.now + leaseTicks };
      node.state.granted.push({ ...lease, from: node.now, holder: client });
      node.send(client, 'granted', lease);
    },
  },
});

const ask = (node: Client) => node.send('lock', 'acquire');

/** Works for as long as its lease lasts, and writes every now and then. */
export const client = component({
  state: () => ({ lease: undefined as Lease | undefined }),
  start: ask,
  on: {
    granted(node, lease) {
      node.state.lease = lease;
      node.after(1, 'work');
    },
    refused: (node) => node.after(1, 'ask'),
  },
  timers: {
    ask,
    // Is the lock still mine? Then there is a write to be made...
    work(node) {
      if (node.now >= node.state.lease!.end) return;
      node.after(1, 'write');
    },
    // ... but much can happen in between.
    write(node) {
      node.send('storage', 'write', { lease: node.state.lease!.number });
      node.after(1, 'work');
    },
  },
});

/** Writes whatever it is sent. */
const storage = component({
  state: () => ({ written: [] as number[] }),
  on: { write: (node, { lease }) => void node.state.written.push(lease) },
});

/** What the lock family is measured by. */
export function mutualExclusion(storages: Component<{ written: number[] }>) {
  return {
    leases: always(
      'by the clock of the lock service, no two leases overlap',
      (world) => world.members(lockService).every(({ state: { granted } }) => granted.every(({ from }, n) => n === 0 || granted[n - 1]!.end <= from)),
      { of: 'lock' },
    ),
    exclusion: always(
      'no write of an old holder comes after one of a newer',
      (world) => world.members(storages).every(({ state: { written } }) => written.every((lease, n) => n === 0 || written[n - 1]! <= lease)),
      { given: (world) => world.members(storages).some(({ state: { written } }) => new Set(written).size > 1) },
    ),
  };
}

/** Leases alone. */
export const lease = scenario({
  name: 'lock/lease',
  summary: 'leases, which a holder watches by its own clock',
  source: 'Gray & Cheriton (1989); Kleppmann (2017), chapter 8',
  nodes: { lock: lockService, a: client, b: client, storage },
  bounds: { pauses: 1, skews: 1, depth: 2, durations: [leaseTicks + 1] },
  outcomes: mutualExclusion(storage),
  known: [
    { outcome: 'leases', pauses: 1, verdict: 'survives' },
    {
      outcome: 'exclusion',
      pauses: 1,
      verdict: 'broken',
      faults: ['pause:a/write@1~7'],
      sets: 2,
      because: 'the holder pauses between its look at the clock and its write, for longer than the lease',
    },
    { outcome: 'leases', skews: 1, verdict: 'survives' },
    {
      outcome: 'exclusion',
      skews: 1,
      verdict: 'broken',
      faults: ['skew:lock~7'],
      sets: 1,
      because: 'the end of the lease is read on another clock than the one that set it',
    },
  ],
});
