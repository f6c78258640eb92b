// Every way of reading and writing that JavaScript has, also those that nobody should use.
/* oxlint-disable typescript/no-array-delete, typescript/consistent-return, unicorn/no-array-sort, unicorn/no-array-reverse */
import * as fc from 'fast-check';

/** A value that an operation writes. */
export type Value = { readonly primitive: unknown } | { readonly register: number } | { readonly literal: Literal };

/** An object literal, made afresh, of values. */
export interface Literal {
  readonly shape: 'object' | 'bare' | 'array' | 'map' | 'set' | 'frozen';
  readonly values: readonly Value[];
}

/** One operation on the container in a register. */
export interface Operation {
  /** The name of the operation among those of its container. */
  readonly choice: number;
  readonly on: number;
  readonly key: number;
  readonly value: Value;
}

/** A step: where it finds its first containers, and what it does with them. */
export interface Step {
  readonly finds: readonly (readonly number[])[];
  readonly operations: readonly Operation[];
}

const tag = Symbol('tag');
const keys: readonly PropertyKey[] = ['a', 'b', 'c', '0', '1', 'constructor', tag];
const primitives: readonly unknown[] = [0, 1, 2, -0, NaN, '', 'a', 'b', true, null, undefined];

type Context = { readonly registers: unknown[]; readonly note: (...items: unknown[]) => void; readonly write: (value: Value) => unknown; readonly writes: boolean };
type Method<Container> = (container: Container, operation: Operation, context: Context) => void;
type Dictionary = Record<PropertyKey, unknown>;

const keyOf = (operation: Operation) => keys[operation.key % keys.length]!;
const indexOf = (operation: Operation) => operation.key % 5;
const isContainer = (value: unknown) => typeof value === 'object' && value !== null;
const orderOf = (value: unknown) => (isContainer(value) ? 'z' : typeof value === 'symbol' ? 'y' : String(value));
const byOrder = (a: unknown, b: unknown) => (orderOf(a) < orderOf(b) ? -1 : orderOf(a) > orderOf(b) ? 1 : 0);

function keep(value: unknown, { registers, note }: Context): void {
  note(value);
  if (isContainer(value)) registers.push(value);
}

function store(operation: Operation, context: Context, write: (value: unknown) => unknown, read: () => unknown): void {
  write(context.write(operation.value));
  const stored = read();
  // From now on by the way of the container: what a literal stands for has two names otherwise.
  if (isContainer(stored)) context.registers.push(stored);
}

const onObjects: readonly Method<Dictionary>[] = [
  (object, operation, context) => keep(object[keyOf(operation)], context),
  (object, operation, { note }) => note(keyOf(operation) in object, Object.hasOwn(object, keyOf(operation))),
  (object, _, { note }) => note(...Object.keys(object)),
  (object, _, { note }) => note(...Object.values(object)),
  (object, _, { note }) => note(...Object.entries(object).flat()),
  (object, _, { note }) => note(...Reflect.ownKeys(object)),
  (object, _, { note }) => {
    const { a, ...rest } = object;
    note(a, ...Object.values(rest), ...Object.values({ ...object }), ...Object.values(Object.assign({}, object)));
  },
  (object, _, { note }) => {
    for (const key in object) note(key, object[key]);
  },
  (object, operation, { note }) => note(Object.getOwnPropertyDescriptor(object, keyOf(operation))?.value),
];

const toObjects: readonly Method<Dictionary>[] = [
  (object, operation, context) => store(operation, context, (value) => (object[keyOf(operation)] = value), () => object[keyOf(operation)]),
  (object, operation, context) => store(operation, context, (value) => Object.assign(object, { b: value, c: 1 }), () => object.b),
  (object, operation) => void delete object[keyOf(operation)],
];

