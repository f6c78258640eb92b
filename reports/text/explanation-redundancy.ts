import type { OutcomeExplanation, Redundancy } from '../../src/explanation/explanation.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import { coverRows, coverWords } from '../cover-rows.ts';
import { widthOf } from '../space-time/width.ts';
import { inColumns, wrapped } from './columns.ts';
import type { Palette } from './palette.ts';
import { counted } from './words.ts';

/** What covers each link and each node, those that fare alike in one row. */
export function redundancyLines({ links, nodes, leftOut }: OutcomeExplanation, roleOf: (node: string) => string, width: number, palette: Palette): string[] {
  const rows = coverRows({ links, nodes }, roleOf);
  const cells = rows.map(({ subject, cover }) => [subject, coverWords[cover], '']);
  const heads = inColumns(cells, (cell, row, column) => (column === 1 ? coverPaint(rows[row]!.cover, palette)(cell) : cell));
  const plain = inColumns(cells);
  const indent = Math.max(0, ...plain.map(widthOf)) + 2;
  const lines = rows.flatMap(({ text }, place) => {
    const [first = '', ...rest] = wrapped(safeText(text), Math.max(30, width - indent));
    return [`${heads[place]!}${' '.repeat(indent - widthOf(plain[place]!))}${first}`, ...rest.map((line) => ' '.repeat(indent) + line)];
  });
  const untried = [...(leftOut.links > 0 ? [counted(leftOut.links, 'link')] : []), ...(leftOut.nodes > 0 ? [counted(leftOut.nodes, 'node')] : [])];
  return untried.length === 0 ? lines : [...lines, palette.faint(`… ${untried.join(' and ')} more were not tried: each takes a run, and runs are long`)];
}

function coverPaint(cover: Redundancy['cover'], palette: Palette): (text: string) => string {
  if (cover === 'none') return (text) => palette.bad(text);
  return cover === 'untried' ? (text) => palette.faint(text) : (text) => palette.good(text);
}
