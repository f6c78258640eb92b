import type { OutcomeReport } from '../../src/search/examine.ts';
import type { Examined, RunResults } from '../run-results.ts';
import { widthOf } from '../space-time/width.ts';
import { wrapped } from './columns.ts';
import { certificateSentence } from './outcome-text.ts';
import type { Palette } from './palette.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import { verdictPaint } from './verdict-table.ts';
import { boundsInWords, counted, nameMost, textMost } from './words.ts';

/** What to show of a scenario in full. */
export interface InFullOptions {
  /** Whether to list every minimal failure set; else the first few. */
  readonly all: boolean;
  /** The space-time diagram of a run under that failure set, as lines. */
  readonly diagram: (examined: Examined, faults: string) => readonly string[];
  /** The command that comes back to it, where no replay can: that of a generated workload. */
  readonly again?: string;
}

/** How many failure sets are listed unless all are asked for. */
const setsMax = 5;
const lineWidth = 100;

/** The verdicts on one scenario with all that they rest on: failure sets, certificate, the smallest broken run drawn, and how to replay it. */
export function scenarioInFull(examined: Examined, results: RunResults, palette: Palette, options: InFullOptions): string {
  const { scenario, report } = examined;
  const indent = 2 + Math.max(6, ...report.outcomes.map(({ name }) => widthOf(safeText(name, nameMost)))) + 3;
  const lines = ['', `  ${palette.strong(safeText(scenario.name, textMost))}${scenario.summary === '' ? '' : `  ${safeText(scenario.summary, textMost)}`}`];
  lines.push(...labelled('bounds', wrapped(boundsInWords(report.bounds), lineWidth - indent), indent), '');
  for (const outcome of report.outcomes) lines.push(...outcomeLines(outcome, indent, palette, options.all), '');
  if (report.interrupted) lines.push(...labelled('note', [results.interrupted ? 'the search was stopped' : 'the search has used up its budget of runs or time'], indent), '');
  lines.push(...smallestRun(examined, results, indent, options));
  return `${lines.join('\n').trimEnd()}\n`;
}

function outcomeLines(outcome: OutcomeReport, indent: number, palette: Palette, all: boolean): string[] {
  const text = [verdictPaint(outcome, palette)(verdictLine(outcome)), ...wrapped(safeText(outcome.title, textMost), lineWidth - indent).map((line) => palette.faint(line))];
  const { failureSets } = outcome;
  const shown = all ? failureSets : failureSets.slice(0, setsMax);
  if (failureSets.length > 1) text.push(`${counted(failureSets.length, 'minimal failure set')}:`);
  text.push(...shown.map(({ faults }) => `  ${faults}`));
  if (shown.length < failureSets.length) text.push(`  … and ${counted(failureSets.length - shown.length, 'more', 'more')} (--all)`);
  text.push(...wrapped(certificateSentence(outcome), lineWidth - indent));
  return labelled(safeText(outcome.name, nameMost), text, indent);
}

function verdictLine({ verdict, failureSets }: OutcomeReport): string {
  if (verdict !== 'broken') return verdict;
  const { size } = failureSets[0]!;
  const firstRun = Math.min(...failureSets.filter((found) => found.size === size).map((found) => found.foundAtRun));
  return `BROKEN by ${counted(size, 'fault')}, in ${counted(firstRun, 'run')}`;
}

function smallestRun(examined: Examined, { replayOptions }: RunResults, indent: number, { diagram, again }: InFullOptions): string[] {
  const broken = examined.report.outcomes.filter(({ verdict }) => verdict === 'broken').toSorted((a, b) => a.failureSets[0]!.size - b.failureSets[0]!.size)[0];
  if (broken === undefined) return [];
  const { faults } = broken.failureSets[0]!;
  const drawn = diagram(examined, faults);
  return [...drawn, ...(drawn.length > 0 ? [''] : []), ...(again === undefined ? labelled('replay', [safeText(`clew replay ${examined.reference} --faults ${faults}${replayOptions}`)], indent) : labelled('again', [again], indent))];
}

/** Lines of text with a label before the first. */
function labelled(label: string, text: readonly string[], indent: number): string[] {
  return text.map((line, index) => `${index === 0 ? `  ${label}`.padEnd(indent - (widthOf(label) - label.length)) : ' '.repeat(indent)}${line}`);
}
