import type { Diagram, Row } from '../../space-time/model.ts';
import { drawnLines, textOf } from './cell-text.ts';

/** How much room things take, in pixels. */
export const lineHeight = 16;
const rowPadding = 12;
const compactRow = 22;
const noteRow = 26;
const quietRow = 20;
/** Left of the first column, where the ticks are. */
export const gutter = 44;
/** From the left edge of a column to its lifeline. */
export const lifelineInset = 14;
/** From the top of a row to the middle of its first line. */
export const firstLine = 13;

const columnMin = 92;
const columnMax = 300;
const compactColumnMin = 30;
const characterWidth = 6.65;

/** Where everything in a diagram goes. */
export interface Geometry {
  readonly compact: boolean;
  /** The left edge of each column, and the right edge of the last. */
  readonly lefts: readonly number[];
  readonly width: number;
  readonly height: number;
  /** The top of each row, and below the last. */
  readonly tops: readonly number[];
}

/** Lays out a diagram in so many pixels; with words beside the lifelines where there is room for them. */
export function geometryOf(diagram: Diagram, room: number, wanted: 'auto' | 'words' | 'dots'): Geometry {
  const columns = Math.max(1, diagram.columns.length);
  const compact = wanted === 'dots' || (wanted === 'auto' && columns > 10);
  const inside = room - gutter - 8;
  const widths = compact ? diagram.columns.map(() => Math.min(64, Math.max(compactColumnMin, Math.floor(inside / columns)))) : shares(naturalWidths(diagram), inside);
  const lefts = [gutter];
  for (const width of widths) lefts.push(lefts.at(-1)! + width);
  const tops = [4];
  for (const row of diagram.rows) tops.push(tops.at(-1)! + heightOf(row, compact, lefts));
  return { compact, lefts, width: lefts.at(-1)! + 8, height: tops.at(-1)! + 8, tops };
}

/** How wide each column would like to be. */
function naturalWidths({ columns, rows }: Diagram): number[] {
  const characters = columns.map(({ node }) => node.length);
  for (const row of rows) {
    if (row.kind !== 'moment' && row.kind !== 'end') continue;
    for (const [column, cell] of row.cells.entries()) for (const line of cell?.lines ?? []) characters[column] = Math.max(characters[column]!, textOf(line).length);
  }
  return characters.map((count) => Math.min(columnMax, Math.max(columnMin, Math.ceil(count * characterWidth) + lifelineInset + 14)));
}

/** Shares out the room: what all need at least, then to each in proportion to what it would like. */
function shares(natural: readonly number[], room: number): number[] {
  const sum = natural.reduce((total, width) => total + width, 0);
  if (sum <= room) return natural.map((width) => Math.min(columnMax, Math.floor((width * room) / sum)));
  const wanted = sum - columnMin * natural.length;
  const left = Math.max(0, room - columnMin * natural.length);
  return natural.map((width) => columnMin + Math.floor(wanted === 0 ? 0 : ((width - columnMin) * left) / wanted));
}

/** How many characters fit in a cell of that column. */
export function charactersOf({ lefts }: Pick<Geometry, 'lefts'>, column: number): number {
  return Math.floor((widthOf(lefts, column) - lifelineInset - 12) / characterWidth);
}

/** How wide a column is. */
export function widthOf(lefts: readonly number[], column: number): number {
  return lefts[column + 1]! - lefts[column]!;
}

/** The x of a column's lifeline. */
export function lifelineOf({ lefts, compact }: Geometry, column: number): number {
  return lefts[column]! + (compact ? widthOf(lefts, column) / 2 : lifelineInset);
}

/** The rows that lie between two heights, from and to, both included. */
export function rowsBetween({ tops }: Geometry, from: number, to: number): readonly [number, number] {
  return [Math.max(0, rowAt(tops, from)), Math.min(tops.length - 2, rowAt(tops, to))];
}

function rowAt(tops: readonly number[], y: number): number {
  let [low, high] = [0, tops.length - 2];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (tops[middle]! <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

function heightOf(row: Row, compact: boolean, lefts: readonly number[]): number {
  if (row.kind === 'note') return noteRow;
  if (row.kind === 'fold') return row.text === '' ? quietRow : noteRow;
  if (compact) return row.kind === 'end' ? compactRow + 8 : compactRow;
  const lines = Math.max(1, ...row.cells.map((cell, column) => (cell === null ? 0 : drawnLines(cell.lines, charactersOf({ lefts }, column)).length)));
  return lines * lineHeight + rowPadding + (row.kind === 'end' ? 8 : 0);
}
