// Every way of reading and writing that JavaScript has, also those that nobody should use.
/* oxlint-disable typescript/no-array-delete, typescript/no-for-in-array, typescript/no-base-to-string, typescript/require-array-sort-compare, unicorn/no-array-sort, unicorn/no-array-reverse */
import { describe, expect, it } from 'vitest';
import { drawingOf, TrackedState } from './tracked-state.ts';

const tag = Symbol('tag');
const other = Symbol('other');

const make = () => ({
  count: 1,
  votes: { b: 'yes', c: 'no' } as Record<string, string>,
  list: [3, 1, 2],
  words: ['b', 'a', 'b', 'c'],
  nested: [[1, [2]], [3]] as unknown[],
  people: [{ name: 'x', age: 3 }, { name: 'y', age: 1 }],
  map: new Map<string, { n: number }>([['p', { n: 1 }], ['q', { n: 2 }]]),
  set: new Set<unknown>(['u', 'v']),
  deep: { inner: { leaf: 0, more: { leaf: 1 } } } as { inner?: { leaf: number; more: { leaf: number } } },
  [tag]: 'marked',
});

type State = ReturnType<typeof make>;
type Case = readonly [title: string, action: (state: State) => unknown];

const objects: readonly Case[] = [
  ['get and set', ({ votes }) => [(votes.d = 'yes'), votes.d, votes.missing]],
  ['add and assign', (state) => (state.count += 5)],
  ['logical assignment', ({ votes }) => [(votes.b ??= 'maybe'), (votes.z ??= 'maybe')]],
  ['in', ({ votes }) => ['b' in votes, 'z' in votes, 'toString' in votes]],
  ['delete', ({ votes }) => [delete votes.b, delete votes.z, 'b' in votes]],
  ['destructuring', ({ votes: { b, ...rest }, list: [first, ...others] }) => [b, rest, first, others]],
  ['spread', ({ votes, list }) => [{ ...votes, e: 'yes' }, [...list, 9]]],
  ['Object.keys', ({ votes }) => Object.keys(votes)],
  ['Object.values', ({ votes }) => Object.values(votes)],
  ['Object.entries', ({ people }) => Object.entries(people)],
  ['Object.assign', (state) => Object.assign(state.votes, { b: 'no', f: 'yes' }, state.list)],
  ['Object.hasOwn', ({ votes }) => [Object.hasOwn(votes, 'b'), Object.hasOwn(votes, 'z')]],
  ['hasOwnProperty', ({ votes }) => [Object.prototype.hasOwnProperty.call(votes, 'b'), Object.prototype.propertyIsEnumerable.call(votes, 'z')]],
  ['Object.fromEntries', ({ map, votes }) => [Object.fromEntries(map), Object.fromEntries(Object.entries(votes))]],
  ['Object.getOwnPropertyNames', (state) => [Object.getOwnPropertyNames(state.list), Object.getOwnPropertySymbols(state)]],
  ['Object.getOwnPropertyDescriptor', ({ votes, list }) => [Object.getOwnPropertyDescriptor(votes, 'b'), Object.getOwnPropertyDescriptors(list)]],
  ['Object.defineProperty of an ordinary property', ({ votes }) => Object.defineProperty(votes, 'g', { value: 'yes', writable: true, enumerable: true, configurable: true })],
  ['Object.defineProperty of a value that is there', ({ votes }) => Object.defineProperty(votes, 'b', { value: 'no' })],
  ['for-in', ({ votes, list }) => {
    const keys = [];
    for (const key in votes) keys.push(key);
    for (const key in list) keys.push(key);
    return keys;
  }],
  ['for-of', ({ list, map, set }) => {
    const items: unknown[] = [];
    for (const item of list) items.push(item);
    for (const [key, value] of map) items.push(key, value.n);
    for (const member of set) items.push(member);
    return items;
  }],
  ['JSON.stringify', (state) => [JSON.stringify(state), JSON.stringify(state.people, null, 2)]],
  ['a null prototype', (state) => {
    const bare = Object.assign(Object.create(null) as Record<string, number>, { constructor: 1 });
    (state as Record<string, unknown>).bare = bare;
    const stored = (state as unknown as { bare: Record<string, number> }).bare;
    stored.toString = 2 as never;
    return [stored.constructor, Object.getPrototypeOf(stored) === null, Object.keys(stored), 'valueOf' in stored];
  }],
  ['symbols as keys', (state) => {
    (state as Record<symbol, unknown>)[other] = [1];
    return [state[tag], tag in state, (state as Record<symbol, unknown>)[other], Object.getOwnPropertySymbols(state).length, delete (state as Record<symbol, unknown>)[tag]];
  }],
  ['names of inherited methods as keys', ({ votes }) => {
    const before = typeof votes.constructor;
    votes.constructor = 'yes' as never;
    return [before, votes.constructor, Object.keys(votes), delete (votes as { constructor?: unknown }).constructor, typeof votes.constructor];
  }],
  ['a key called __proto__ that JSON gave', (state) => {
    (state as Record<string, unknown>).parsed = JSON.parse('{"__proto__": {"x": 1}}');
    const { parsed } = state as unknown as { parsed: Record<string, { x: number }> };
    return [Object.keys(parsed), parsed.__proto__!.x, Object.getPrototypeOf(parsed) === Object.prototype];
  }],
  ['what inherits from a view', ({ votes }) => {
    const child = Object.create(votes) as Record<string, string>;
    child.b = 'changed';
    return [votes.b, child.b, child.c];
  }],
  ['Reflect', ({ votes }) => [Reflect.get(votes, 'b'), Reflect.set(votes, 'b', 'no'), Reflect.has(votes, 'c'), Reflect.deleteProperty(votes, 'c'), Reflect.ownKeys(votes)]],
  ['as text', ({ votes, list }) => [String(votes), (list.join('-')), Object.prototype.toString.call(list), Array.isArray(list)]],
];

