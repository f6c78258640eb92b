import type { OutcomeReport } from '../../src/search/examine.ts';
import { type Examined, type RunResults, worstOf } from '../run-results.ts';
import { inColumns } from './columns.ts';
import { groundsInShort, verdictInShort } from './outcome-text.ts';
import type { Palette } from './palette.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import { boundsInWords, counted, nameMost, textMost } from './words.ts';

/** The verdicts on many scenarios, a line for each outcome, below the bounds that they speak of. */
export function verdictTable(results: RunResults, palette: Palette): string {
  const outcomes = results.examined.flatMap(({ report }) => report.outcomes);
  const laidOut = inColumns(
    outcomes.map((outcome) => [`    ${safeText(outcome.name, nameMost)}`, verdictInShort(outcome), groundsInShort(outcome)]),
    (cell, row, column) => (column === 1 ? verdictPaint(outcomes[row]!, palette)(cell) : cell),
  );
  const lines: string[] = [''];
  let next = 0;
  for (const examined of results.examined) {
    lines.push(headingOf(examined, palette), ...laidOut.slice(next, next + examined.report.outcomes.length), '');
    next += examined.report.outcomes.length;
  }
  return `${[...lines, ...unusableLines(results, palette), summaryOf(results, outcomes)].join('\n')}\n`;
}

/** The colour of a verdict. */
export function verdictPaint({ verdict }: Pick<OutcomeReport, 'verdict'>, palette: Palette): (text: string) => string {
  if (verdict === 'broken') return (text) => palette.bad(text);
  return verdict === 'survives' ? (text) => palette.good(text) : (text) => palette.open(text);
}

function headingOf({ scenario, report }: Examined, palette: Palette): string {
  return `  ${palette.strong(safeText(scenario.name, textMost))}  ${palette.faint(boundsInWords(report.bounds))}`;
}

function unusableLines({ unusable, notSearched }: RunResults, palette: Palette): string[] {
  const lines = unusable.map(({ scenario, error }) => `  ${palette.strong(safeText(scenario.name, textMost))}  ${palette.bad('UNUSABLE')}  ${error.code}: see above`);
  if (notSearched.length > 0) lines.push(`  not searched: ${notSearched.map((name) => safeText(name, nameMost)).join(', ')}`);
  return lines.length === 0 ? [] : [...lines, ''];
}

function summaryOf(results: RunResults, outcomes: readonly OutcomeReport[]): string {
  const count = (verdict: string) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const runs = results.examined.reduce((sum, { report }) => sum + report.runs, 0);
  const parts = [
    [count('broken'), 'broken'],
    [count('survives'), count('survives') === 1 ? 'survives' : 'survive'],
    [count('undecided'), 'undecided'],
  ] as const;
  const verdicts = parts.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`]));
  if (results.unusable.length > 0) verdicts.push(`${counted(results.unusable.length, 'scenario')} unusable`);
  const end = worstOf(results) === 'undecided' && results.interrupted ? '; stopped' : '';
  return `  ${counted(results.examined.length, 'scenario')}, ${counted(outcomes.length, 'outcome')}: ${verdicts.join(', ')}, in ${counted(runs, 'run')}${end}`;
}
