import { describe, expect, it } from 'vitest';
import { hostile } from '../reports/formats/hostile.ts';
import { explainDocument } from '../../../reports/json/explain-document.ts';
import { documentText } from '../../../reports/json/document.ts';
import { explanationText } from '../../../reports/text/explanation.ts';
import { plainPalette } from '../../../reports/text/palette.ts';
import { explain } from '../../../src/explanation/explain.ts';

describe('a scenario full of what no terminal should see', () => {
  const explanation = explain(hostile, { drops: 1, crashes: 1, depth: 1 });
  const results = { scenario: hostile, reference: hostile.name, explanation, replayOptions: '' };

  it('has ways to be broken', () => {
    expect(explanation.outcomes[0]!.ways.length).toBeGreaterThan(1);
  });

  it('is printed safely, and shortened', () => {
    const text = explanationText(results, { palette: plainPalette, ascii: false, width: 120, all: true });
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(text.length).toBeLessThan(2_000_000);
  });

  it('gives data that is safe to print, each text on one line', () => {
    expect(textsIn(explanation).filter((text) => /[\p{Cc}\u202a-\u202e]/u.test(text) && text !== hostile.name)).toEqual([]);
    expect(documentText(explainDocument(results)).length).toBeLessThan(2_000_000);
  });
});

/** All texts in plain data. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'report' ? [] : [key, ...textsIn(inner)]));
}
