import type { OutcomeReport } from '../../src/search/examine.ts';
import type { Quadrant, Quadrants } from '../../src/search/quadrants.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import { inColumns } from './columns.ts';
import type { Palette } from './palette.ts';
import { verdictPaint } from './verdict-table.ts';
import { budgetInWords } from './words.ts';

/** A two-by-two table for each outcome: verdict, and smallest failure set, under asynchrony and failures, each alone and both together. */
export function quadrantsText({ quadrants, onlyTogether }: Quadrants, reference: string, palette: Palette): string {
  const names = [...new Set(quadrants.flatMap(({ report }) => report.outcomes.map((outcome) => outcome.name)))];
  const lines = ['', `  ${palette.strong(safeText(reference))}  ${palette.faint(`at most ${quadrants[0]!.report.bounds.depth} faults at once`)}`, ''];
  for (const name of names) lines.push(...tableOf(name, quadrants, palette), '');
  for (const name of onlyTogether) lines.push(`  ${safeText(name)} stands asynchrony alone and failures alone, and breaks under both together.`);
  lines.push(...quadrants.filter(({ asynchrony, failures }) => asynchrony !== failures).map(({ asynchrony, report }) => palette.faint(`  ${asynchrony ? 'asynchrony' : 'failures  '}  ${budgetInWords(report.bounds.budget)}`)));
  return `${lines.join('\n')}\n`;
}

function tableOf(name: string, quadrants: readonly Quadrant[], palette: Palette): string[] {
  const cell = (asynchrony: boolean, failures: boolean) => quadrants.find((quadrant) => quadrant.asynchrony === asynchrony && quadrant.failures === failures)!.report.outcomes.find((outcome) => outcome.name === name);
  const shown = [
    [cell(false, false), cell(false, true)],
    [cell(true, false), cell(true, true)],
  ];
  const rows = [
    [`  ${safeText(name)}`, 'no failures', 'failures'],
    ...['    synchronous', '    asynchronous'].map((label, row) => [label, ...shown[row]!.map(inShort)]),
  ];
  return inColumns(rows, (text, row, column) => {
    const outcome = row > 0 && column > 0 ? shown[row - 1]![column - 1] : undefined;
    return outcome === undefined ? text : verdictPaint(outcome, palette)(text);
  });
}

function inShort(outcome: OutcomeReport | undefined): string {
  if (outcome === undefined) return '–';
  if (outcome.verdict === 'survives') return 'survives';
  return outcome.verdict === 'broken' ? `BROKEN  ${safeText(outcome.failureSets[0]!.faults)}` : 'undecided';
}
