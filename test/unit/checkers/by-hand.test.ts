import { describe, expect, it } from 'vitest';
import { converged, exactlyOnce, invoke, monotonicReads, readYourWrites, respond } from 'clew/checkers';
import { worldRecorded } from './recorded.ts';

describe('what is older', () => {
  it('is not told of two writes at once', () => {
    const world = worldRecorded((of) => {
      invoke(of('b'), { id: 'w2', method: 'write', input: 2 });
      invoke(of('a'), { id: 'w1', method: 'write', input: 1 });
      respond(of('b'), 'w2');
      respond(of('a'), 'w1');
      invoke(of('a'), { id: 'r', method: 'read' });
      respond(of('a'), 'r', 2);
    });
    expect(readYourWrites().holds(world)).toBe(true);
    expect(monotonicReads().holds(world)).toBe(true);
  });

  it('is told of the writes of one session, even if one has no response', () => {
    const world = worldRecorded((of) => {
      invoke(of('a'), { id: 'w1', method: 'write', input: 1 });
      invoke(of('a'), { id: 'w2', method: 'write', input: 2 });
      respond(of('a'), 'w2');
      invoke(of('a'), { id: 'r', method: 'read' });
      respond(of('a'), 'r', 1);
    });
    expect(readYourWrites().holds(world)).toBe(false);
  });

  it('is asked of each object by itself', () => {
    const world = worldRecorded((of) => {
      invoke(of('a'), { id: 'w1', method: 'write', input: 1, object: 'x' });
      respond(of('a'), 'w1');
      invoke(of('a'), { id: 'r', method: 'read', object: 'y' });
      respond(of('a'), 'r');
    });
    expect(readYourWrites().holds(world)).toBe(true);
  });
});

describe('what is alike', () => {
  const holds = (...copies: unknown[]) => converged({ copies: () => copies }).holds(worldRecorded(() => {}));

  it('does not depend on the order in which Maps, Sets and objects were filled', () => {
    expect(holds(new Set([1, 2]), new Set([2, 1]))).toBe(true);
    expect(holds(new Map([['a', 1], ['b', 2]]), new Map([['b', 2], ['a', 1]]))).toBe(true);
    expect(holds({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
  });

  it('depends on the order of an array, and on kinds', () => {
    for (const [one, other] of [[[1, 2], [2, 1]], [[1], new Set([1])], [1, '1'], [{}, new Map()], [null, undefined], ['a,b', ['a', 'b']]]) expect(holds(one, other)).toBe(false);
  });

  it('holds of one copy, and of none', () => {
    expect(holds()).toBe(true);
    expect(holds(1)).toBe(true);
  });
});

it('requests may be named by more than words', () => {
  const names = { requests: () => [{ order: 1 }, { order: 2 }], effects: () => [{ order: 2 }, { order: 1 }] };
  expect(exactlyOnce(names).holds(worldRecorded(() => {}))).toBe(true);
});
