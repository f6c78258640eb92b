// Every way of reading and writing that JavaScript has, also those that nobody should use.
/* oxlint-disable typescript/require-array-sort-compare, unicorn/no-array-sort */
import { describe, expect, it } from 'vitest';
import { copyOf, ReadOnlyError, UntrackableError } from '../../../src/lineage/tracker.ts';
import { TrackedState } from './tracked-state.ts';

class Account {
  readonly balance = 0;
}
class Votes extends Map<string, string> {}
class Members extends Set<string> {}
class Row extends Array<number> {}

const strange: readonly (readonly [what: string, value: unknown, found: string])[] = [
  ['a Date', new Date(0), 'an object of class Date'],
  ['a typed array', new Uint8Array(2), 'an object of class Uint8Array'],
  ['an instance of a class', new Account(), 'an object of class Account'],
  ['a subclass of Map', new Votes(), 'an object of class Votes'],
  ['a subclass of Set', new Members(), 'an object of class Members'],
  ['a subclass of Array', Row.from([1]), 'an object of class Row'],
  ['a function', () => 1, 'a function'],
  ['a WeakMap', new WeakMap(), 'an object of class WeakMap'],
  ['a promise', Promise.resolve(1), 'a promise'],
  ['a regular expression', /x/, 'an object of class RegExp'],
  ['an error', new RangeError('no'), 'an object of class RangeError'],
  ['a boxed number', Object(1), 'an object of class Number'],
];

const properties: readonly (readonly [what: string, value: object, path: string, found: string])[] = [
  ['a getter', { get late() { return 1; } }, '.late', 'an accessor (a getter or setter)'],
  ['a read-only property', Object.defineProperty({}, 'fixed', { value: {}, enumerable: true }), '.fixed', 'defined as something other than an ordinary property'],
  ['a hidden property', Object.defineProperty({}, 'hidden', { value: 1, writable: true, configurable: true }), '.hidden', 'defined as something other than an ordinary property'],
  ['a property on a Map', Object.assign(new Map(), { label: 'x' }), '.label', 'a property of a Map or Set, beside its entries'],
];

const slotOf = (state: { slot: unknown }) => state.slot as Record<string, unknown>;

const messageOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(UntrackableError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
};

describe('what cannot be tracked is refused with its path', () => {
  it.each(strange)('%s in the initial state', (_, value, found) => {
    expect(messageOf(() => new TrackedState({ outer: { list: [0, { value }] } }))).toBe(`a.state.outer.list[1].value is ${found}`);
  });

  it.each(strange)('%s written by a handler', (_, value, found) => {
    for (const place of ['state', 'disk'] as const) {
      const tracked = new TrackedState<{ slot: unknown; list: unknown[]; map: Map<unknown, unknown>; set: Set<unknown> }>({ slot: undefined, list: [] as unknown[], map: new Map<unknown, unknown>([['k', 1]]), set: new Set<unknown>() }, place);
      const refused = (action: (state: typeof tracked.state) => unknown) => messageOf(() => tracked.step(action));
      expect(refused((state) => (state.slot = value))).toBe(`a.${place}.slot is ${found}`);
      expect(refused((state) => (state.slot = { inner: [value] }))).toBe(`a.${place}.slot.inner[0] is ${found}`);
      expect(refused(({ list }) => list.push(value))).toBe(`a.${place}.list[0] is ${found}`);
      expect(refused(({ map }) => map.set('k', value))).toBe(`a.${place}.map.k is ${found}`);
      expect(refused(({ map }) => map.set('b 1', { at: value }))).toBe(`a.${place}.map["b 1"].at is ${found}`);
      expect(refused(({ map }) => map.set(value, 1))).toBe(`a.${place}.map (a key) is ${found}`);
      expect(refused(({ set }) => set.add(value))).toBe(`a.${place}.set (a member) is ${found}`);
      expect(refused((state) => Object.assign(state, { slot: new Set([value]) }))).toBe(`a.${place}.slot (a member) is ${found}`);
    }
  });

  it('also when it is tried a second time', () => {
    const tracked = new TrackedState<{ slot: unknown }>({ slot: undefined });
    const flawed = { list: [{ at: new Date(0) }] };
    for (let time = 0; time < 2; time++) expect(messageOf(() => tracked.step((state) => (state.slot = flawed)))).toBe('a.state.slot.list[0].at is an object of class Date');
    expect(messageOf(() => tracked.step((state) => (state.slot = flawed.list)))).toBe('a.state.slot[0].at is an object of class Date');
  });

  it.each(properties)('%s', (_, value, path, found) => {
    expect(messageOf(() => new TrackedState({ slot: value }))).toBe(`a.state.slot${path} is ${found}`);
  });

  it('what was put into a literal after it was stored, as soon as it is read', () => {
    const tracked = new TrackedState<{ slot: unknown }>({ slot: undefined });
    tracked.step((state) => {
      const fresh: Record<string, unknown> = {};
      state.slot = fresh;
      fresh.when = new Date(0);
      fresh.call = () => 1;
    });
    expect(messageOf(() => tracked.step((state) => slotOf(state).when))).toBe('a.state.slot.when is an object of class Date');
    expect(messageOf(() => tracked.step((state) => slotOf(state).call))).toBe('a.state.slot.call is a function');
  });

  it('freezing, sealing, other prototypes and unusual properties', () => {
    const tracked = new TrackedState<{ object: Record<string, unknown>; list: number[]; map: Map<unknown, unknown> }>({ object: {}, list: [1], map: new Map() });
    const refused = (action: (state: typeof tracked.state) => unknown) => messageOf(() => tracked.step(action));
    expect(refused(({ object }) => Object.freeze(object))).toBe('a.state.object is frozen or sealed in a handler');
    expect(refused(({ list }) => Object.seal(list))).toBe('a.state.list is frozen or sealed in a handler');
    expect(refused((state) => Object.preventExtensions(state))).toBe('a.state is frozen or sealed in a handler');
    expect(refused(({ object }) => Object.setPrototypeOf(object, null))).toBe('a.state.object is given another prototype');
    expect(refused(({ object }) => (object.__proto__ = null))).toBe('a.state.object is given another prototype');
    expect(refused(({ object }) => Object.defineProperty(object, 'x', { get: () => 1, configurable: true }))).toBe('a.state.object.x is defined as something other than an ordinary property');
    expect(refused(({ object }) => Object.defineProperty(object, 'x', { value: 1 }))).toBe('a.state.object.x is defined as something other than an ordinary property');
  });

  it('a property on the view of a Map or Set', () => {
    const tracked = new TrackedState({ map: new Map(), set: new Set() });
    expect(() => tracked.step(({ map }) => Object.assign(map, { label: 1 }))).toThrow('not extensible');
    expect(() => tracked.step(({ set }) => Object.assign(set, { label: 1 }))).toThrow('not extensible');
  });

  it('a method of Map or Set that is newer than clew', async () => {
    const { TrackedMap } = await import('../../../src/lineage/tracked-map.ts');
    const known = Object.getOwnPropertyNames(Map.prototype).filter((name) => !/^(constructor|size|get|set|has|delete|clear|forEach|keys|values|entries)$/.test(name));
    expect(known.every((name) => Object.hasOwn(TrackedMap.prototype, name))).toBe(true);
  });

  it('a root that is no plain object', () => {
    expect(messageOf(() => new TrackedState([1]))).toBe('a.state is an object of class Array, not a plain object');
    expect(messageOf(() => new TrackedState(new Map()))).toBe('a.state is an object of class Map, not a plain object');
  });
});

