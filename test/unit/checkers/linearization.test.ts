import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearize, type Operation, queue, register, type Specification, witnessAgainst } from 'clew/checkers';
import { isLinearization, linearizableByForce, type Used, usedQueue, usedRegister } from './brute-force.ts';
import { historyOf, made } from './histories.ts';

const isLinearizable = (specification: Specification<any>, ...lines: string[]) => linearize(historyOf(...lines), specification).linearizable;

describe('a history of a register', () => {
  const of = (...lines: string[]) => isLinearizable(register(), ...lines);

  it('is linearizable where operations follow one another and each read gives the last write', () =>
    expect(of('a write 1 [0 1]', 'b read = 1 [2 3]', 'a write 2 [4 5]', 'b read = 2 [6 7]')).toBe(true));

  it('is not where a read gives what was overwritten before it began', () => expect(of('a write 1 [0 1]', 'a write 2 [2 3]', 'b read = 1 [4 5]')).toBe(false));

  it('may give the old or the new value while a write is going on', () => {
    expect(of('a write 1 [0 3]', 'b read [1 2]')).toBe(true);
    expect(of('a write 1 [0 3]', 'b read = 1 [1 2]')).toBe(true);
  });

  it('may not give the old value after somebody was given the new one (Herlihy & Wing 1990, figure 1)', () => {
    expect(of('a write 1 [0 5]', 'b read = 1 [1 2]', 'c read [3 4]')).toBe(false);
    expect(of('a write 1 [0 5]', 'b read = 1 [1 3]', 'c read [2 4]')).toBe(true);
  });

  it('takes a write without a response as done or not done, and as done late', () => {
    expect(of('a write 1 [0 …]', 'b read = 1 [1 2]')).toBe(true);
    expect(of('a write 1 [0 …]', 'b read [1 2]')).toBe(true);
    expect(of('a write 1 [0 …]', 'b read [1 2]', 'b read = 1 [3 4]')).toBe(true);
    expect(of('a write 1 [0 …]', 'b read = 1 [1 2]', 'b read [3 4]')).toBe(false);
  });

  it('has an initial value', () => {
    expect(linearize(historyOf('a read = 0 [0 1]'), register(0)).linearizable).toBe(true);
    expect(linearize(historyOf('a read = 0 [0 1]'), register()).linearizable).toBe(false);
  });

  it('sets what compares equal, and says so', () => {
    const cas = (expected: number | undefined, next: number, done: boolean, place: number) => made(`c${place}`, 'a', 'cas', { expected, next }, done, place, place + 1);
    expect(linearize([cas(undefined, 1, true, 0), cas(1, 2, true, 2), cas(1, 3, false, 4)], register()).linearizable).toBe(true);
    expect(linearize([cas(undefined, 1, true, 0), cas(undefined, 2, true, 2)], register()).linearizable).toBe(false);
  });

  it('has no other methods', () => expect(() => of('a pop [0 1]')).toThrow('a register has no method "pop", which the operation "o0" asks for'));
});

describe('a history of a queue', () => {
  const of = (...lines: string[]) => isLinearizable(queue(), ...lines);

  it('gives first what was put in first', () => {
    expect(of('a enqueue 1 [0 1]', 'a enqueue 2 [2 3]', 'b dequeue = 1 [4 5]', 'b dequeue = 2 [6 7]', 'b dequeue = null [8 9]')).toBe(true);
    expect(of('a enqueue 1 [0 1]', 'a enqueue 2 [2 3]', 'b dequeue = 2 [4 5]')).toBe(false);
  });

  it('gives either first where both were put in at once', () => expect(of('a enqueue 1 [0 2]', 'b enqueue 2 [1 3]', 'c dequeue = 2 [4 5]', 'c dequeue = 1 [6 7]')).toBe(true));

  it('gives nothing twice', () => expect(of('a enqueue 1 [0 1]', 'b dequeue = 1 [2 4]', 'c dequeue = 1 [3 5]')).toBe(false));

  it('is not empty while it holds something', () => expect(of('a enqueue 1 [0 1]', 'b dequeue = null [2 3]')).toBe(false));

  it('may have lost one to whoever never had a response', () => expect(of('a enqueue 1 [0 1]', 'b dequeue [2 …]', 'c dequeue = null [3 4]')).toBe(true));
});

describe('a witness', () => {
  it('is the history up to the first response that fits nowhere, without the reads that do not matter', () => {
    const operations = historyOf('a write 1 [0 1]', 'b read = 1 [2 3]', 'a write 2 [4 5]', 'c read = 2 [6 7]', 'b read = 1 [8 9]', 'c read = 1 [10 11]', 'a write 3 [12 13]');
    const witness = witnessAgainst(operations, register())!;
    expect(witness.history.map(({ id }) => id)).toEqual(['o0', 'o2', 'o4']);
    expect(witness.longest.map(({ id }) => id)).toEqual(['o0', 'o2']);
    expect(witness.stuck.map(({ id }) => id)).toEqual(['o4']);
  });

  it('is not there where the history is linearizable', () => expect(witnessAgainst(historyOf('a write 1 [0 1]'), register())).toBeUndefined());
});

/** Histories of up to six operations of three sessions, with outputs drawn at random, so that many are not linearizable. */
const histories = (methods: readonly { readonly method: string; readonly gives: readonly unknown[] }[]): fc.Arbitrary<Operation[]> =>
  fc
    .array(fc.record({ session: fc.nat(2), method: fc.constantFrom(...methods), input: fc.nat(1), output: fc.nat(2), length: fc.nat(5), lost: fc.nat(4) }), { minLength: 1, maxLength: 6 })
    .map((drawn) => {
      const free = [0, 1, 2];
      return drawn.map(({ session, method: { method, gives }, input, output, length, lost }, index) => {
        // Odd and even places, so that no two moments are the same.
        const from = Math.max(free[session]!, index * 2) * 20 + session;
        const to = lost === 0 ? Infinity : from + length * 40 + 10;
        free[session] = Math.ceil((to === Infinity ? from : to) / 20) + 1;
        const looks = gives.length > 0;
        return made(`o${index}`, lost === 0 ? `${session} ${index}` : `${session}`, method, looks ? undefined : input, looks && to !== Infinity ? gives[output % gives.length] : undefined, from, to);
      });
    });

const objects: [string, Specification<any>, () => Used, fc.Arbitrary<Operation[]>][] = [
  ['register', register(), usedRegister, histories([{ method: 'write', gives: [] }, { method: 'read', gives: [0, 1, undefined] }])],
  ['queue', queue(), usedQueue, histories([{ method: 'enqueue', gives: [] }, { method: 'dequeue', gives: [0, 1, null] }])],
];

describe.each(objects)('random histories of a %s', (_, specification, use, arbitrary) => {
  it('are found linearizable exactly where some order of all that there are is one', () => {
    const found = { true: 0, false: 0 };
    fc.assert(
      fc.property(arbitrary, (operations) => {
        const result = linearize(operations, specification);
        found[`${result.linearizable}`]++;
        expect(result.linearizable).toBe(linearizableByForce(operations, use));
        if (result.linearizable) expect(isLinearization(result.order, use)).toBe(true);
      }),
      { numRuns: 600 },
    );
    expect(Math.min(found.true, found.false)).toBeGreaterThan(60);
  });

  it('come with a witness that is not linearizable by force either', () => {
    fc.assert(
      fc.property(arbitrary, (operations) => {
        const witness = witnessAgainst(operations, specification);
        expect(witness === undefined).toBe(linearizableByForce(operations, use));
        if (witness !== undefined) expect(linearizableByForce(witness.history, use)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
