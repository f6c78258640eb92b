import { describe, expect, it } from 'vitest';
import { protocol } from 'clew';
import { invoke, linearizable, queue, respond } from 'clew/checkers';
import { searched } from './searched.ts';

type Messages = { put: number; stored: null; take: null; taken: number | null; confirm: null };
const { component } = protocol<Messages, { put: number; take: null }>();

/** A shelf that takes an item away as it hands it out, or only when that is confirmed. */
const shelf = (confirmed: boolean) =>
  component({
    state: () => ({ items: [] as number[] }),
    on: {
      put(node, item, from) {
        node.state.items.push(item);
        node.send(from, 'stored');
      },
      take(node, _, from) {
        node.send(from, 'taken', node.state.items[0] ?? null);
        if (!confirmed) node.state.items.shift();
      },
      confirm: (node) => void (confirmed && node.state.items.shift()),
    },
  });

const producer = component({
  start: (node) => [1, 2].forEach((item) => node.after(3 * item, 'put', item)),
  on: { stored: (node) => respond(node, `put ${Math.floor(node.now / 3)}`) },
  timers: {
    put(node, item) {
      invoke(node, { id: `put ${item}`, method: 'enqueue', input: item });
      node.send('shelf', 'put', item);
    },
  },
});

const taker = (at: number) =>
  component({
    start: (node) => node.after(at, 'take'),
    on: {
      taken(node, item) {
        respond(node, node.id, item);
        node.send('shelf', 'confirm');
      },
    },
    timers: {
      take(node) {
        invoke(node, { id: node.id, method: 'dequeue' });
        node.send('shelf', 'take');
      },
    },
  });

const nodes = (confirmed: boolean) => ({ shelf: shelf(confirmed), producer, a: taker(10), b: taker(14), c: taker(18) });

describe('a linearizable queue', () => {
  it('survives losses where an item is taken away as it is handed out: it may be gone, but comes to nobody twice', () => {
    expect(searched(nodes(false), linearizable(queue()), { drops: 2 }).verdict).toBe('survives');
  });

  it('is broken by a lost confirmation where an item stays until then', () => {
    const { sets, compared } = searched(nodes(true), linearizable(queue()), { drops: 1 });
    expect(sets).toEqual(['drop:a:shelf:confirm@1', 'drop:b:shelf:confirm@1']);
    expect(compared).toMatchObject({
      actual: {
        longest: ['producer: enqueue(1), ticks 3 to 5', 'producer: enqueue(2), ticks 6 to 8', 'a: dequeue() → 1, ticks 10 to 12'],
        stuck: ['b: dequeue() → 1, ticks 14 to 16'],
      },
    });
  });
});