const onArrays: readonly Method<unknown[]>[] = [
  (array, operation, context) => keep(array[indexOf(operation)], context),
  (array, operation, context) => keep(array.at(-indexOf(operation)), context),
  (array, _, { note }) => note(array.length),
  (array, operation, { note }) => note(indexOf(operation) in array),
  (array, _, { note }) => note(...array),
  (array, operation, { note, registers }) => {
    const sought = operation.choice % 2 === 0 ? primitives[operation.key % primitives.length] : registers[operation.key % registers.length];
    note(array.includes(sought), array.indexOf(sought), array.lastIndexOf(sought), array.indexOf(sought, 1));
  },
  (array, _, { note }) => note(array.find(isContainer), array.findLast(isContainer), array.findIndex(isContainer), array.findLastIndex(isContainer)),
  (array, _, { note }) => note(array.every(isContainer), array.some(isContainer), ...array.filter(isContainer), ...array.map((item) => typeof item)),
  (array, operation, { note }) => note(...array.slice(indexOf(operation)), ...array.concat([1], array)),
  (array, _, { note }) => note(...array.toReversed(), ...array.toSorted(byOrder), ...array.toSpliced(1, 1, 'x')),
  (array, _, { note }) => note(...array.keys(), ...[...array.entries()].flat(), array.reduce((sum: string, item) => sum + typeof item, ''), array.reduceRight((sum: string, item) => sum + typeof item, '')),
  (array, _, { note }) => note(...Object.keys(array), ...array.flatMap((item) => [typeof item])),
  (array, _, { note }) => array.forEach((item, index) => note(item, index)),
];

const toArrays: readonly Method<unknown[]>[] = [
  (array, operation, context) => store(operation, context, (value) => context.note(array.push(value)), () => array.at(-1)),
  (array, operation, context) => store(operation, context, (value) => context.note(array.unshift(value)), () => array[0]),
  (array, operation, context) => store(operation, context, (value) => (array[indexOf(operation)] = value), () => array[indexOf(operation)]),
  (array, _, context) => keep(array.pop(), context),
  (array, _, context) => keep(array.shift(), context),
  (array, operation, context) => store(operation, context, (value) => context.note(...array.splice(indexOf(operation), operation.choice % 3, value, 1)), () => array[indexOf(operation)]),
  (array, operation) => void (array.length = indexOf(operation)),
  (array) => void array.sort(byOrder),
  (array) => void array.reverse(),
  (array, operation) => void array.copyWithin(0, indexOf(operation)),
  (array, operation) => void array.fill(primitives[operation.key % primitives.length], 1),
  (array, operation) => void delete array[indexOf(operation)],
];

const mapKey = ({ key }: Operation, { registers }: Context) => (key % 3 === 0 ? registers[key % registers.length] : primitives[key % primitives.length]);

const onMaps: readonly Method<Map<unknown, unknown>>[] = [
  (map, operation, context) => keep(map.get(mapKey(operation, context)), context),
  (map, operation, context) => context.note(map.has(mapKey(operation, context))),
  (map, _, { note }) => note(map.size),
  (map, _, { note }) => note(...map.keys()),
  (map, _, { note }) => note(...map.values()),
  (map, _, { note }) => note(...[...map].flat(), ...[...map.entries()].flat()),
  (map, _, { note }) => map.forEach((value, key) => note(value, key)),
  (map, _, { note }) => note(...new Map(map).keys()),
];

const toMaps: readonly Method<Map<unknown, unknown>>[] = [
  (map, operation, context) => {
    const key = mapKey(operation, context);
    store(operation, context, (value) => map.set(key, value), () => map.get(key));
  },
  (map, operation, context) => context.note(map.delete(mapKey(operation, context))),
  (map) => map.clear(),
  (map, _, { note }) => {
    for (const key of map.keys()) if (note(key) === undefined && map.size < 4) map.set(map.size, key);
  },
];

const onSets: readonly Method<Set<unknown>>[] = [
  (set, operation, context) => context.note(set.has(mapKey(operation, context))),
  (set, _, { note }) => note(set.size),
  (set, _, context) => keep([...set][0], context),
  (set, _, { note }) => note(...set),
  (set, _, { note }) => note(...[...set.entries()].flat(), ...set.keys()),
  (set, _, { note }) => set.forEach((value) => note(value)),
];

const toSets: readonly Method<Set<unknown>>[] = [
  (set, operation, context) => store(operation, context, (value) => set.add(value), () => [...set].at(-1)),
  (set, operation, context) => void set.add(mapKey(operation, context)),
  (set, operation, context) => context.note(set.delete(mapKey(operation, context))),
  (set) => set.clear(),
];

