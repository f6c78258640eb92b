import type { CellLine } from '../../space-time/model.ts';
import { unicodeSigns } from '../../space-time/signs.ts';

/** How many lines of a cell are drawn; the card of the step has all. */
const linesDrawn = 7;

/** A line of a cell as it is drawn. */
export interface DrawnLine {
  readonly glyph: CellLine['glyph'];
  readonly text: string;
  readonly isStruck: boolean;
}

/** What there is room for of a cell: a line that does not fit goes on in the next one, and ends in an ellipsis if it does not fit there either. */
export function drawnLines(lines: readonly CellLine[], characters: number): DrawnLine[] {
  const all = lines.flatMap((line) => broken(textOf(line), characters).map((text): DrawnLine => ({ glyph: line.glyph, text, isStruck: line.faults.length > 0 })));
  return all.length <= linesDrawn ? all : [...all.slice(0, linesDrawn - 1), { glyph: 'more', text: '…', isStruck: false }];
}

const arrowed: ReadonlySet<CellLine['glyph']> = new Set(['received', 'sent', 'lost', 'duplicated', 'deferred']);

/** A line with its sign; from whom, and to whom, is what the arrow says. */
export function textOf({ glyph, text }: CellLine): string {
  const sign = glyph === 'state' || glyph === 'more' ? '' : `${unicodeSigns.glyphs[glyph]} `;
  return sign + (arrowed.has(glyph) && !text.startsWith('self: ') ? text.slice(text.indexOf(': ') + 2) : text);
}

/** A text in at most two lines, broken after a space or an equals sign. */
function broken(text: string, characters: number): string[] {
  if (text.length <= characters) return [text];
  const breaks = [...text.slice(0, characters + 1).matchAll(/[ =](?=\S)/g)].map(({ index }) => index + 1).filter((place) => place > 2 && place <= characters);
  const place = breaks.at(-1);
  return place === undefined ? [clipped(text, characters)] : [text.slice(0, place).trimEnd(), clipped(`  ${text.slice(place)}`, characters)];
}

/** A text in at most so many characters. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1)).replace(/[\ud800-\udbff]$/, '')}…`;
}
