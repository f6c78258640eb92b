import { describe, expect, it } from 'vitest';
import { fitted, widthOf, wrapped } from '../../../reports/space-time/width.ts';

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['vote yes', 8],
    ['◀ é│─▶╳⋮…', 9],
    ['e\u0301', 1],
    ['東京', 4],
    ['ｆｕｌｌ', 8],
    ['한국', 4],
    ['👍🏽', 2],
    ['👩‍👩‍👧', 2],
    ['🇨🇭', 2],
    ['❤️', 2],
    ['⏰✅', 4],
  ])('%s takes %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe('a fitted text', () => {
  it.each([
    ['vote', 6, 'vote  '],
    ['vote', 4, 'vote'],
    ['vote yes', 6, 'vote …'],
    ['東京都', 4, '東… '],
    ['👩‍👩‍👧👩‍👩‍👧', 3, '👩‍👩‍👧…'],
    ['vote', 1, '…'],
    ['vote', 0, ''],
  ])('%s in %i columns is "%s"', (text, width, shown) => {
    expect(fitted(text, width)).toBe(shown);
    expect(widthOf(fitted(text, width))).toBe(width);
  });

  it('may end in dots', () => {
    expect(fitted('vote yes', 6, '..')).toBe('vote..');
  });
});

describe('a wrapped text', () => {
  it.each([
    ['C: decide commit', 20, ['C: decide commit']],
    ['C: decide commit', 12, ['C: decide', 'commit']],
    ['decision=undefined', 12, ['decision=', 'undefined']],
    ['one two three four', 7, ['one two', 'three …']],
    ['unbreakable', 6, ['unbre…']],
  ])('%s in %i columns', (text, width, lines) => {
    expect(wrapped(text, width, 2)).toEqual(lines);
  });
});
