import type { Comparison, OutcomeComparison, RandomFigures, StrategyFigures } from '../../src/search/compare.ts';
import type { Spread } from '../../src/search/sampling.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import { inColumns } from './columns.ts';
import type { Palette } from './palette.ts';
import { boundsInWords, counted, grouped } from './words.ts';

const none = '–';
const heading = ['    strategy', 'runs to first bug', 'runs to certificate', 'sets found', 'recall', 'time'];

/** The strategies side by side, a table for each outcome. */
export function comparisonText(comparison: Comparison, reference: string, palette: Palette): string {
  const { bounds, sets, enumeration, outcomes, interrupted } = comparison;
  const space = sets === null ? `more than ${counted(enumeration.runs, 'failure set')} within them: too many to enumerate` : `${counted(sets, 'failure set')} within them`;
  const lines = ['', `  ${palette.strong(safeText(reference))}  ${palette.faint(`${boundsInWords(bounds)}; ${space}`)}`, ''];
  for (const outcome of outcomes) lines.push(...outcomeLines(outcome, palette), '');
  lines.push(
    '  recall: the share of all minimal failure sets that was found. random: the median over all trials, and from the first to the third',
    '  quartile; it certifies nothing, and "all after" is when the last minimal set was drawn, which only an enumeration can tell.',
    ...(interrupted ? ['', '  The comparison was stopped; the figures are those so far.'] : []),
  );
  return `${lines.join('\n')}\n`;
}

function outcomeLines({ name, minimal, breaking, strategies, random }: OutcomeComparison, palette: Palette): string[] {
  const known = minimal === null ? 'all minimal failure sets are not known' : minimal === 0 ? 'no failure set breaks it' : `${counted(minimal, 'minimal failure set')}, ${counted(breaking ?? 0, 'set breaks', 'sets break')} it`;
  const rows = [heading, ...strategies.map(strategyRow), ...(minimal === 0 ? [['    random', none, none]] : random.map(randomRow))];
  return [`  ${palette.strong(safeText(name))}  ${known}`, '', ...inColumns(rows, (cell, row) => (row === 0 ? palette.faint(cell) : cell))];
}

function strategyRow({ method, firstBug, certificate, found, recall, milliseconds }: StrategyFigures): string[] {
  return [`    ${method}`, firstBug === null ? none : grouped(firstBug.runs), certificate === null ? none : grouped(certificate.runs), grouped(found), recall === null ? '?' : shareText(recall), timeText(milliseconds)];
}

function randomRow({ from, replacement, trials, drawnFrom, unfinished, firstBug, allMinimal }: RandomFigures): string[] {
  const how = drawnFrom === 'runs' ? `, ${counted(trials, 'trial')}` : '';
  const first = firstBug === null ? (unfinished > 0 ? `none in ${unfinished} of ${trials} trials` : none) : spreadText(firstBug);
  return [`    random, ${from}${replacement ? '' : ', none twice'}${how}`, first, allMinimal === null ? none : `${none}  (all after ${spreadText(allMinimal)})`];
}

function spreadText({ median, lower, upper }: Spread): string {
  return `${grouped(Math.round(median))} (${grouped(Math.round(lower))} to ${grouped(Math.round(upper))})`;
}

function shareText(share: number): string {
  return share === 1 ? '1' : share.toFixed(2);
}

function timeText(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