const arrays: readonly Case[] = [
  ['push', ({ list }) => list.push(7, 8)],
  ['pop', ({ list }) => [list.pop(), list.pop(), list.pop(), list.pop()]],
  ['shift', ({ list }) => [list.shift(), list]],
  ['unshift', ({ list }) => list.unshift(8, 9)],
  ['splice', ({ words }) => [words.splice(1, 2, 'x', 'y', 'z'), words.splice(-1), words.splice(0, 0, 'front')]],
  ['sort', ({ list, people }) => [list.sort(), people.sort((a, b) => a.age - b.age)]],
  ['reverse', ({ list, people }) => [list.reverse(), people.reverse()]],
  ['fill', ({ list }) => [list.fill(0, 1), list.fill(5)]],
  ['copyWithin', ({ words }) => words.copyWithin(0, 2)],
  ['at', ({ list }) => [list.at(-1), list.at(9)]],
  ['concat', ({ list, nested }) => [list.concat([4], 5), [0].concat(list), nested.concat(nested)]],
  ['entries, keys, values', ({ list }) => [[...list.entries()], [...list.keys()], [...list.values()]]],
  ['every, some', ({ list }) => [list.every((item) => item > 0), list.some((item) => item > 2)]],
  ['filter, map', ({ people }) => [people.filter(({ age }) => age > 2), people.map(({ name }) => name)]],
  ['find, findIndex, findLast, findLastIndex', ({ people }) => [people.find(({ age }) => age === 1), people.findIndex(({ age }) => age === 1), people.findLast(() => true), people.findLastIndex(() => false)]],
  ['flat, flatMap', ({ nested, list }) => [nested.flat(), nested.flat(Infinity), list.flatMap((item) => [item, item])]],
  ['forEach', ({ list }) => {
    const seen: unknown[] = [];
    list.forEach((item, index, all) => seen.push(item, index, all === list));
    return seen;
  }],
  ['includes, indexOf, lastIndexOf', ({ words }) => [words.includes('b'), words.includes('z'), words.indexOf('b'), words.indexOf('b', 1), words.lastIndexOf('b'), words.lastIndexOf('b', 1)]],
  ['includes of nothing', ({ list }) => [list.includes(undefined as never), (list as unknown[]).indexOf(Number.NaN)]],
  ['join, toString', ({ words, nested }) => [words.join('+'), words.toString(), String(nested)]],
  ['reduce, reduceRight', ({ words }) => [words.reduce((a, b) => a + b), words.reduceRight((a, b) => a + b, '>')]],
  ['slice', ({ list }) => [list.slice(), list.slice(1), list.slice(-2, -1)]],
  ['toReversed, toSorted, toSpliced, with', ({ list }) => [list.toReversed(), list.toSorted(), list.toSpliced(0, 1, 9), list.with(1, 7), list]],
  ['length read and written', ({ words }) => {
    const before = words.length;
    words.length = 2;
    const cut = [...words];
    words.length = 4;
    return [before, cut, words.length, 3 in words];
  }],
  ['length written as text', ({ words }) => ((words as { length: unknown }).length = '1')],
  ['length defined', ({ words }) => Object.defineProperty(words, 'length', { value: 1 })],
  ['writing past the end', ({ list }) => [(list[6] = 1), list.length, 4 in list]],
  ['deleting from the middle', ({ list }) => [delete list[1], list.length, 1 in list, list.indexOf(undefined as never), list.includes(undefined as never)]],
  ['swapping', ({ list }) => ([list[0], list[2]] = [list[2]!, list[0]!])],
  ['Array.from, Array.of', ({ list, set }) => [Array.from(list, (item) => item * 2), Array.from(set), Array.of(...list)]],
  ['replacing by a filtered list', (state) => {
    state.people = state.people.filter(({ age }) => age > 2);
    state.people[0]!.age = 30;
    return [state.people, state.people.length];
  }],
  ['a list with a property of its own', (state) => ((state as Record<string, unknown>).match = /(?<letter>b)/.exec('abc'))],
];

