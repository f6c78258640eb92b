import type { OutcomeExplanation } from '../../src/explanation/explanation.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import type { ExplainResults } from '../explain-results.ts';
import { widthOf } from '../space-time/width.ts';
import { wrapped } from './columns.ts';
import { lineageLines } from './explanation-lineage.ts';
import { redundancyLines } from './explanation-redundancy.ts';
import { waysLines } from './explanation-ways.ts';
import { certificateSentence, verdictInShort } from './outcome-text.ts';
import { inShort } from './in-short.ts';
import type { Palette } from './palette.ts';
import { verdictPaint } from './verdict-table.ts';
import { boundsInWords, counted } from './words.ts';

/** How an explanation is to be written. */
export interface ExplanationOptions {
  readonly palette: Palette;
  /** Whether diagrams have to do without box characters. */
  readonly ascii: boolean;
  /** How many columns of the terminal it may take. */
  readonly width: number;
  /** Whether to leave nothing out. */
  readonly all: boolean;
}

const proseMax = 110;

/** Why each outcome holds, what covers its links, and each distinct way to break it. */
export function explanationText(results: ExplainResults, options: ExplanationOptions): string {
  const { scenario, reference, explanation } = results;
  const { palette, width } = options;
  const prose = Math.min(width, proseMax) - 4;
  const lines = ['', ...headed(safeText(reference), palette.strong(safeText(reference)), safeText(scenario.summary), prose).map((line) => `  ${line}`)];
  lines.push(...wrapped(`bounds: ${boundsInWords(explanation.bounds)}`, prose).map((line) => `  ${palette.faint(line)}`), '');
  for (const outcome of explanation.outcomes) lines.push(...outcomeLines(outcome, results, options));
  return `${lines.join('\n').trimEnd()}\n`;
}

function outcomeLines(outcome: OutcomeExplanation, results: ExplainResults, options: ExplanationOptions): string[] {
  const { explanation } = results;
  const { palette, ascii, width, all } = options;
  const prose = Math.min(width, proseMax) - 4;
  const roleOf = (node: string) => explanation.good.nodes.find(({ id }) => id === node)?.component ?? node;
  const replay = (faults: string) => `clew replay ${safeText(results.reference)} --faults ${faults}${results.replayOptions}`;
  const short = inShort(outcome).join(' ');
  const parts = [
    [...verdictLines(outcome, prose, palette), ...(short.length === 0 ? [] : ['', ...wrapped(`In short: ${safeText(short)}`, prose)])],
    section('Why it holds without faults', lineageLines(outcome.lineage, { palette, width: width - 4, all }), palette),
    section('What covers each link', coverLines(outcome, roleOf, prose, palette), palette),
    section(`Why it holds under ${explanation.faults}`, heldLines(outcome, { palette, ascii, width: width - 4, all }), palette),
    section(waysTitle(outcome, explanation.faults), waysLines(outcome, explanation, { palette, ascii, width: width - 4, all, replay }), palette),
  ];
  return parts.flatMap((part) => (part.length === 0 ? [] : [...part.map((line) => (line === '' ? '' : `  ${line}`.trimEnd())), '']));
}

/** What came of taking away each message, and each node, by itself. */
function coverLines(outcome: OutcomeExplanation, roleOf: (node: string) => string, width: number, palette: Palette): string[] {
  const lines = redundancyLines(outcome, roleOf, width, palette);
  return lines.length === 0 ? [] : [palette.faint('each was taken away by itself, to see what takes its place'), '', ...lines];
}

function verdictLines({ name, title, report, held, ways }: OutcomeExplanation, width: number, palette: Palette): string[] {
  const verdict = report === null ? (ways.length > 0 ? palette.bad('BROKEN') : held === null ? palette.open('undecided') : palette.good('holds')) : verdictPaint(report, palette)(verdictInShort(report));
  const grounds = report === null ? [] : wrapped(certificateSentence(report), width);
  const plain = `${safeText(name)}  ${report === null ? 'undecided' : verdictInShort(report)}:`;
  return [...headed(plain, `${palette.strong(safeText(name))}  ${verdict}:`, safeText(title), width), ...grounds.map((line) => palette.faint(line))];
}

/** A text after a heading, which is painted; below it where there is no room beside it. */
function headed(plain: string, painted: string, text: string, width: number): string[] {
  if (text === '') return [painted];
  return widthOf(plain) + 2 + widthOf(text) <= width ? [`${painted}${plain.endsWith(':') ? ' ' : '  '}${text}`] : [painted, ...wrapped(text, width)];
}

/** How it held in spite of faults; its lineage only if that is not the one that was shown already. */
function heldLines({ held, lineage }: OutcomeExplanation, options: ExplanationOptions): string[] {
  if (held === null) return [];
  const same = held.lineage.steps.map(({ name }) => name).join(' ') === lineage.steps.map(({ name }) => name).join(' ');
  return same ? [`${held.text}, and rests on the same steps`] : [`${held.text}; it rests on`, '', ...lineageLines(held.lineage, options)];
}

function waysTitle({ ways, report }: OutcomeExplanation, faults: string | null): string {
  if (faults !== null) return `How ${faults} breaks it`;
  const sets = counted(report?.failureSets.length ?? 0, 'minimal failure set');
  return ways.length === 1 ? `The way to break it (${sets})` : `The ${ways.length} ways to break it (${sets})`;
}

function section(title: string, lines: readonly string[], palette: Palette): string[] {
  if (lines.length === 0) return [];
  return [palette.strong(title), '', ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}
