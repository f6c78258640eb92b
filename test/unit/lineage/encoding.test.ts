import fc from 'fast-check';
import { inspect, isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { Encoding } from '../../../src/lineage/encoding.ts';

const encoding = new Encoding();

function encoded(...values: readonly unknown[]): readonly number[] {
  encoding.clear();
  for (const value of values) encoding.add(value);
  expect(encoding.failed).toBe(false);
  return [...encoding.integers];
}

const primitive = fc.oneof(fc.integer(), fc.double(), fc.string({ maxLength: 3 }), fc.boolean(), fc.constantFrom(null, undefined, -0, 0, 1, '1', NaN, Infinity), fc.bigInt({ min: -3n, max: 3n }));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    primitive,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '1'), tie('value'), { maxKeys: 3, noNullPrototype: false }),
    fc.array(fc.tuple(primitive, tie('value')), { maxLength: 2 }).map((entries) => new Map(entries)),
    fc.array(primitive, { maxLength: 3 }).map((members) => new Set(members)),
  ),
}));

/** Told apart by the order of keys as well, which a handler can see and a deep comparison does not. */
const sameToAHandler = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one, other) && inspect(one, { depth: 9 }) === inspect(other, { depth: 9 });

it('two values are written alike if and only if they are alike', () => {
  fc.assert(
    fc.property(value, value, (one, other) => {
      expect(encoded(one)).toEqual(encoded(structuredCloneWithPrototypes(one)));
      expect(isDeepStrictEqual(encoded(one), encoded(other))).toBe(sameToAHandler(one, other));
    }),
    { numRuns: 2_000 },
  );
});

it.each<[string, unknown, unknown]>([
  ['the order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ['the order of entries', new Map([[1, 2], [3, 4]]), new Map([[3, 4], [1, 2]])],
  ['the order of members', new Set([1, 2]), new Set([2, 1])],
  ['a hole', Object.assign([], { 1: 1 }), [undefined, 1]],
  ['a key without a value', { a: undefined }, {}],
  ['minus zero', 0, -0],
  ['a number and its name', 1, '1'],
  ['a whole number and a large one', 1, 2 ** 32 + 1],
  ['what is frozen', Object.freeze({ a: 1 }), { a: 1 }],
  ['a frozen list', Object.freeze([1]), [1]],
  ['a prototype', Object.create(null), {}],
  ['a list and a set', [1], new Set([1])],
  ['where a list ends', [[1], 2], [[1, 2]]],
])('%s is told apart', (_, one, other) => {
  expect(encoded(one)).not.toEqual(encoded(other));
});

it('what is one thing is told from what is two', () => {
  const shared = {};
  expect(encoded({ a: shared, b: shared })).not.toEqual(encoded({ a: {}, b: {} }));
});

it('a symbol is only like itself, and so nothing is written that can be compared', () => {
  encoding.clear();
  encoding.add({ key: Symbol('one') });
  expect(encoding.failed).toBe(true);
  encoding.clear();
  encoding.add({ [Symbol('key')]: 1 });
  expect(encoding.failed).toBe(true);
});

function structuredCloneWithPrototypes(original: unknown): unknown {
  if (typeof original !== 'object' || original === null) return original;
  if (Array.isArray(original)) return original.map(structuredCloneWithPrototypes);
  if (original instanceof Map) return new Map([...original].map(([key, entry]) => [key, structuredCloneWithPrototypes(entry)]));
  if (original instanceof Set) return new Set(original);
  const copy = Object.create(Object.getPrototypeOf(original) as object | null) as Record<string, unknown>;
  for (const [key, entry] of Object.entries(original)) Object.defineProperty(copy, key, { value: structuredCloneWithPrototypes(entry), writable: true, enumerable: true, configurable: true });
  return copy;
}