const collections: readonly Case[] = [
  ['get, set, has, delete', ({ map }) => [map.get('p'), map.get('z'), map.has('p'), map.has('z'), map.delete('p'), map.delete('z'), map.set('r', { n: 3 }) === map, [...map.keys()]]],
  ['size, clear', ({ map, set }) => [map.size, set.size, map.clear(), set.clear(), map.size, set.size, map.clear()]],
  ['keys, values, entries', ({ map, set }) => [[...map.keys()], [...map.values()], [...map.entries()], [...set.keys()], [...set.values()], [...set.entries()]]],
  ['spread', ({ map, set }) => [[...map], [...set]]],
  ['forEach', ({ map, set }) => {
    const seen: unknown[] = [];
    map.forEach(function (this: unknown, value, key, all) { seen.push(value.n, key, all === map, this); }, 'this');
    set.forEach((value, key, all) => seen.push(value, key, all === set));
    return seen;
  }],
  ['iteration by hand', ({ map, set }) => {
    const iterator = map.entries();
    return [iterator.next(), iterator.next(), iterator.next(), set.values().next(), iterator[Symbol.iterator]() === iterator];
  }],
  ['changing while iterating', ({ map, set }) => {
    for (const [key] of map) if (map.size < 5) map.set(`${key}'`, { n: 9 });
    for (const member of set) if (String(member).length < 3) { set.delete(member); set.add(`${String(member)}'`); }
    return [[...map.keys()], [...set]];
  }],
  ['setting again keeps the place', ({ map, set }) => [map.set('p', { n: 7 }), set.add('u'), [...map.keys()], [...set]]],
  ['add, has, delete', ({ set }) => [set.add('w') === set, set.has('w'), set.has('z'), set.delete('u'), set.delete('z'), [...set]]],
  ['not-a-number and minus zero', ({ set }) => [set.add(Number.NaN).has(Number.NaN), set.add(-0).has(0), set.size, Object.is([...set].at(-1), 0)]],
  ['keys of different kinds', ({ map }) => {
    const mixed = map as unknown as Map<unknown, unknown>;
    mixed.set(1, 'number').set('1', 'text').set(undefined, 'none').set(null, 'null').set(tag, 'symbol');
    return [mixed.get(1), mixed.get('1'), mixed.get(undefined), mixed.get(null), mixed.get(tag), mixed.size];
  }],
  ['objects as keys', (state) => {
    const keyed = state.map as unknown as Map<unknown, string>;
    keyed.set(state.people[0], 'first').set(state.deep, 'deep');
    return [keyed.get(state.people[0]), keyed.has(state.people[1]), keyed.get(state.deep), [...keyed.keys()].at(-1) === state.deep, keyed.delete(state.deep), keyed.size];
  }],
  ['new Map, new Set, from a view', ({ map, set }) => [new Map(map), new Set(set), new (map.constructor as MapConstructor)(map), map.constructor === Map, set.constructor === Set]],
  ['class and name', ({ map, set }) => [map instanceof Map, set instanceof Set, String(map), Object.prototype.toString.call(set)]],
  ['JSON of a Map', ({ map, set }) => JSON.stringify([map, set, [...map]])],
];

