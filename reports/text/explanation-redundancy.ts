import type { OutcomeExplanation, Redundancy } from '../../src/explanation/explanation.ts';
import { distinct } from '../../src/explanation/words.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import { widthOf } from '../space-time/width.ts';
import { inColumns, wrapped } from './columns.ts';
import type { Palette } from './palette.ts';
import { counted } from './words.ts';

const coverWords: { readonly [Cover in Redundancy['cover']]: string } = {
  time: 'in time',
  space: 'in space',
  unneeded: 'not needed',
  none: 'nothing',
  untried: 'not tried',
};

/** What covers each link and each node, those that fare alike in one row. */
export function redundancyLines({ links, nodes, leftOut }: OutcomeExplanation, roleOf: (node: string) => string, width: number, palette: Palette): string[] {
  const rows = [...alike(links, ({ link, cover }) => `${roleOf(link!.from)} ${roleOf(link!.to)} ${link!.type} ${cover}`), ...alike(nodes, ({ subject, cover }) => `${roleOf(subject)} ${cover}`)];
  const heads = inColumns(
    rows.map((row) => [subjectWords(row), coverWords[row[0]!.cover], '']),
    (cell, row, column) => (column === 1 ? coverPaint(rows[row]![0]!.cover, palette)(cell) : cell),
  );
  const plain = inColumns(rows.map((row) => [subjectWords(row), coverWords[row[0]!.cover], '']));
  const indent = Math.max(0, ...plain.map(widthOf)) + 2;
  const lines = rows.flatMap((row, place) => {
    const [first = '', ...rest] = wrapped(safeText(coverText(row)), Math.max(30, width - indent));
    return [`${heads[place]!}${' '.repeat(indent - widthOf(plain[place]!))}${first}`, ...rest.map((line) => ' '.repeat(indent) + line)];
  });
  const untried = [...(leftOut.links > 0 ? [counted(leftOut.links, 'link')] : []), ...(leftOut.nodes > 0 ? [counted(leftOut.nodes, 'node')] : [])];
  return untried.length === 0 ? lines : [...lines, palette.faint(`… ${untried.join(' and ')} more were not tried: each takes a run, and runs are long`)];
}

function coverText(row: readonly Redundancy[]): string {
  const { subject, cover, text, usedBy, withinBounds } = row[0]!;
  const which = row.length > 1 ? `such as ${subject}: ` : '';
  const outside = withinBounds || cover === 'untried' ? '' : ' (outside the bounds)';
  if (cover === 'none') return `${usedBy} breaks it${outside}`;
  return `${which}${text}${outside}${usedBy === null ? '' : `; but ${usedBy} breaks it`}`;
}

function subjectWords(row: readonly Redundancy[]): string {
  if (row[0]!.link === null) return `node ${distinct(row.map(({ subject }) => subject)).join(' ')}`;
  const [from, to] = (['from', 'to'] as const).map((end) => distinct(row.map(({ link }) => link![end])).join(' '));
  return `${from} → ${to}  ${row[0]!.link.type}`;
}

function coverPaint(cover: Redundancy['cover'], palette: Palette): (text: string) => string {
  if (cover === 'none') return (text) => palette.bad(text);
  return cover === 'untried' ? (text) => palette.faint(text) : (text) => palette.good(text);
}

function alike(all: readonly Redundancy[], key: (one: Redundancy) => string): Redundancy[][] {
  const groups = new Map<string, Redundancy[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups.values()];
}
