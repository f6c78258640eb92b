import { describe, expect, it } from 'vitest';
import { imageOf } from '../../../src/lineage/image.ts';
import { TrackedState } from './tracked-state.ts';

describe('an image', () => {
  it('is equal, and another', () => {
    const state = { list: [1, { deep: new Map([['a', new Set([1])]]) }], nothing: undefined, big: 10n };
    const image = imageOf(state);
    expect(image).toEqual(state);
    expect(image.list).not.toBe(state.list);
    (image.list[1] as { deep: Map<string, Set<number>> }).deep.get('a')!.add(2);
    expect(state.list[1]).toEqual({ deep: new Map([['a', new Set([1])]]) });
  });

  it('keeps the order of keys, holes, lengths, prototypes and keys that are symbols', () => {
    const symbol = Symbol('key');
    const sparse: number[] = [];
    sparse[2] = 3;
    const bare = Object.assign(Object.create(null) as object, { b: 1, a: 2 });
    const image = imageOf({ sparse, bare, [symbol]: { deep: 1 }, ...JSON.parse('{"__proto__": {"own": 1}}') as object });
    expect(0 in image.sparse).toBe(false);
    expect(image.sparse).toHaveLength(3);
    expect(Object.getPrototypeOf(image.bare)).toBeNull();
    expect(Object.keys(image.bare)).toEqual(['b', 'a']);
    expect(image[symbol]).toEqual({ deep: 1 });
    expect(Object.getPrototypeOf(image)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(image, '__proto__')?.value).toEqual({ own: 1 });
  });

  it('has one thing for what is one thing, circles included', () => {
    const shared = { count: 0 };
    const state: { one: object; other: object; self?: object } = { one: shared, other: shared };
    state.self = state;
    const image = imageOf(state);
    expect(image.one).toBe(image.other);
    expect(image.self).toBe(image);
    expect(image.one).not.toBe(shared);
  });

  it('keeps frozen what is frozen', () => {
    const image = imageOf({ frozen: Object.freeze([Object.freeze({ a: 1 }), { b: 1 }]), free: { c: 1 } });
    expect(Object.isFrozen(image.frozen)).toBe(true);
    expect(Object.isFrozen(image.frozen[0])).toBe(true);
    expect(Object.isFrozen(image.frozen[1])).toBe(false);
    expect(Object.isFrozen(image.free)).toBe(false);
  });

  it('shows what a view shows that a handler left in an object literal', () => {
    const { state, step } = trackedWith({ inner: { count: 1 }, box: null as { held: object } | null });
    step(() => (state.box = { held: state.inner }));
    const image = imageOf(state);
    expect(image).toEqual({ inner: { count: 1 }, box: { held: { count: 1 } } });
    expect(image.box!.held).toBe(image.inner);
  });
});

function trackedWith<State extends object>(initial: State): { state: State; step: (action: () => unknown) => void } {
  const tracked = new TrackedState(initial);
  return { state: tracked.state, step: (action) => void tracked.step(action) };
}
