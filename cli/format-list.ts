import { ClewError, suggestion } from '../src/simulator/errors.ts';

const formatNames = ['text', 'html', 'junit', 'sarif', 'github', 'markdown', 'shiviz', 'mermaid', 'dot', 'json'] as const;

/** A format that `clew report` can write. */
export type FormatName = (typeof formatNames)[number];

/** Reads a list of formats: `html,junit`. @throws ClewError CLEW_BAD_OPTION */
export function formatList(text: string): FormatName[] {
  const words = text.split(',').map((word) => word.trim());
  return [...new Set(words)].map((word) => {
    const name = formatNames.find((candidate) => candidate === word);
    if (name !== undefined) return name;
    throw new ClewError('CLEW_BAD_OPTION', `there is no format called "${word}"`, { values: [suggestion(word, formatNames)], next: `Formats: ${formatNames.join(', ')}.` });
  });
}