function perform(operation: Operation, context: Context): void {
  const container = context.registers[operation.on % context.registers.length];
  const pick = <Container>(reading: readonly Method<Container>[], writing: readonly Method<Container>[]): Method<Container> => {
    const methods = context.writes ? [...reading, ...writing, ...writing] : reading;
    return methods[operation.choice % methods.length]!;
  };
  if (Array.isArray(container)) pick(onArrays, toArrays)(container, operation, context);
  else if (container instanceof Map) pick(onMaps, toMaps)(container as Map<unknown, unknown>, operation, context);
  else if (container instanceof Set) pick(onSets, toSets)(container as Set<unknown>, operation, context);
  else pick(onObjects, toObjects)(container as Dictionary, operation, context);
}

/** Takes one step of a program on a state, and tells all that the operations answered, by one name for each container. */
export function take(step: Step, state: object, plainOf: (value: unknown) => unknown, writes = true): string[] {
  const names = new Map<unknown, string>();
  const answers: string[] = [];
  const nameOf = (value: unknown): string => {
    const plain = plainOf(value);
    if (typeof plain === 'function') return 'function';
    if (typeof plain !== 'object' || plain === null) return Object.is(plain, -0) ? '-0' : `${typeof plain} ${String(plain)}`;
    if (!names.has(plain)) names.set(plain, `${Object.prototype.toString.call(plain)} ${names.size}`);
    return names.get(plain)!;
  };
  const registers: unknown[] = [];
  const write = (value: Value): unknown => ('primitive' in value ? value.primitive : 'register' in value ? registers[value.register % registers.length] : build(value.literal, write));
  const context: Context = { registers, note: (...items) => void answers.push(items.map(nameOf).join(', ')), write, writes };
  for (const path of step.finds) registers.push(find(state, path));
  for (const operation of step.operations) {
    try {
      perform(operation, context);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
      answers.push(error.name);
    }
  }
  return answers;
}

/** Follows a path from the root as far as there are containers, by whatever way leads into them. */
function find(root: object, path: readonly number[]): unknown {
  let found: unknown = root;
  for (const choice of path) {
    const container = found as object;
    let next: unknown;
    if (Array.isArray(container)) next = container[choice % 3];
    else if (container instanceof Map) next = (container as Map<unknown, unknown>).get(primitives[choice % primitives.length]);
    else if (container instanceof Set) next = [...(container as Set<unknown>)][choice % 3];
    else next = (container as Dictionary)[keys[choice % 5]!];
    if (!isContainer(next)) break;
    found = next;
  }
  return found;
}

function build({ shape, values }: Literal, write: (value: Value) => unknown): object {
  const items = values.map(write);
  switch (shape) {
    case 'array': return items;
    case 'map': return new Map(items.map((item, index) => [index % 2 === 0 ? primitives[index] : item, item]));
    case 'set': return new Set(items);
    case 'bare': return Object.assign(Object.create(null) as object, Object.fromEntries(items.map((item, index) => [keys[index], item])));
    case 'frozen': return Object.freeze(Object.fromEntries(items.map((item, index) => [keys[index], item])));
    case 'object': return Object.fromEntries(items.map((item, index) => [keys[index], item]));
  }
}

/** The state that programs begin with. */
export function makeState(): object {
  return { a: { a: 1, b: { c: 2 } }, b: [3, [1], { a: 1 }], c: new Map<unknown, unknown>([['a', { a: 1 }], [1, [2]]]), 0: new Set<unknown>(['a', 1]), 1: { a: {}, b: [] } };
}

const small = fc.nat({ max: 23 });

/** Programs of a few steps; a disk thaws what is frozen, so programs for a disk make nothing frozen. */
export function programs(place: 'state' | 'disk', stepsMax = 8): fc.Arbitrary<readonly Step[]> {
  const shape = fc.constantFrom<Literal['shape'][]>('object', 'bare', 'array', 'map', 'set', ...(place === 'disk' ? [] : ['frozen' as const]));
  const { value } = fc.letrec<{ value: Value; literal: Literal }>((tie) => ({
    value: fc.oneof({ maxDepth: 2 }, fc.record({ primitive: fc.constantFrom(...primitives) }), fc.record({ register: small }), fc.record({ literal: tie('literal') })),
    literal: fc.record({ shape, values: fc.array(tie('value'), { maxLength: 3 }) }),
  }));
  const operation = fc.record({ choice: fc.nat({ max: 1000 }), on: small, key: small, value });
  const step = fc.record({ finds: fc.array(fc.array(small, { maxLength: 3 }), { minLength: 1, maxLength: 3 }), operations: fc.array(operation, { minLength: 1, maxLength: 6 }) });
  return fc.array(step, { minLength: 1, maxLength: stepsMax });
}
