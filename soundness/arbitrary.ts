import fc from 'fast-check';
import { type Block, cells, collections, type Probe, type Program, type Protocol, type Statement, type Value, type Wanted } from './protocol.ts';

const cell = fc.constantFrom(...cells);
const collection = fc.constantFrom(...collections);
const small = fc.integer({ min: 0, max: 2 });
const message = fc.constantFrom('A' as const, 'B' as const);
const timer = fc.constantFrom('T' as const, 'U' as const);

const weighted = <T>(...choices: (readonly [number, fc.Arbitrary<T>])[]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));

const stateValue: fc.Arbitrary<Value> = weighted<Value>(
  [6, cell.map((name) => ({ is: 'cell', cell: name }))],
  [1, collection.map((of) => ({ is: 'size', of }))],
  [1, fc.record({ of: collection, key: small }).map((fields) => ({ is: 'has', ...fields }))],
  [1, fc.record({ of: collection, key: small }).map((fields) => ({ is: 'entry', ...fields }))],
  [1, collection.map((of) => ({ is: 'last', of }))],
  [1, collection.map((of) => ({ is: 'sum', of }))],
);

const value: fc.Arbitrary<Value> = weighted<Value>(
  [8, small.map((number) => ({ is: 'constant', value: number }))],
  [8, stateValue],
  [6, fc.constant({ is: 'payload' })],
  [2, fc.constant({ is: 'clock' })],
  [2, fc.constant({ is: 'draw' })],
);

type Choices = readonly (readonly [number, fc.Arbitrary<Statement>])[];

const sending: Choices = [
  [12, fc.record({ to: fc.integer({ min: 0, max: 11 }), type: message, value }).map((fields) => ({ do: 'send', ...fields }))],
  [4, fc.record({ type: message, value }).map((fields) => ({ do: 'reply', ...fields }))],
  [2, fc.record({ type: message, value }).map((fields) => ({ do: 'broadcast', ...fields }))],
  [8, fc.record({ timer, delay: weighted([1, fc.constant(0)], [30, fc.integer({ min: 1, max: 4 })]), value }).map((fields) => ({ do: 'set', ...fields }))],
];

const simple: Choices = [
  ...sending,
  [10, fc.record({ cell, value }).map((fields) => ({ do: 'write', ...fields }))],
  [7, fc.record({ cell, value }).map((fields) => ({ do: 'increment', ...fields }))],
  [8, fc.record({ of: collection, key: small, value }).map((fields) => ({ do: 'put', ...fields }))],
  [3, fc.record({ of: collection, key: small }).map((fields) => ({ do: 'take', ...fields }))],
  [1, collection.map((of) => ({ do: 'clear', of }))],
  [5, timer.map((name) => ({ do: 'cancel', timer: name }))],
  [3, value.map((number) => ({ do: 'record', value: number }))],
];

/** Statements with branches nested up to so deep. */
function block(depth: number, most: number): fc.Arbitrary<Block> {
  if (depth === 0) return fc.array(weighted(...simple), { minLength: 1, maxLength: most });
  const inner = block(depth - 1, 2);
  const branch = weighted<Block>([30, inner], [1, fc.constant([{ do: 'throw' }])]);
  const otherwise = weighted<Block>([3, fc.constant([])], [2, inner]);
  const test = weighted<'=' | '>'>([1, fc.constant('=')], [1, fc.constant('>')]);
  const condition = fc.record({ left: stateValue, test, right: weighted<Value>([5, small.map((number) => ({ is: 'constant', value: number }))], [2, value]), then: branch, otherwise });
  const statement = weighted<Statement>(...simple, [40, condition.map((fields) => ({ do: 'if', ...fields }))]);
  return fc.array(statement, { minLength: 1, maxLength: most });
}

// A start that sends: what follows is up to the messages.
const starting = fc.tuple(block(1, 2), fc.array(weighted(...sending), { minLength: 1, maxLength: 2 })).map(([before, after]): Block => [...before, ...after]);

const program: fc.Arbitrary<Program> = fc.record({
  start: weighted<Block>([6, starting], [1, fc.constant([])]),
  restarted: weighted<Block | null>([2, fc.constant(null)], [1, block(1, 3)]),
  A: block(2, 2),
  B: block(2, 3),
  T: block(2, 3),
  U: block(1, 2),
});

const place = fc.integer({ min: 0, max: 11 });

const probe: fc.Arbitrary<Probe> = weighted<Probe>(
  [14, fc.record({ node: place, value: stateValue }).map((fields) => ({ see: 'node', ...fields }))],
  [1, place.map((node) => ({ see: 'alive', node }))],
  [2, fc.record({ program: place, cell: fc.constantFrom('x0' as const, 'x1' as const, 'x2' as const) }).map((fields) => ({ see: 'living', ...fields }))],
  [2, fc.constantFrom('count' as const, 'last' as const).map((how) => ({ see: 'observed', how }))],
);

const how = weighted<Wanted['how']>(
  [2, fc.constant('any')],
  [6, fc.constant('all')],
  [4, fc.constant('excused')],
  [1, fc.constant('apart')],
  [3, fc.constant('together')],
  [2, fc.constant('seen')],
  [2, fc.constant('deadline')],
);

const number = fc.integer({ min: -12, max: 4 });

/** Of promises that hang on the tick, some become harder to keep as time goes by, and some easier. */
function orEarly(one: Wanted): Wanted {
  return one.how === 'deadline' && one.numbers[1] >= -6 ? { ...one, how: 'early' } : one;
}

const wanted = fc.record<Wanted>({
  how,
  probes: fc.array(probe, { minLength: 2, maxLength: 2 }),
  numbers: fc.tuple(number, number),
  given: weighted<Probe | null>([6, fc.constant(null)], [1, probe]),
}).map(orEarly);

const link = fc.record({ from: place, to: place, latency: fc.integer({ min: 0, max: 3 }) });

/** Protocols of three or four nodes, drawn evenly: many do nothing, or never end, and are to be passed over. */
export const anyProtocol: fc.Arbitrary<Protocol> = fc.integer({ min: 3, max: 4 }).chain((count) =>
  fc.record({
    programs: fc.array(program, { minLength: count, maxLength: count }),
    nodes: fc.tuple(...Array.from({ length: count }, (_, index) => weighted([4, fc.constant(index)], [1, fc.integer({ min: 0, max: count - 1 })]))),
    latency: weighted([1, fc.constant(2)], [8, fc.constant(1)]),
    links: weighted<Protocol['links']>([3, fc.constant([])], [1, fc.array(link, { minLength: 1, maxLength: 3 })]),
    seed: fc.integer({ min: 1, max: 1000 }),
    wanted: fc.array(wanted, { minLength: 10, maxLength: 10 }),
    demanding: weighted([3, fc.constant(true)], [1, fc.constant(false)]),
    horizon: fc.integer({ min: 8, max: 12 }),
    until: fc.integer({ min: 5, max: 12 }),
    durations: fc.constantFrom([1], [2], [4], [1, 3], [2, 6]),
    deferrals: fc.constantFrom([1], [2], [1, 2], [3]),
  }),
);

/** The protocol of that number; the same on every machine. */
export function protocolNumbered(number: number): Protocol {
  return fc.sample(anyProtocol, { seed: number, numRuns: 1 })[0]!;
}