const nesting: readonly Case[] = [
  ['the same object twice', ({ deep, people, map }) => [deep.inner === deep.inner, people[0] === people[0], map.get('p') === map.get('p'), people.indexOf(people[1]!), people.includes({ name: 'x', age: 3 })]],
  ['one object by two paths', (state) => {
    state.map.set('alias', state.people[0] as never);
    (state.map.get('alias') as never as { age: number }).age = 99;
    return [state.people[0]!.age, state.map.get('alias') === (state.people[0] as never), new Set([state.people[0], state.map.get('alias')]).size];
  }],
  ['moving between containers', (state) => {
    const { inner } = state.deep;
    delete state.deep.inner;
    state.nested.push(inner);
    inner!.leaf = 5;
    return [state.nested.at(-1) === inner, state.nested.includes(inner), state.deep.inner];
  }],
  ['a cycle', (state) => {
    state.nested.push(state.nested);
    return [state.nested.at(-1) === state.nested, (state.nested.at(-1) as unknown[]).length];
  }],
  ['a literal that is filled after it was stored', (state) => {
    const fresh: { n: number; list: number[]; late?: unknown } = { n: 0, list: [] };
    state.map.set('fresh', fresh);
    fresh.n = 4;
    fresh.list.push(1);
    state.map.get('fresh')!.n++;
    fresh.late = state.people;
    return [state.map.get('fresh'), (state.map.get('fresh') as { late?: unknown }).late === state.people];
  }],
  ['a literal that holds what is in the state, and stays usable', (state) => {
    const fresh = { who: state.people[0]!, members: new Set([state.people[1]]), keyed: new Map([[state.people[0], 1]]), all: [state.people[0]] };
    (state as Record<string, unknown>).fresh = fresh;
    const stored = (state as unknown as { fresh: typeof fresh }).fresh;
    fresh.who.age = 77;
    return [
      fresh.who === state.people[0], fresh.members.has(state.people[1]), fresh.keyed.get(state.people[0]), fresh.all.includes(state.people[0]),
      stored.who === state.people[0], stored.members.has(state.people[1]), stored.keyed.get(state.people[0]), stored.all.includes(state.people[0]), stored.all.indexOf(state.people[0]),
      stored.members.delete(state.people[1]), stored.keyed.delete(state.people[0]), stored.members.size, stored.keyed.size, state.people[0]!.age,
    ];
  }],
  ['adding what a filled collection already holds', (state) => {
    (state as Record<string, unknown>).fresh = { members: new Set<unknown>([state.people[0]]), keyed: new Map<unknown, number>([[state.people[0], 1]]) };
    const { fresh } = state as unknown as { fresh: { members: Set<unknown>; keyed: Map<unknown, number> } };
    fresh.members.add(state.people[0]);
    fresh.keyed.set(state.people[0], 2);
    return [fresh.members.size, fresh.keyed.size, fresh.keyed.get(state.people[0])];
  }],
  ['a literal, as a member of its own list', (state) => {
    const fresh = { n: 1 };
    state.nested.push(fresh);
    return [state.nested.includes(fresh), state.nested.indexOf(fresh), (state.set.add(fresh), state.set.has(fresh)), state.set.size];
  }],
  ['a frozen object', (state) => {
    (state as Record<string, unknown>).config = Object.freeze({ peers: Object.freeze(['b', 'c']), limits: { most: 3 }, who: state.people[0] });
    const { config } = state as unknown as { config: { peers: string[]; limits: { most: number }; who: unknown } };
    config.limits.most = 4;
    return [config.peers.includes('c'), config.peers.map((peer) => peer), config.limits.most, config.who === state.people[0], { ...config }, config === config];
  }],
  ['writing to a frozen object', (state) => {
    (state as Record<string, unknown>).config = Object.freeze({ peers: Object.freeze(['b']) });
    const { config } = state as unknown as { config: { peers: string[] } };
    const failing = [() => (config.peers = []), () => config.peers.push('c'), () => delete (config as { peers?: unknown }).peers, () => config.peers.sort(() => 1).length];
    return failing.map((attempt) => {
      try {
        return attempt();
      } catch (error) {
        return (error as Error).name;
      }
    });
  }],
  ['swapping two objects', (state) => {
    [state.people[0], state.people[1]] = [state.people[1]!, state.people[0]!];
    return [state.people, state.people[0] === state.people[1]];
  }],
];

