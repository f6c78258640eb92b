import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../../src/gate/changes-between.ts';
import { type GateReport, gateVerdict, mergeParts } from '../../../src/gate/gate-report.ts';
import { parseShard, sliceOf } from '../../../src/gate/shard.ts';
import { agreement, outcome } from './agreements.ts';

const names = ['c', 'a', 'e', 'b', 'd'];

const report = (index: number, rest: Partial<GateReport> = {}): GateReport => ({
  file: 'clew.gate.json',
  changes: [],
  found: { scenarios: sliceOf(names, { index, count: 2 }).map((scenario) => ({ ...agreement([outcome('o', [])]).scenarios[0]!, scenario })) },
  unusable: [],
  runs: index,
  interrupted: false,
  part: { shard: { index, count: 2 }, of: [...names].sort() },
  ...rest,
});
const named = (...reports: GateReport[]) => reports.map((one, place) => ({ name: `part-${place + 1}.json`, report: one }));

describe('a shard', () => {
  it('is read from a word, or refused', () => {
    expect(parseShard('2/5')).toEqual({ index: 2, count: 5 });
    for (const text of ['0/5', '6/5', '2', '2/', 'a/b', '1/0', '-1/2']) expect(() => parseShard(text), text).toThrow('--shard');
  });

  it('and its siblings have every name exactly once, in whatever order they were given', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 9 }), (all, count) => {
        const slices = Array.from({ length: count }, (_, place) => sliceOf(all, { index: place + 1, count }));
        const again = Array.from({ length: count }, (_, place) => sliceOf([...all].reverse(), { index: place + 1, count }));
        expect(slices).toEqual(again);
        expect(slices.flat().sort()).toEqual([...all].sort());
        const lengths = slices.map(({ length }) => length);
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      }),
      { seed: 5 },
    );
  });
});

describe('parts', () => {
  it('make one report, whatever their order', () => {
    const merged = mergeParts(named(report(2), report(1)));
    expect(merged).toEqual(mergeParts(named(report(1), report(2))));
    expect(merged.found.scenarios.map(({ scenario }) => scenario)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(merged).toMatchObject({ runs: 3, interrupted: false });
    expect(merged).not.toHaveProperty('part');
  });

  it('say together what the worst of them says', () => {
    const worse = report(1, { changes: changesBetween(agreement([outcome('o', [])]), agreement([outcome('o', ['crash:a/start'])])) });
    expect(gateVerdict(mergeParts(named(worse, report(2))))).toBe('differs');
    expect(gateVerdict(mergeParts(named(worse, report(2, { interrupted: true }))))).toBe('undecided');
    expect(gateVerdict(mergeParts(named(worse, report(2, { unusable: [{ scenario: 'b', code: 'CLEW_BAD_SCENARIO', what: 'x' }] }))))).toBe('unusable');
  });

  it('that are missing are named', () => {
    expect(() => mergeParts(named(report(2)))).toThrow(/a part is missing\n {2}1\/2/);
  });

  it('that overlap are named', () => {
    expect(() => mergeParts(named(report(1), report(2), report(1)))).toThrow(/part 1\/2 is there twice\n {2}part-1.json\n {2}part-3.json/);
  });

  it('of two gates are told apart, with the scenarios that only one has', () => {
    const other = report(2, { part: { shard: { index: 2, count: 2 }, of: ['a', 'b', 'c', 'd'] } });
    expect(() => mergeParts(named(report(1), other))).toThrow(/not parts of one gate[^]*not in part-2.json: e/);
    const { part: _, ...whole } = report(1);
    expect(() => mergeParts(named(report(1), whole))).toThrow('part-2.json is no part');
  });
});
