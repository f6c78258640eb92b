import { type ReporterName, reporterNames } from '../src/project/reporters.ts';
import { ClewError, suggestion } from '../src/simulator/errors.ts';

/** A format that `clew report` can write. */
export type FormatName = ReporterName;

/** Reads a list of formats: `html,junit`. @throws ClewError CLEW_BAD_OPTION */
export function formatList(text: string): FormatName[] {
  const words = text.split(',').map((word) => word.trim());
  return [...new Set(words)].map((word) => formatNamed(word, 'format'));
}

/** The format of that name. @throws ClewError CLEW_BAD_OPTION with the closest names */
export function formatNamed(word: string, what: 'format' | 'reporter'): FormatName {
  const name = reporterNames.find((candidate) => candidate === word);
  if (name !== undefined) return name;
  throw new ClewError('CLEW_BAD_OPTION', `there is no ${what} called "${word}"`, { values: [suggestion(word, reporterNames)], next: `${what === 'format' ? 'Formats' : 'Reporters'}: ${reporterNames.join(', ')}.` });
}