describe('tracked state', () => {
  describe.each([['objects', objects], ['arrays', arrays], ['Map and Set', collections], ['nested containers', nesting]] as const)('%s', (_, cases) => {
    it.each(cases)('%s: as in plain JavaScript', (_, action) => {
      const plain = make();
      const tracked = new TrackedState(make());
      const expected = drawingOf([action(plain), plain]);
      let answer: unknown;
      tracked.step((state) => (answer = action(state)));
      expect(tracked.drawing([answer, tracked.state])).toBe(expected);
    });
  });

  it('has the methods of the newest Set, where the platform has them', () => {
    const tracked = new TrackedState({ left: new Set([1, 2, 3]), right: new Set([3, 4]) });
    tracked.step(({ left, right }) => {
      for (const name of ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom'] as const) {
        type Combining = Record<typeof name, ((other: Set<number>) => unknown) | undefined>;
        const native = (Set.prototype as unknown as Combining)[name];
        if (native === undefined) continue;
        const combine = (a: Set<number>, b: Set<number>) => (a as unknown as Combining)[name]!(b);
        const expected = native.call(new Set([1, 2, 3]), new Set([3, 4]));
        for (const answer of [combine(left, right), combine(left, new Set([3, 4])), combine(new Set([1, 2, 3]), right)]) expect(answer).toStrictEqual(expected);
      }
    });
  });

  it('keeps what was read in one step for writing in a later one', () => {
    const tracked = new TrackedState(make());
    tracked.step((state) => (state.deep.inner!.more.leaf = 10));
    tracked.step((state) => state.list.push(state.deep.inner!.more.leaf));
    const writer = tracked.step((state) => (state.deep.inner!.more.leaf += 1));
        expect(tracked.readBy((state) => expect(state.deep.inner!.more.leaf).toBe(11))).toEqual([writer]);
  });
});
