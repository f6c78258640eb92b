import type { RecordedRun } from '../../src/simulator/recorded-run.ts';
import type { FoldRow, Row } from './model.ts';

/** The longest pattern, in rows, that is recognised when it repeats. */
const periodMax = 24;

/** How many rows that tell of faults are kept at most, from the beginning and from the end. */
const eventfulFromStart = 24;
const eventfulFromEnd = 8;

/**
 * Folds what a reader can do without: what repeats exactly; then, where more than `rowsMax` rows are left, what repeats
 * but for its numbers; then what is far from the beginning, the end, and everything that went wrong.
 */
export function folded(rows: readonly Row[], run: RecordedRun, rowsMax: number): readonly Row[] {
  const exact = foldAllRepeats(rows, (text) => text, 'the same');
  if (exact.length <= rowsMax) return exact;
  const alike = foldAllRepeats(rows, (text) => text.replace(/\d+/g, '#'), 'the same but for numbers,');
  return alike.length <= rowsMax ? alike : foldUneventful(alike, run, rowsMax);
}

/** Folds repetitions, and repetitions of what contains them, and so on. */
function foldAllRepeats(rows: readonly Row[], alike: (text: string) => string, how: string): readonly Row[] {
  const once = foldRepeats(rows, alike, how);
  return once.length < rows.length ? foldAllRepeats(once, alike, how) : once;
}

/** Keeps the first of three or more equal stretches, and folds the others. */
function foldRepeats(rows: readonly Row[], alike: (text: string) => string, how: string): Row[] {
  const kinds = new Map<string, number>();
  const patterns = rows.map((row, index) => {
    const text = patternOf(row, alike) ?? `unlike any other ${index}`;
    if (!kinds.has(text)) kinds.set(text, kinds.size);
    return kinds.get(text)!;
  });
  const kept: Row[] = [];
  for (let index = 0; index < rows.length; ) {
    const { period, times } = longestRepeat(patterns, index);
    const end = index + period * times;
    kept.push(...rows.slice(index, index + period));
    if (times > 1) kept.push(foldOf(rows.slice(index + period, end), (steps) => `${how} ${times - 1} times more (${steps})`));
    index = end;
  }
  return kept;
}

/** The pattern that begins here and whose repetition covers most rows; the row alone, once, if nothing repeats often enough. */
function longestRepeat(patterns: readonly number[], start: number): { readonly period: number; readonly times: number } {
  let best = { period: 1, times: 1 };
  for (let period = 1; period <= periodMax; period++) {
    let end = start + period;
    while (end < patterns.length && patterns[end] === patterns[end - period]) end++;
    const times = Math.floor((end - start) / period);
    const hidden = (times - 1) * period;
    // A pattern of one quiet row and nothing else is no pattern.
    if (times >= 3 && hidden >= 3 && hidden > (best.times - 1) * best.period) best = { period, times };
  }
  return best;
}

/** What makes two rows equal; undefined for those that are never folded. */
function patternOf(row: Row, alike: (text: string) => string): string | undefined {
  if (row.kind === 'fold') return row.text === '' ? `quiet ${row.toTick - row.fromTick}` : `fold ${alike(row.text)}`;
  if (row.kind !== 'moment' || isEventful(row)) return undefined;
  const cells = row.cells.map((cell) => (cell === null ? '' : cell.lines.map(({ glyph, text }) => `${glyph} ${alike(text)}`).join('\n')));
  return `${row.opensTick} ${row.lives.join(' ')}\t${cells.join('\t')}`;
}

function isEventful(row: Row): boolean {
  if (row.kind !== 'moment') return row.kind === 'note';
  return row.cells.some((cell) => cell !== null && (cell.after !== 'up' || cell.lines.some(({ glyph, faults }) => faults.length > 0 || glyph === 'crash' || glyph === 'restart')) && !isOnlyRefused(cell.lines));
}

/** A node that is down and stays so: its messages come to nothing, again and again. */
function isOnlyRefused(lines: readonly { readonly glyph: string }[]): boolean {
  return lines.every(({ glyph }) => glyph === 'refused');
}

/** Keeps what is near the beginning, the end and what went wrong: as near as there is room for. */
function foldUneventful(rows: readonly Row[], run: RecordedRun, rowsMax: number): Row[] {
  const eventful = rows.flatMap((row, index) => (isEventful(row) ? [index] : []));
  const few = eventful.length <= eventfulFromStart + eventfulFromEnd ? eventful : [...eventful.slice(0, eventfulFromStart), ...eventful.slice(-eventfulFromEnd)];
  const centres = [0, ...few, rows.length - 1];
  let kept = new Set(centres);
  for (let radius = 1; radius < rows.length; radius++) {
    const wider = new Set(kept);
    for (const centre of centres) {
      if (centre - radius >= 0) wider.add(centre - radius);
      if (centre + radius < rows.length) wider.add(centre + radius);
    }
    if (wider.size + centres.length > rowsMax) break;
    kept = wider;
  }
  return foldOthers(rows, kept, run);
}

function foldOthers(rows: readonly Row[], kept: ReadonlySet<number>, run: RecordedRun): Row[] {
  const result: Row[] = [];
  for (let index = 0; index < rows.length; ) {
    let end = index;
    while (end < rows.length && !kept.has(end)) end++;
    if (end - index <= 1) result.push(...rows.slice(index, ++end));
    else result.push(foldOf(rows.slice(index, end), (steps, list) => `${steps}: ${summaryOf(list, run)}`));
    index = end;
  }
  return result;
}

function foldOf(rows: readonly Row[], textOf: (steps: string, list: readonly number[]) => string): FoldRow {
  const list = rows.flatMap(stepsOf);
  const [fromTick, toTick] = [firstTick(rows[0]!), lastTick(rows.at(-1)!)];
  const lives = rows.map((row) => ('lives' in row ? row.lives : undefined)).find((found) => found !== undefined) ?? [];
  return { kind: 'fold', fromTick, toTick, steps: list.length, text: list.length === 0 ? '' : textOf(list.length === 1 ? '1 step' : `${list.length} steps`, list), rows, lives };
}

function stepsOf(row: Row): number[] {
  if (row.kind === 'fold') return row.rows.flatMap(stepsOf);
  return row.kind === 'moment' ? row.cells.flatMap((cell) => (cell === null || cell.step < 0 ? [] : [cell.step])) : [];
}

/** What the steps take, the most frequent first: `200 append, 190 ack, 12 tick`. */
function summaryOf(steps: readonly number[], run: RecordedRun): string {
  const counts = new Map<string, number>();
  for (const step of steps) {
    const { takes } = run.steps[step]!;
    const type = takes.kind === 'message' ? takes.type : takes.kind === 'timer' ? takes.timer : 'start';
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const sorted = [...counts].toSorted(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1));
  const shown = sorted.slice(0, 5).map(([type, count]) => `${count} ${type}`);
  return sorted.length > 5 ? `${shown.join(', ')}, …` : shown.join(', ');
}

function firstTick(row: Row): number {
  return row.kind === 'fold' ? row.fromTick : row.tick;
}

function lastTick(row: Row): number {
  return row.kind === 'fold' ? row.toTick : row.tick;
}
