import { describe, expect, it } from 'vitest';
import { displayValue, safeText } from '../../../src/simulator/display-value.ts';

describe('a displayed value', () => {
  it.each([
    ['yes', '"yes"'],
    [-0, '-0'],
    [12n, '12n'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Symbol('lock'), 'Symbol(lock)'],
    [[1, [2, 'three']], '[1, [2, "three"]]'],
    [{ term: 2, 'not a word': { ok: true } }, '{term: 2, "not a word": {ok: true}}'],
    [new Map<unknown, unknown>([['a', 1], [{ b: 2 }, new Set([3])]]), 'Map{"a": 1, {b: 2}: Set{3}}'],
    [new Set(), 'Set{}'],
    [new URL('https://example.org'), '[URL]'],
    [() => 1, '[function]'],
  ])('%o is %s', (value, shown) => {
    expect(displayValue(value, 100)).toBe(shown);
  });

  it('ends in an ellipsis where it would be too long', () => {
    expect(displayValue('abcdefghij', 8)).toBe('"abcdef…');
    expect(displayValue([1, 2, 3, 4, 5], 8)).toBe('[1, 2, …');
    expect(displayValue('x'.repeat(2 ** 20), 20)).toHaveLength(20);
    expect(displayValue(Array.from({ length: 2 ** 20 }, (_, index) => index), 20)).toHaveLength(20);
  });

  it('is never cut between the halves of a character', () => {
    for (let most = 2; most < 12; most++) expect(displayValue('👍👍👍👍', most)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });

  it('may contain itself', () => {
    const node: Record<string, unknown> = { id: 1 };
    node.next = node;
    expect(displayValue(node, 100)).toBe('{id: 1, next: [circular]}');
    expect(displayValue([node.id, node.id], 100)).toBe('[1, 1]');
  });

  it('calls no getter and survives what throws', () => {
    const trap = new Proxy({}, { ownKeys: () => { throw new Error('trap'); } });
    expect(displayValue(Object.defineProperty({}, 'now', { get: () => expect.unreachable(), enumerable: true }), 100)).toBe('{now: [accessor]}');
    expect(displayValue([1, trap], 100)).toBe('[1, [unreadable]');
  });

  it('is looked at through the views that it is made of', () => {
    const view = {};
    expect(displayValue({ inner: view }, 100, (value) => (value === view ? [1] : value))).toBe('{inner: [1]}');
  });
});

describe('what could do something to a terminal', () => {
  it.each([
    ['colour \u001b[31mred', 'colour \\u001b[31mred'],
    ['two\nlines\r\n\tand a tab', 'two\\nlines\\r\\n\\tand a tab'],
    ['\u009b2J', '\\u009b2J'],
    ['\u202eturned\u2066', '\\u202eturned\\u2066'],
    ['nothing\u200bseen\ufeff', 'nothing\\u200bseen\\ufeff'],
    ['\ud800 half', '\\ud800 half'],
    ['\u{e0041}tag', '\\u{e0041}tag'],
  ])('%j is escaped', (text, safe) => {
    expect(safeText(text)).toBe(safe);
    expect(displayValue({ [text]: [text] }, 200)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  it('is escaped once', () => {
    expect(safeText(safeText('\u001b\n'))).toBe(safeText('\u001b\n'));
  });

  it('does not touch letters of any language, nor emoji', () => {
    expect(safeText('Ägypten 日本語 עברית 👩‍👩‍👧 ❤️')).toBe('Ägypten 日本語 עברית 👩‍👩‍👧 ❤️');
  });
});
