import { describe, expect, it } from 'vitest';
import { type Component, protocol } from 'clew';
import { invoke, linearizable, monotonicReads, readYourWrites, register, respond } from 'clew/checkers';
import { searched } from './searched.ts';

type Answer = { id: string; value?: number | undefined; version?: number };
type Messages = { write: { id: string; value: number }; copy: { value: number }; read: { id: string }; written: Answer; given: Answer };
const { component } = protocol<Messages, { ask: 'write' | 'read' }>();

/** A primary that answers at once and copies afterwards. */
const primary = component({
  state: () => ({ value: undefined as number | undefined }),
  on: {
    write(node, { id, value }, from) {
      node.state.value = value;
      node.send('replica', 'copy', { value });
      node.send(from, 'written', { id });
    },
    read: (node, { id }, from) => node.send(from, 'given', { id, value: node.state.value }),
  },
});

const replica = component({
  state: () => ({ value: undefined as number | undefined }),
  on: {
    copy: (node, { value }) => void (node.state.value = value),
    read: (node, { id }, from) => node.send(from, 'given', { id, value: node.state.value }),
  },
});

/** Does one thing after the other, at the ticks given: writes at the primary, reads from where it is told to. */
const session = (script: readonly { at: number; write?: number; read?: string }[]): Component =>
  component({
    start: (node) => script.forEach(({ at, write }) => node.after(at, 'ask', write === undefined ? 'read' : 'write')),
    on: { written: (node, { id }) => respond(node, id), given: (node, { id, value }) => respond(node, id, value) },
    timers: {
      ask(node) {
        const { write, read } = script.find(({ at }) => at === node.now)!;
        const id = `${node.id} ${node.now}`;
        invoke(node, { id, method: write === undefined ? 'read' : 'write', input: write });
        if (write === undefined) node.send(read!, 'read', { id });
        else node.send('primary', 'write', { id, value: write });
      },
    },
  });

const nodesFor = (...scripts: (readonly { at: number; write?: number; read?: string }[])[]) => ({
  primary,
  replica,
  ...Object.fromEntries(scripts.map((script, index) => [`s${index + 1}`, session(script)])),
});

describe('a linearizable register', () => {
  it('survives where all is read from the primary', () => {
    const nodes = nodesFor([{ at: 1, write: 1 }, { at: 4, write: 2 }], [{ at: 2, read: 'primary' }, { at: 6, read: 'primary' }]);
    expect(searched(nodes, linearizable(register()), { drops: 2 }).verdict).toBe('survives');
  });

  it('is broken by a lost copy where the replica is read, and the witness says by which read', () => {
    const nodes = nodesFor([{ at: 1, write: 1 }], [{ at: 3, read: 'primary' }, { at: 5, read: 'replica' }]);
    const { sets, compared } = searched(nodes, linearizable(register()), { drops: 1 });
    expect(sets).toEqual(['drop:primary:replica:copy@1']);
    expect(compared).toEqual({
      expected: 'an order in which each operation on a register comes out as it did',
      actual: {
        history: ['s1: write(1), ticks 1 to 3', 's2: read(), ticks 5 to 7'],
        longest: ['s1: write(1), ticks 1 to 3'],
        stuck: ['s2: read(), ticks 5 to 7'],
      },
    });
  });

  it('is asked of one object, if one is named', () => {
    const other = component({
      start(node) {
        invoke(node, { id: 'x', object: 'x', method: 'read' });
        respond(node, 'x', node.state.seen);
      },
      state: () => ({ seen: undefined as number | undefined }),
      on: { copy: (node, { value }) => (invoke(node, { id: 'late', object: 'y', method: 'read' }), respond(node, 'late', value)) },
    });
    const sender = component({ start: (node) => node.after(1, 'ask', 'read'), timers: { ask: (node) => node.send('other', 'copy', { value: 5 }) } });
    const verdictOf = (object?: string) => searched({ other, sender }, linearizable(register(), object === undefined ? {} : { object }), { drops: 1 });
    expect(() => verdictOf()).toThrow('is broken without any fault');
    expect(verdictOf('x').verdict).toBe('survives');
  });
});

describe('read your writes', () => {
  it('survives where one reads what one has written to', () => {
    expect(searched(nodesFor([{ at: 1, write: 1 }, { at: 4, read: 'primary' }]), readYourWrites(), { drops: 2 }).verdict).toBe('survives');
  });

  it('is broken by a lost copy where the replica is read', () => {
    const { sets, compared } = searched(nodesFor([{ at: 1, write: 1 }, { at: 4, read: 'replica' }]), readYourWrites(), { drops: 1 });
    expect(sets).toEqual(['drop:primary:replica:copy@1']);
    expect(compared).toEqual({ expected: [], actual: ['s1: read(), ticks 4 to 6, after s1: write(1), ticks 1 to 3'] });
  });

  it('does not mind what others have written', () => {
    expect(searched(nodesFor([{ at: 1, write: 1 }], [{ at: 4, read: 'replica' }]), readYourWrites(), { drops: 1 }).verdict).toBe('survives');
  });

  it('does not mind a write that may be newer than one’s own', () => {
    expect(searched(nodesFor([{ at: 1, write: 1 }, { at: 4, read: 'primary' }], [{ at: 1, write: 2 }]), readYourWrites(), { drops: 1 }).verdict).toBe('survives');
  });
});

describe('monotonic reads', () => {
  const script = [{ at: 4, read: 'primary' }, { at: 7, read: 'replica' }];

  it('survive where the same copy is read', () => {
    expect(searched(nodesFor([{ at: 1, write: 1 }], [{ at: 2, read: 'replica' }, { at: 4, read: 'replica' }, { at: 7, read: 'replica' }]), monotonicReads(), { drops: 2 }).verdict).toBe('survives');
  });

  it('are broken by a lost copy where another is read', () => {
    const { sets, compared } = searched(nodesFor([{ at: 1, write: 1 }], script), monotonicReads(), { drops: 1 });
    expect(sets).toEqual(['drop:primary:replica:copy@1']);
    expect(compared).toEqual({ expected: [], actual: ['s2: read(), ticks 7 to 9, after s2: read() → 1, ticks 4 to 6'] });
  });

  it('go by versions where operations tell them', () => {
    const broken = monotonicReads({ versionOf: ({ output }) => (typeof output === 'number' ? output : 0) });
    expect(searched(nodesFor([{ at: 1, write: 1 }], script), broken, { drops: 1 }).verdict).toBe('broken');
    const unknown = monotonicReads({ versionOf: () => undefined });
    expect(searched(nodesFor([{ at: 1, write: 1 }], script), unknown, { drops: 1 }).verdict).toBe('survives');
  });
});
