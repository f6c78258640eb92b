import { describe, expect, it } from 'vitest';
import { eventually, protocol } from 'clew';
import { explainDocument } from '../../../reports/json/explain-document.ts';
import { documentText } from '../../../reports/json/document.ts';
import { explanationText } from '../../../reports/text/explanation.ts';
import { plainPalette } from '../../../reports/text/palette.ts';
import { explain } from '../../../src/explanation/explain.ts';

const nasty = `\u001b[31m"<b>\u202e'\r\n\u0000${'long '.repeat(20_000)}`;

const { component, scenario } = protocol<{ ask: string; say: string }>();

const asker = component({ state: () => ({ heard: new Map<string, string>() }), start: (node) => node.send('b', 'ask', nasty), on: { say: (node, text) => void node.state.heard.set(nasty, text) } });
const sayer = component({
  on: {
    ask(node, text, from) {
      node.record(nasty, text);
      node.send(from, 'say', text);
    },
  },
});

const hostile = scenario({
  name: `hostile/${nasty}`,
  summary: nasty,
  nodes: { a: asker, b: sayer },
  outcomes: { [nasty]: eventually(nasty, (world) => world.nodes.a.state.heard.get(nasty) === nasty && world.observed(nasty).length > 0) },
});

describe('a scenario full of what no terminal should see', () => {
  const explanation = explain(hostile);
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
