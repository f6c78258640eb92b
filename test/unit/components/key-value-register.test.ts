import { describe, expect, it } from 'vitest';
import { type Component, protocol } from 'clew';
import { linearizable, readYourWrites, register } from 'clew/checkers';
import { type KeyValueRegister, linearizableRegister, type RegisterMessages, tunableRegister } from 'clew/components';
import { surviving, verdicts } from './verdicts.ts';

const { component } = protocol<RegisterMessages<string> & { hello: string }, { go: null }>();
const key = 'x';

/** Writes its name, then reads. */
const client = component({
  state: () => ({ read: [] as (string | undefined)[] }),
  start: (node) => node.send('register', 'write', { id: 'w', key, value: node.id }),
  on: {
    written: (node) => node.send('register', 'read', { id: 'r', key }),
    value: (node, { value }) => void node.state.read.push(value),
    hello: (node, word) => node.record('hello', word),
  },
});

const replicas = ['r1', 'r2', 'r3'];

function nodesOf<Guarantees>(kept: KeyValueRegister<Guarantees>, clients: readonly string[], at: readonly string[] = replicas): { [id: string]: Component } {
  const named = (ids: readonly string[], made: Component) => ids.map((id): [string, Component] => [id, made]);
  return Object.fromEntries([...named(clients, kept.client(client)), ...named(at, kept.replica)]);
}

const moments = { depth: 2, until: 5, horizon: 40, durations: [4], deferrals: [2] };

describe('a linearizable register', () => {
  it('keeps its word under every fault, with two who write at once', () => {
    for (const budget of [{ drops: 2 }, { restarts: 1, dups: 1 }, { crashes: 1, defers: 1 }, { isolations: 1, cuts: 1, skews: 1 }, { pauses: 1 }]) {
      const kept = linearizableRegister({ replicas });
      expect(verdicts(nodesOf(kept, ['a', 'b']), kept.guarantees(), { ...budget, ...moments })).toEqual(surviving('genuine', 'available', 'linearizable'));
    }
  });

  it('keeps it with one replica, which may start again but must not be lost', () => {
    const kept = linearizableRegister({ replicas: ['s'] });
    const nodes = nodesOf(kept, ['a', 'b'], ['s']);
    expect(verdicts(nodes, kept.guarantees(), { restarts: 2, drops: 1, ...moments })).toEqual(surviving('genuine', 'available', 'linearizable'));
  });

  it('does not write under a name that it had before a restart', () => {
    const kept = linearizableRegister({ replicas });
    const once = component({ start: (node) => node.send('register', 'write', { id: 'w', key, value: `at ${node.now}` }), on: { written: () => {} } });
    const later = component({ start: (node) => node.after(14, 'go'), on: { value: () => {} }, timers: { go: (node) => node.send('register', 'read', { id: 'r', key }) } });
    const nodes = { ...nodesOf(kept, []), writer: kept.client(once), reader: kept.client(later) };
    expect(verdicts(nodes, kept.guarantees(), { restarts: 1, drops: 1, ...moments, until: 8 })).toEqual(surviving('genuine', 'available', 'linearizable'));
  });

  it('passes on what is not for the register', () => {
    const kept = linearizableRegister({ replicas: ['s'] });
    const greeter = component({ start: (node) => node.send('a', 'hello', 'hi'), on: { value: () => {} } });
    const nodes = { ...nodesOf(kept, ['a'], ['s']), g: kept.client(greeter) };
    const heard = { heard: { kind: 'eventually' as const, title: 'it is heard', given: undefined, of: undefined, holds: (world: any) => world.observed('hello').length === 1 } };
    expect(verdicts(nodes, heard, { drops: 1 }).heard).toEqual(['drop:g:a:hello@1']);
  });
});

describe('a tunable register', () => {
  const outcomes = { linearizable: linearizable(register()), own: readYourWrites() };

  it('with one answer each, may not even give its clients what they have written, and is there as long as one replica is', () => {
    const kept = tunableRegister({ replicas });
    const found = verdicts(nodesOf(kept, ['a']), { ...kept.guarantees(), ...outcomes }, { drops: 2, crashes: 2, ...moments });
    expect(found).toMatchObject(surviving('genuine', 'available'));
    expect(found.own).toContain('drop:a:r1:store@1');
  });

  it('with as many answers as make a majority together, gives what has been written when nobody else writes', () => {
    const kept = tunableRegister({ replicas, reads: 1, writes: 3 });
    expect(verdicts(nodesOf(kept, ['a']), outcomes, { drops: 2, ...moments })).toEqual(surviving('linearizable', 'own'));
  });
});
