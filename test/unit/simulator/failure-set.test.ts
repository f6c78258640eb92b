import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFailureSet } from '../../../src/simulator/failure-set.ts';
import { printFailureSet } from '../../../src/simulator/fault.ts';
import { kinds } from '../../../src/simulator/faults/index.ts';
import { mistakeOf } from './play.ts';

const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,6}$/);
const timer = name.filter((text) => text !== 'start' && text !== 'until');
const count = fc.integer({ min: 1, max: 999 });
const message = fc.tuple(name, name, name, count).map(([from, to, type, number]) => `${from}:${to}:${type}@${number}`);
const step = fc.oneof(
  fc.tuple(name, name, name, count).map(([node, from, type, number]) => `${node}/${from}:${type}@${number}`),
  fc.tuple(name, timer, count).map(([node, type, number]) => `${node}/${type}@${number}`),
  name.map((node) => `${node}/start`),
  fc.tuple(name, fc.integer({ min: 2, max: 9 })).map(([node, number]) => `${node}/start@${number}`),
);
const stop = fc.oneof(step, fc.tuple(step, count).map(([text, inside]) => `${text}.${inside}`), name.map((node) => `${node}/until`));
const lasting = <Of>(subject: fc.Arbitrary<Of>) => fc.tuple(subject, count).map(([text, ticks]) => `${String(text)}~${ticks}`);
const groups = fc.uniqueArray(name, { minLength: 2, maxLength: 5 }).chain((names) =>
  fc.integer({ min: 1, max: names.length - 1 }).map((at) => {
    const [left, right] = [names.slice(0, at).toSorted(), names.slice(at).toSorted()];
    return (left[0]! < right[0]! ? [left, right] : [right, left]).map((group) => group.join(',')).join(':');
  }));

const token = fc.oneof(
  message.map((text) => `drop:${text}`),
  message.map((text) => `dup:${text}`),
  lasting(message).map((text) => `defer:${text}`),
  stop.map((text) => `crash:${text}`),
  lasting(stop).map((text) => `restart:${text}`),
  lasting(step).map((text) => `pause:${text}`),
  lasting(step).map((text) => `isolate:${text}`),
  lasting(fc.tuple(groups, fc.nat({ max: 99 })).map(([text, tick]) => `${text}@${tick}`)).map((text) => `cut:${text}`),
  lasting(name).map((text) => `skew:${text}`),
);

describe('a failure set', () => {
  it('is read back from what is printed', () => {
    fc.assert(fc.property(token, (text) => {
      const [fault] = parseFailureSet(text);
      expect(fault!.token).toBe(text);
      expect(printFailureSet([fault!])).toBe(text);
    }), { numRuns: 2000 });
  });

  it('has one canonical order, whichever way it is written', () => {
    fc.assert(fc.property(fc.uniqueArray(token, { maxLength: 5, selector: (text) => parseFailureSet(text)[0]!.exclusive }), fc.nat(), (tokens, turn) => {
      const turned = tokens.map((_, index) => tokens[(index + turn) % tokens.length]!);
      const faults = parseFailureSet(turned.join('+') || 'none');
      const printed = printFailureSet(faults);
      expect(printed).toBe(tokens.length === 0 ? 'none' : tokens.toSorted().join('+'));
      expect(printFailureSet(faults.toReversed())).toBe(printed);
      expect(parseFailureSet(printed)).toEqual(faults);
    }), { numRuns: 500 });
  });

  it('is one shell-safe word', () => {
    fc.assert(fc.property(token, (text) => {
      expect(text).toMatch(/^[\w:@/.,~+-]+$/);
    }));
  });

  it('that is empty is none', () => {
    expect(parseFailureSet('none')).toEqual([]);
    expect(parseFailureSet('')).toEqual([]);
    expect(printFailureSet([])).toBe('none');
  });

  it('may have blanks around it', () => {
    expect(printFailureSet(parseFailureSet(' drop:a:b:vote@2 + crash:b/start '))).toBe('crash:b/start+drop:a:b:vote@2');
  });

  it('puts the groups of a partition, and the nodes in them, in order', () => {
    expect(printFailureSet(parseFailureSet('cut:d,c:b,a@7~5'))).toBe('cut:a,b:c,d@7~5');
  });

  it.each([
    'nonsense', 'drop', 'drop:', 'drop:a:b', 'drop:a:b:vote', 'drop:a:b:vote@0', 'drop:a:b:vote@01', 'drop:a:b:vote@-1', 'drop:a:b:vote@1~2', 'drop:a:b:c:d@1', 'drop:a b:c:vote@1', 'Drop:a:b:vote@1',
    'dup:a:b:vote@1x', 'defer:a:b:vote@1', 'defer:a:b:vote@1~0', 'defer:a:b:vote@1~x',
    'crash:b', 'crash:b/', 'crash:b/a:vote', 'crash:b/a:vote@1.0', 'crash:b/a:vote@1.', 'crash:b/retry', 'crash:b/start@1', 'crash:b/until.1', 'crash:b/until@1', 'crash:b/a:vote@1~5',
    'restart:b/a:vote@1', 'restart:b/a:vote@1~0', 'pause:b/a:vote@1', 'pause:b/a:vote@1.1~5', 'pause:b/until~5', 'isolate:b/start', 'isolate:b~5',
    'cut:a:b@1', 'cut:a:a@1~5', 'cut:a,:b@1~5', 'cut::b@1~5', 'cut:a,a:b@1~5', 'cut:a@1~5', 'cut:a:b@1~0', 'skew:b', 'skew:b~0', 'skew:~5', 'skew:a b~5',
    'drop:a:b:vote@1+', '+', 'none+drop:a:b:vote@1', 'drop:a:b:vote@1,drop:a:b:vote@2',
  ])('%j is refused, with the forms that there are', (text) => {
    const mistake = mistakeOf(() => parseFailureSet(text));
    expect(mistake.code).toBe('CLEW_BAD_FAULT');
    expect(mistake.values).toHaveLength(Object.keys(kinds).length);
  });

  it.each([
    ['drop:a:b:vote@1+drop:a:b:vote@1', 'is named twice'],
    ['crash:b/start+crash:b/a:vote@2', 'cannot happen together with "crash:b/start"'],
    ['skew:b~1+skew:b~2', 'cannot happen together with "skew:b~1"'],
    ['defer:a:b:vote@1~1+defer:a:b:vote@1~2', 'cannot happen together with "defer:a:b:vote@1~1"'],
    ['restart:b/a:vote@1~1+restart:b/a:vote@1~2', 'cannot happen together with "restart:b/a:vote@1~1"'],
    ['drpo:a:b:vote@1', 'Did you mean "drop"'],
  ])('%s is refused: it %s', (text, why) => {
    expect(mistakeOf(() => parseFailureSet(text)).what).toContain(why);
  });

  it.each(Object.values(kinds).map((kind) => [kind.name, kind.form] as const))('%s: the form that help shows can be read', (_, form) => {
    for (const example of form.split(/, or (?:inside the step )?/)) expect(printFailureSet(parseFailureSet(example))).toBe(example);
  });
});