describe('outside a step', () => {
  const tracked = new TrackedState({ n: 1, list: [2, 1], map: new Map([['k', 1]]), set: new Set([1]) }, 'state', 1);
  const writes: readonly (readonly [string, (state: typeof tracked.state) => unknown, string])[] = [
    ['set', (state) => (state.n = 2), 'a.state.n'],
    ['set to what is there', (state) => (state.n = 1), 'a.state.n'],
    ['delete', (state) => delete (state as { n?: number }).n, 'a.state.n'],
    ['sort', ({ list }) => list.sort(), 'a.state.list[0]'],
    ['push', ({ list }) => list.push(1), 'a.state.list[2]'],
    ['Map.set', ({ map }) => map.set('k', 2), 'a.state.map.k'],
    ['Map.clear', ({ map }) => map.clear(), 'a.state.map (its keys)'],
    ['Set.add', ({ set }) => set.add(1), 'a.state.set[1]'],
    ['Set.delete', ({ set }) => set.delete(5), 'a.state.set[5]'],
  ];
  it.each(writes)('%s is refused', (_, write, path) => {
    expect(() => tracked.look(write)).toThrow(new ReadOnlyError(path));
    expect(() => write(tracked.state)).toThrow(new ReadOnlyError(path));
  });
});

describe('a copy', () => {
  it('has no object in common with the original', () => {
    const original = { list: [{ n: 1 }], map: new Map([[{ k: 1 }, { v: 1 }]]), set: new Set([[1]]) };
    const copy = copyOf(original, 'x') as typeof original;
    expect(copy).toStrictEqual(original);
    expect(copy.list).not.toBe(original.list);
    expect(copy.list[0]).not.toBe(original.list[0]);
    expect([...copy.map.keys()][0]).not.toBe([...original.map.keys()][0]);
    expect([...copy.set][0]).not.toBe([...original.set][0]);
  });

  it('keeps what is reachable by two paths, and cycles', () => {
    const shared = { n: 1 };
    const original: Record<string, unknown> = { a: shared, b: [shared] };
    original.self = original;
    const copy = copyOf(original, 'x') as { a: object; b: object[]; self: object };
    expect(copy.b[0]).toBe(copy.a);
    expect(copy.self).toBe(copy);
  });

  it('keeps holes, null prototypes, symbols and the key __proto__', () => {
    const tag = Symbol('tag');
    const original = { holes: Object.assign([] as unknown[], { 2: 'x' }), bare: Object.assign(Object.create(null) as object, { a: 1 }), [tag]: 1, parsed: JSON.parse('{"__proto__": 1}') as object };
    const copy = copyOf(original, 'x') as typeof original;
    expect(copy).toStrictEqual(original);
    expect(0 in copy.holes).toBe(false);
    expect(Object.keys(copy.parsed)).toEqual(['__proto__']);
  });

  it.each(strange)('of %s is refused with its path', (_, value, found) => {
    expect(messageOf(() => copyOf({ list: [new Map([['k', { value }]])] }, 'the payload of "vote"'))).toBe(`the payload of "vote".list[0].k.value is ${found}`);
    expect(messageOf(() => copyOf(value, 'the payload of "vote"'))).toBe(`the payload of "vote" is ${found}`);
  });

  it('of a tracked value is a read of all of it', () => {
    const tracked = new TrackedState({ map: new Map<string, object>(), list: [] as unknown[] });
    tracked.step(({ map }) => map.set('k', { n: [1] }));
    tracked.step(({ list }) => list.push(1));
    expect(tracked.readBy((state) => expect(copyOf(state, 'x')).toStrictEqual({ map: new Map([['k', { n: [1] }]]), list: [1] }))).toEqual([0, 1]);
  });
});
