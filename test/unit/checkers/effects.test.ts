import { describe, expect, it } from 'vitest';
import { protocol } from 'clew';
import { atLeastOnce, atMostOnce, effect, exactlyOnce, invoke, noAcknowledgedLoss, respond } from 'clew/checkers';
import { searched } from './searched.ts';

type Messages = { charge: string; charged: string };
const { component } = protocol<Messages, { repeat: null }>();

/** A client that asks until it is answered, or just once; a server that knows its requests again, or does not; one that remembers on disk, or not. */
function system({ repeats, dedups, durable = true }: { repeats: boolean; dedups: boolean; durable?: boolean }) {
  const client = component({
    state: () => ({ answered: false }),
    start(node) {
      invoke(node, { id: 'r1', method: 'charge' });
      node.send('server', 'charge', 'r1');
      if (repeats) node.after(3, 'repeat');
    },
    on: {
      charged(node, id) {
        if (!node.state.answered) respond(node, id);
        node.state.answered = true;
      },
    },
    timers: {
      repeat(node) {
        if (node.state.answered) return;
        node.send('server', 'charge', 'r1');
        node.after(3, 'repeat');
      },
    },
  });
  const server = component({
    state: () => ({ done: [] as string[] }),
    disk: () => ({ done: [] as string[] }),
    on: {
      charge(node, id, from) {
        const memory = durable ? node.disk : node.state;
        if (!dedups || !memory.done.includes(id)) {
          memory.done.push(id);
          effect(node, id);
        }
        node.send(from, 'charged', id);
      },
    },
  });
  const kept = durable ? noAcknowledgedLoss({ kept: (world) => world.members(server).flatMap(({ disk }) => disk.done) }) : noAcknowledgedLoss({ kept: (world) => world.members(server).flatMap(({ state }) => state.done) });
  return { nodes: { client, server }, kept };
}

describe('exactly once', () => {
  it('holds where the client repeats and the server knows its requests again', () => {
    expect(searched(system({ repeats: true, dedups: true }).nodes, exactlyOnce(), { drops: 2, dups: 1, depth: 2 }).verdict).toBe('survives');
  });

  it('is broken by a lost answer where the server does not, and says what was repeated', () => {
    const { sets, compared } = searched(system({ repeats: true, dedups: false }).nodes, exactlyOnce(), { drops: 1 });
    expect(sets).toEqual(['drop:server:client:charged@1']);
    expect(compared).toEqual({ expected: { missing: [], repeated: [], unasked: [] }, actual: { missing: [], repeated: ['r1'], unasked: [] } });
  });

  it('is broken by a lost request where the client does not repeat, and says what is missing', () => {
    const { sets, compared } = searched(system({ repeats: false, dedups: true }).nodes, exactlyOnce(), { drops: 1 });
    expect(sets).toEqual(['drop:client:server:charge@1']);
    expect(compared).toMatchObject({ actual: { missing: ['r1'], repeated: [], unasked: [] } });
  });

  it('is broken by an effect that nobody asked for', () => {
    const { nodes } = system({ repeats: false, dedups: true });
    const { verdict, compared } = searched(nodes, exactlyOnce({ requests: (world) => (world.observed('effect').length === 1 ? ['r1'] : []), effects: (world) => (world.observed('effect').length === 1 ? ['r1'] : ['r2']) }), { drops: 1 });
    expect(verdict).toBe('broken');
    expect(compared).toMatchObject({ actual: { unasked: ['r2'] } });
  });
});

describe('at most once', () => {
  it('survives a lost request, as nothing is done twice', () => {
    expect(searched(system({ repeats: false, dedups: false }).nodes, atMostOnce(), { drops: 2 }).verdict).toBe('survives');
  });

  it('is broken by a duplicate where the server does not know its requests again', () => {
    const { sets, compared } = searched(system({ repeats: false, dedups: false }).nodes, atMostOnce(), { dups: 1 });
    expect(sets).toEqual(['dup:client:server:charge@1']);
    expect(compared).toEqual({ expected: { repeated: [] }, actual: { repeated: ['r1'] } });
  });
});

describe('at least once', () => {
  it('survives losses where the client repeats, whether or not anything is done twice', () => {
    expect(searched(system({ repeats: true, dedups: false }).nodes, atLeastOnce(), { drops: 2 }).verdict).toBe('survives');
  });

  it('is broken by a lost request where it does not', () => {
    const { sets, compared } = searched(system({ repeats: false, dedups: false }).nodes, atLeastOnce(), { drops: 1 });
    expect(sets).toEqual(['drop:client:server:charge@1']);
    expect(compared).toEqual({ expected: { missing: [] }, actual: { missing: ['r1'] } });
  });
});

describe('no acknowledged loss', () => {
  const bounds = { restarts: 1, durations: [2] };

  it('survives a restart of a server that remembers on disk', () => {
    const { nodes, kept } = system({ repeats: false, dedups: true });
    expect(searched(nodes, kept, bounds).verdict).toBe('survives');
  });

  it('is broken by one of a server that does not, and says what is lost', () => {
    const { nodes, kept } = system({ repeats: false, dedups: true, durable: false });
    const { sets, compared } = searched(nodes, kept, bounds);
    expect(sets).toEqual(['restart:server/client:charge@1.1~2', 'restart:server/until~2']);
    expect(compared).toEqual({ expected: { lost: [] }, actual: { lost: ['r1'] } });
  });
});
