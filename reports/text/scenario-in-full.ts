import type { OutcomeReport } from '../../src/search/examine.ts';
import { explainCommand } from '../report.ts';
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
  /** The distinct ways to break an outcome; null where they cannot be told. */
  readonly ways: (examined: Examined, outcome: OutcomeReport) => WaysInShort | null;
  /** The command that comes back to it, where no replay can: that of a generated workload. */
  readonly again?: string;
}

/** Distinct ways to break an outcome, the simplest first, and how many failure sets are in none of them. */
export interface WaysInShort {
  readonly ways: readonly { readonly sentence: string; readonly sets: readonly string[] }[];
  readonly leftOut: number;
}

/** How many failure sets are listed, or ways told, unless all are asked for. */
const setsMax = 5;
const waysMax = 4;
const lineWidth = 100;

/** The verdicts on one scenario with all that they rest on: failure sets, certificate, the smallest broken run drawn, and how to replay it. */
export function scenarioInFull(examined: Examined, results: RunResults, palette: Palette, options: InFullOptions): string {
  const { scenario, report } = examined;
  const indent = 2 + Math.max(6, ...report.outcomes.map(({ name }) => widthOf(safeText(name, nameMost)))) + 3;
  const lines = ['', `  ${palette.strong(safeText(scenario.name, textMost))}${scenario.summary === '' ? '' : `  ${safeText(scenario.summary, textMost)}`}`];
  lines.push(...labelled('bounds', wrapped(boundsInWords(report.bounds), lineWidth - indent), indent), '');
  for (const outcome of report.outcomes) lines.push(...outcomeLines(outcome, options.ways(examined, outcome), indent, palette, options.all), '');
  if (report.interrupted) lines.push(...labelled('note', [results.interrupted ? 'the search was stopped' : 'the search has used up its budget of runs or time'], indent), '');
  lines.push(...smallestRun(examined, results, indent, options));
  return `${lines.join('\n').trimEnd()}\n`;
}

function outcomeLines(outcome: OutcomeReport, ways: WaysInShort | null, indent: number, palette: Palette, all: boolean): string[] {
  const text = [verdictPaint(outcome, palette)(verdictLine(outcome)), ...wrapped(safeText(outcome.title, textMost), lineWidth - indent).map((line) => palette.faint(line))];
  text.push(...(ways === null || ways.ways.length === 0 ? setsLines(outcome, all) : waysLines(outcome, ways, lineWidth - indent, all)));
  text.push(...wrapped(certificateSentence(outcome), lineWidth - indent));
  return labelled(safeText(outcome.name, nameMost), text, indent);
}

function setsLines({ failureSets }: OutcomeReport, all: boolean): string[] {
  const shown = all ? failureSets : failureSets.slice(0, setsMax);
  const heading = failureSets.length > 1 ? [`${counted(failureSets.length, 'minimal failure set')}:`] : [];
  const more = failureSets.length - shown.length;
  return [...heading, ...shown.map(({ faults }) => `  ${faults}`), ...(more > 0 ? [`  … and ${counted(more, 'more', 'more')} (--all)`] : [])];
}

/** Each way in a sentence, with its first failure set; with all of them if all are asked for. */
function waysLines({ failureSets }: OutcomeReport, { ways, leftOut }: WaysInShort, width: number, all: boolean): string[] {
  const shown = all ? ways : ways.slice(0, waysMax);
  const heading = failureSets.length > 1 ? [`${counted(ways.length, 'way')} to break it, ${counted(failureSets.length, 'minimal failure set')}:`] : [];
  const lines = shown.flatMap(({ sentence, sets }) => {
    const listed = all ? sets : [`${sets[0]!}${sets.length === 1 ? '' : `  and ${sets.length - 1} more like it`}`];
    return [...wrapped(safeText(sentence), width - 2).map((line, index) => `${index === 0 ? '• ' : '  '}${line}`), ...listed.map((set) => `    ${set}`)];
  });
  const more = ways.length - shown.length;
  const untold = leftOut === 0 ? [] : [`  … and ${counted(leftOut, 'failure set')} more, not told apart as runs are long`];
  return [...heading, ...lines, ...(more > 0 ? [`  … and ${counted(more, 'more way')} (--all)`] : []), ...untold];
}

function verdictLine({ verdict, failureSets }: OutcomeReport): string {
  if (verdict !== 'broken') return verdict;
  const { size } = failureSets[0]!;
  const firstRun = Math.min(...failureSets.filter((found) => found.size === size).map((found) => found.foundAtRun));
  return `BROKEN by ${counted(size, 'fault')}, in ${counted(firstRun, 'run')}`;
}

function smallestRun(examined: Examined, { replayOptions, searchOptions }: RunResults, indent: number, { diagram, again }: InFullOptions): string[] {
  const broken = examined.report.outcomes.filter(({ verdict }) => verdict === 'broken').toSorted((a, b) => a.failureSets[0]!.size - b.failureSets[0]!.size)[0];
  if (broken === undefined) return [];
  const { faults } = broken.failureSets[0]!;
  const drawn = diagram(examined, faults);
  const back = again === undefined ? [...labelled('replay', [safeText(`clew replay ${examined.reference} --faults ${faults}${replayOptions}`)], indent), ...labelled('why', [safeText(explainCommand({ reference: examined.reference, searchOptions }, broken))], indent)] : labelled('again', [again], indent);
  return [...drawn, ...(drawn.length > 0 ? [''] : []), ...back];
}

/** Lines of text with a label before the first. */
function labelled(label: string, text: readonly string[], indent: number): string[] {
  return text.map((line, index) => `${index === 0 ? `  ${label}`.padEnd(indent - (widthOf(label) - label.length)) : ' '.repeat(indent)}${line}`);
}
