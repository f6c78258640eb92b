import { describe, expect, it } from 'vitest';
import { always, type Component, eventually, protocol } from 'clew';
import { fencing, fencingGuarantees, type LockMessages, lockService } from 'clew/components';
import { surviving, verdicts } from './verdicts.ts';

type Messages = LockMessages & { write: { token: number } };
const { component } = protocol<Messages, { write: null; give: null }>();

const lease = 6;

/** Writes while it has the lock, and gives it back after two writes. */
const writer = component({
  state: () => ({ token: undefined as number | undefined, writes: 0 }),
  start: (node) => node.send('lock', 'acquire', { lock: 'file' }),
  on: {
    acquired(node, { token }) {
      node.state.token = token;
      node.after(1, 'write');
    },
    lost: (node) => void (node.state.token = undefined),
  },
  timers: {
    write(node) {
      const { token } = node.state;
      if (token === undefined) return;
      node.send('storage', 'write', { token });
      node.state.writes++;
      if (node.state.writes < 2) return node.after(2, 'write');
      node.state.token = undefined;
      node.send('lock', 'release', { lock: 'file' });
    },
  },
});

const storage = component({ state: () => ({ tokens: [] as number[] }), on: { write: (node, { token }) => void node.state.tokens.push(token) } });
const fenced = fencing(storage, { tokenOf: (_, { token }: { token: number }) => token });

const ordered = always('no write of an old holder comes after one of a newer', (world) => world.members(storage).every(({ state: { tokens } }) => tokens.every((token, place) => place === 0 || tokens[place - 1]! <= token)));
const written = eventually('each writer that lives has written', (world) => world.living(writer).every(({ writes }) => writes === 2));

function system(kept: Component = storage) {
  const lock = lockService({ lease });
  const client = lock.client(writer);
  return { nodes: { lock: lock.service, a: client, b: client, storage: kept }, guarantees: lock.guarantees() };
}

const moments = { depth: 2, until: 12, horizon: 50, durations: [10] };

const slow = ['pause:a/heartbeat@2~10', 'pause:a/lock:granted@2~10', 'pause:a/write@1~10', 'pause:a/write@2~10'];

describe('a lock service', () => {
  it('keeps its word, and so do its clients, under everything but a pause and the loss of its node', () => {
    const { nodes, guarantees } = system();
    const outcomes = { ...guarantees, written };
    for (const budget of [{ drops: 2, dups: 1, skews: 1 }, { restarts: 1, drops: 1, durations: [2] }, { isolations: 1, cuts: 1 }]) {
      expect(verdicts(nodes, outcomes, { ...moments, ...budget })).toEqual(surviving('leases', 'tokens', 'oneHolder', 'written'));
    }
    expect(verdicts(nodes, guarantees, { crashes: 1, defers: 1, ...moments })).toEqual(surviving('leases', 'tokens', 'oneHolder'));
  });

  it('keeps its own word under pauses too, but a client that pauses does not notice that it has lost the lock', () => {
    const { nodes, guarantees } = system();
    expect(verdicts(nodes, { ...guarantees, ordered }, { pauses: 1, ...moments })).toMatchObject({ leases: 'survives', tokens: 'survives', oneHolder: slow, ordered: slow });
  });

  it('does not keep more than its word', () => {
    const { leases } = lockService({ lease: lease + 6 }).guarantees();
    expect(verdicts(system().nodes, { leases }, { isolations: 1, durations: [20], until: 10, horizon: 60 }).leases).toContain('isolate:a/write@1~20');
  });
});

describe('a client of a lock service', () => {
  it('keeps the lock as long as it wants it, though a heartbeat may be lost', () => {
    const keeper = component({ start: (node) => node.send('lock', 'acquire', { lock: 'file' }), on: { acquired: () => {}, lost: (node) => node.record('lost') } });
    const lock = lockService({ lease: 8, heartbeat: 2 });
    const outcomes = { keeps: always('the lock is never lost', (world) => world.observed('lost').length === 0 && world.observed('lock').length >= 0) };
    const nodes = { lock: lock.service, a: lock.client(keeper) };
    expect(verdicts(nodes, outcomes, { drops: 1, until: 12, horizon: 30 }).keeps).toBe('survives');
    expect(verdicts(nodes, outcomes, { isolations: 1, durations: [6], until: 8, horizon: 30 }).keeps).toContain('isolate:a/heartbeat@1~6');
  });

  it('gives back at once what it no longer wants', () => {
    const fickle = component({
      start(node) {
        node.send('lock', 'acquire', { lock: 'file' });
        node.send('lock', 'release', { lock: 'file' });
      },
      on: { acquired: (node) => node.record('acquired', node.id), lost: () => {} },
    });
    const other = component({ start: (node) => node.after(2, 'give'), on: { acquired: (node) => node.record('acquired', node.id), lost: () => {} }, timers: { give: (node) => node.send('lock', 'acquire', { lock: 'file' }) } });
    const lock = lockService({ lease });
    const early = { early: always('the other has it before a lease has passed', (world) => world.observed('acquired').every(({ value, tick }) => value === 'b' && tick <= lease)) };
    expect(verdicts({ lock: lock.service, a: lock.client(fickle), b: lock.client(other) }, early, { skews: 1, horizon: 20 }).early).toBe('survives');
    expect(verdicts({ lock: lock.service, a: lock.client(fickle), b: lock.client(other) }, early, { drops: 1, horizon: 20 }).early).toContain('drop:a:lock:release@1');
  });
});

describe('a fence', () => {
  it('turns away what comes under an older token', () => {
    const outcomes = { ...fencingGuarantees(), ordered };
    const bounds = { pauses: 1, drops: 1, defers: 1, restarts: 1, deferrals: [2], ...moments };
    expect(verdicts(system(fenced).nodes, outcomes, bounds)).toEqual(surviving('fenced', 'ordered'));
  });

  it('lets through what needs no token', () => {
    const open = fencing(storage, { tokenOf: () => undefined });
    expect(verdicts(system(open).nodes, { ordered }, { pauses: 1, ...moments }).ordered).toEqual(slow);
  });
});
