import type { Example, Explanation, Fact, OutcomeExplanation, Way } from '../../src/explanation/explanation.ts';
import { distinct, stepWords } from '../../src/explanation/words.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import type { RecordedRun } from '../../src/simulator/recorded-run.ts';
import { setsLeftOutWords } from '../explained.ts';
import { spaceTime, type SpaceTimeOptions } from '../space-time/model.ts';
import { drawSpaceTime } from '../space-time/text.ts';
import { fitted, widthOf } from '../space-time/width.ts';
import { wrapped } from './columns.ts';
import { pairLines } from './pair-lines.ts';
import type { Palette } from './palette.ts';
import { counted } from './words.ts';

/** How ways to break an outcome are to be written. */
export interface WaysOptions {
  readonly palette: Palette;
  readonly ascii: boolean;
  readonly width: number;
  /** Whether to draw all of them, and to list all their sets. */
  readonly all: boolean;
  /** What to type to play a failure set. */
  readonly replay: (faults: string) => string;
}

const waysInFull = 3;
const setsMax = 3;
const namedMax = 6;

/** How far what is said of a way stands to the right. */
const indent = 3;

/** The narrowest that a node's column may get where two diagrams stand side by side, and what stands left of them. */
const columnMin = 17;
const margin = 8;
const between = '  ║  ';

/** Each distinct way to break an outcome: the simplest in full, the others in a sentence. */
export function waysLines({ ways, leftOut }: OutcomeExplanation, explanation: Explanation, options: WaysOptions): string[] {
  if (ways.length === 0) return [];
  const shown = options.all ? ways.length : Math.min(waysInFull, ways.length);
  const goodRun = isRoomForBoth(explanation, options.width - indent) ? [] : ['without faults', ...drawn(explanation.good, options, true), ''];
  const lines = ways.slice(0, shown).flatMap((way, place) => [...headLines(way, place, options), '', ...exampleLines(way.example, explanation, { ...options, width: options.width - indent }).map((line) => (line === '' ? '' : `   ${line}`)), '']);
  const untold = setsLeftOutWords(leftOut);
  const left = untold === '' ? [] : [options.palette.faint(`   ${untold}`), ''];
  if (shown === ways.length) return [...goodRun, ...lines, ...left];
  return [...goodRun, ...lines, ...left, ...ways.slice(shown).flatMap((way, place) => headLines(way, shown + place, options)), options.palette.faint(`   ${counted(ways.length - shown, 'way')} in a sentence only; --all draws every one`), ''];
}

function headLines({ sentence, sets }: Way, place: number, { palette, width, all }: WaysOptions): string[] {
  const number = `${place + 1}`.padEnd(3);
  const [first = '', ...rest] = wrapped(safeText(sentence), width - number.length);
  const shown = all ? sets : sets.slice(0, setsMax);
  const more = sets.length > shown.length ? [palette.faint(`   … and ${counted(sets.length - shown.length, 'more', 'more')}`)] : [];
  return [palette.strong(number + first), ...rest.map((line) => palette.strong(`   ${line}`)), ...shown.map((set) => palette.faint(`   ${set}`)), ...more];
}

function exampleLines(example: Example, explanation: Explanation, options: WaysOptions): string[] {
  const { palette, replay, width } = options;
  const good = explanation.good;
  return [
    ...factLines(example.cause, options),
    '',
    ...labelled('cut off', namesOf(example.cut, good), width),
    ...labelled('instead', namesOf(example.instead, example.run), width),
    ...(example.difference === null ? [] : [...labelled('parts at', `without faults: ${example.difference.first}`, width), ...labelled('', `here: ${example.difference.second}`, width)]),
    ...(isRoomForBoth(explanation, width) ? [] : ['', ...pairLines(good, example, width, palette)]),
    '',
    ...sideBySide(example, explanation, options),
    '',
    `${palette.faint('replay')}  ${replay(example.faults)}`,
  ];
}

function factLines(facts: readonly Fact[], { palette, width }: WaysOptions): string[] {
  return facts.flatMap(({ tick, kind, text, likewise }) => {
    const words = `${text}${likewise.length === 0 ? '' : ` (likewise ${likewise.join(', ')})`}`;
    const lines = wrapped(safeText(words), width - 12);
    const paint = kind === 'fault' || kind === 'value' ? (line: string) => palette.bad(line) : (line: string) => line;
    return lines.map((line, place) => `${(place === 0 ? `tick ${tick}` : '').padEnd(9)}${paint(line)}`);
  });
}

/** The steps of those numbers in a few words; those beyond the first few are only counted. */
function namesOf(steps: readonly number[], run: Example['run']): string {
  const names = distinct(steps.map((step) => stepWords(run.steps[step]!)));
  if (names.length === 0) return '';
  return names.length > namedMax ? `${names.slice(0, namedMax - 1).join('; ')}; and ${names.length - namedMax + 1} more` : names.join('; ');
}

function labelled(label: string, text: string, width: number): string[] {
  if (text === '') return [];
  return wrapped(safeText(text), width - 12).map((line, place) => `${(place === 0 ? label : '').padEnd(9)}${line}`);
}

/** The good run and the broken one beside each other, with the place marked at which they part; only the broken one if there is no room. */
function sideBySide({ run, difference, faults }: Example, explanation: Explanation, options: WaysOptions): string[] {
  const mark = (text: string, steps: number) => (difference === null || difference.step >= steps ? [] : [{ beforeStep: difference.step, text }]);
  const marks = mark('from here on it differs', run.steps.length);
  if (!isRoomForBoth(explanation, options.width)) return [faults, ...drawn(run, options, true, marks)];
  const half = halfOf(options.width);
  const left = ['without faults', ...drawn(explanation.good, { ...options, width: half }, false, mark('from here on the other differs', explanation.good.steps.length))];
  const right = [faults, ...drawn(run, { ...options, width: half }, false, marks)];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => `${padded(left[row] ?? '', half)}${options.palette.faint(between)}${right[row] ?? ''}`.trimEnd());
}

function drawn(run: RecordedRun, { palette, ascii, width }: Pick<WaysOptions, 'palette' | 'ascii' | 'width'>, legend: boolean, marks: SpaceTimeOptions['marks'] = []): string[] {
  return drawSpaceTime(spaceTime(run, { marks }), { width, palette, ascii, legend }).split('\n');
}

function isRoomForBoth({ good }: Explanation, width: number): boolean {
  return halfOf(width) >= margin + columnMin * good.nodes.length;
}

function halfOf(width: number): number {
  return Math.floor((width - between.length) / 2);
}

/** Filled up with spaces; colours take no room. */
function padded(line: string, width: number): string {
  // oxlint-disable-next-line no-control-regex
  const plain = line.replace(/\u001b\[[\d;]*m/g, '');
  return widthOf(plain) > width ? fitted(plain, width) : line + ' '.repeat(width - widthOf(plain));
}
