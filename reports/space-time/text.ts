import { safeText } from '../../src/simulator/display-value.ts';
import { type Palette, plainPalette } from '../text/palette.ts';
import { struckInvolvement } from './involvement.ts';
import type { Cell, CellLine, Diagram, Glyph, Life, Row } from './model.ts';
import { asciiSigns, meanings, type Signs, unicodeSigns } from './signs.ts';
import { fitted, widthOf, wrapped } from './width.ts';

/** How a diagram is to be drawn. */
export interface DrawingOptions {
  /** How many columns of the terminal it may take; 80 by default. */
  readonly width?: number;
  /** Whether to do without box characters and arrows; text that is not ASCII then comes out as `\u{…}`. */
  readonly ascii?: boolean;
  /** Colours; they repeat what the signs say. */
  readonly palette?: Palette;
  /** Whether a line below explains the signs; true by default. */
  readonly legend?: boolean;
  /** The step that is looked at, and the row that it, or the fold around it, is in; and how it is to be painted. */
  readonly cursor?: { readonly step: number; readonly row: number; paint(text: string): string };
  /** Only these nodes; by default as many as there is room for, the most involved first. */
  readonly nodes?: readonly string[];
}

/** A column narrower than this is hard to read, with the space that parts it from the next; and of no use below the other. */
const columnGood = 17;
const columnMin = 13;
const gap = 2;

/** Draws a diagram in text: nodes as columns, ticks as rows, one sign for each thing that can happen. No line break at the end. */
export function drawSpaceTime(diagram: Diagram, options: DrawingOptions = {}): string {
  return new Drawing(diagram, options).lines().join('\n');
}

/** A diagram in text, for those who show a part of it at a time. */
export interface DrawnRows {
  /** The names of the nodes. */
  readonly heading: string;
  /** What belongs to rows of the diagram, each line with the row that it is of. */
  readonly lines: readonly { readonly text: string; readonly row: number }[];
  /** The nodes that there is no room for. */
  readonly notShown: readonly string[];
}

/** Draws the rows of a diagram, and says which line is of which. */
export function drawRows(diagram: Diagram, options: DrawingOptions = {}): DrawnRows {
  const drawing = new Drawing(diagram, options);
  return { heading: drawing.heading(), lines: drawing.rows(), notShown: drawing.missing() };
}

class Drawing {
  private readonly cursor: DrawingOptions['cursor'];
  private readonly diagram: Diagram;
  private readonly width: number;
  private readonly ascii: boolean;
  private readonly legend: boolean;
  private readonly signs: Signs;
  private readonly palette: Palette;
  /** The columns that are shown, by index in the diagram, and how wide each of them is. */
  private readonly shown: readonly number[];
  private readonly widths: readonly number[];
  private readonly tickWidth: number;
  private readonly used = new Set<Glyph>();

  constructor(diagram: Diagram, { width = 80, ascii = false, palette = plainPalette, legend = true, nodes, cursor }: DrawingOptions) {
    this.cursor = cursor;
    this.diagram = diagram;
    this.width = Math.max(width, 24);
    this.ascii = ascii;
    this.legend = legend;
    this.signs = ascii ? asciiSigns : unicodeSigns;
    this.palette = palette;
    this.tickWidth = Math.max(4, ...diagram.rows.map((row) => String('tick' in row ? row.tick : row.toTick).length));
    const natural = this.naturalWidths();
    const room = this.width - this.tickWidth - gap;
    this.shown = nodes === undefined ? columnsThatFit(diagram, natural, room) : diagram.columns.flatMap(({ node }, column) => (nodes.includes(node) ? [column] : []));
    this.widths = shares(this.shown.map((column) => natural[column]!), room - gap * (this.shown.length - 1));
  }

  lines(): string[] {
    const rows = this.rows().map(({ text }) => text);
    return [this.heading(), ...rows, ...this.notShown(), ...(this.legend ? this.meanings() : [])];
  }

  heading(): string {
    const { palette, tickWidth } = this;
    const names = this.shown.map((column, place) => palette.strong(this.fit(this.nameOf(column), this.widths[place]!)));
    return [palette.faint('tick'.padStart(tickWidth)), ...names].join('  ').trimEnd();
  }

  rows(): { readonly text: string; readonly row: number }[] {
    const drawn: { readonly text: string; readonly row: number }[] = [];
    let skipped = false;
    let tickShown = -1;
    for (const [index, row] of this.diagram.rows.entries()) {
      const lines = this.rowLines(row, 'tick' in row && row.tick !== tickShown);
      // Rows in which nothing happens on the nodes that are shown come out as one line.
      if (lines === null) {
        if (!skipped) drawn.push({ text: this.line(this.signs.fold, 'lives' in row ? this.lifelines(row.lives) : ''), row: index });
        skipped = true;
        continue;
      }
      skipped = false;
      if ('tick' in row) tickShown = row.tick;
      const { cursor } = this;
      const paint = (text: string) => (row.kind === 'fold' && index === cursor?.row ? cursor.paint(text) : text);
      drawn.push(...lines.map((text) => ({ text: paint(text), row: index })));
    }
    return drawn;
  }

  /** The lines of a row; null where it says nothing about the nodes that are shown. */
  private rowLines(row: Row, withTick: boolean): string[] | null {
    const tick = withTick && 'tick' in row ? String(row.tick) : '';
    switch (row.kind) {
      case 'note':
        this.used.add(row.line.glyph);
        return [this.line(tick, this.paint(row.line.glyph, this.fit(`${this.signs.glyphs[row.line.glyph]} ${row.line.text}`, this.room).trimEnd()))];
      case 'fold': {
        if (row.text === '') return null;
        const text = `${row.fromTick === row.toTick ? `tick ${row.fromTick}` : `ticks ${row.fromTick} to ${row.toTick}`}: ${row.text}`;
        return [this.line(this.signs.fold, this.palette.faint(this.fit(text, this.room).trimEnd()))];
      }
      case 'moment':
        return this.cellLines(row.cells, row.lives, tick);
      case 'end': {
        const rule = this.line('', this.palette.faint(this.shown.map((_, place) => this.signs.rule.repeat(this.widths[place]!)).join(' '.repeat(gap))));
        return [rule, ...(this.cellLines(row.cells, row.cells.map(({ after }) => after), String(row.tick)) ?? [])];
      }
    }
  }

  private cellLines(cells: readonly (Cell | null)[], lives: readonly Life[], tick: string): string[] | null {
    const texts = this.shown.map((column, place) => cells[column]?.lines.flatMap((line) => this.text(line, this.widths[place]!)) ?? []);
    const height = Math.max(0, ...texts.map((lines) => lines.length));
    if (height === 0) return null;
    const isEnd = cells.every((cell) => cell !== null && cell.step < 0);
    return Array.from({ length: height }, (_, index) => {
      const parts = this.shown.map((column, place) => {
        const width = this.widths[place]!;
        const text = texts[place]![index];
        if (text !== undefined && this.cursor !== undefined && cells[column]?.step === this.cursor.step) return this.cursor.paint(text);
        return text ?? (isEnd ? ' '.repeat(width) : this.lifeline(cells[column]?.after ?? lives[column]!, width));
      });
      return this.line(index === 0 ? tick : '', parts.join(' '.repeat(gap)));
    });
  }

  /** A line of a cell, on as many lines as it needs, but at most two, or three if it tells of a fault. */
  private text(line: CellLine, width: number): string[] {
    this.used.add(line.glyph);
    const lines = wrapped(this.safe(line.text), width - 2, line.faults.length > 0 ? 3 : 2, this.signs.ellipsis);
    return lines.map((text, index) => this.paint(line.glyph, fitted(`${index === 0 ? this.signs.glyphs[line.glyph] : ' '} ${text}`, width)));
  }

  private lifeline(life: Life, width: number): string {
    return this.palette.faint(fitted(this.signs.lives[life], width));
  }

  private lifelines(lives: readonly Life[]): string {
    return this.shown.map((column, place) => this.lifeline(lives[column]!, this.widths[place]!)).join(' '.repeat(gap));
  }

  private line(tick: string, rest: string): string {
    return `${this.palette.faint(tick.padStart(this.tickWidth))}${' '.repeat(gap)}${rest}`.trimEnd();
  }

  missing(): string[] {
    return this.diagram.columns.flatMap(({ node }, column) => (this.shown.includes(column) ? [] : [node]));
  }

  /** Which nodes there was no room for. */
  private notShown(): string[] {
    const missing = this.missing();
    if (missing.length === 0) return [];
    const names = missing.length > 8 ? `${missing.slice(0, 7).join(' ')} and ${missing.length - 7} more` : missing.join(' ');
    return ['', this.palette.faint(this.fit(`not shown, less involved: ${names}`, this.width).trimEnd())];
  }

  private meanings(): string[] {
    const lines: string[] = [];
    for (const [glyph, meaning] of Object.entries(meanings) as [Glyph, string][]) {
      if (!this.used.has(glyph)) continue;
      const entry = `${this.signs.glyphs[glyph]} ${meaning}`;
      const last = lines.at(-1);
      if (last !== undefined && widthOf(last) + 3 + widthOf(entry) <= this.width) lines[lines.length - 1] = `${last}   ${entry}`;
      else lines.push(entry);
    }
    return lines.length === 0 ? [] : ['', ...lines.map((line) => this.palette.faint(line))];
  }

  private paint(glyph: Glyph, text: string): string {
    const { palette } = this;
    if (glyph === 'crash' || glyph === 'lost' || glyph === 'refused' || glyph === 'broken' || glyph === 'isolated') return palette.bad(text);
    if (glyph === 'duplicated' || glyph === 'deferred' || glyph === 'pause' || glyph === 'clock' || glyph === 'restart' || glyph === 'marked') return palette.open(text);
    return glyph === 'state' || glyph === 'more' || glyph === 'timer' ? palette.faint(text) : text;
  }

  private get room(): number {
    return this.width - this.tickWidth - gap;
  }

  private nameOf(column: number): string {
    return this.diagram.columns[column]!.node;
  }

  private fit(text: string, width: number): string {
    return fitted(this.safe(text), width, this.signs.ellipsis);
  }

  private safe(text: string): string {
    return this.ascii ? inAscii(safeText(text), this.signs) : safeText(text);
  }

  /** How wide each column would like to be. */
  private naturalWidths(): number[] {
    const widths = this.diagram.columns.map((_, column) => widthOf(this.nameOf(column)));
    for (const row of this.diagram.rows) {
      if (row.kind !== 'moment' && row.kind !== 'end') continue;
      for (const [column, cell] of row.cells.entries()) {
        if (cell !== null) for (const { text } of cell.lines) widths[column] = Math.max(widths[column]!, 2 + widthOf(this.safe(text)));
      }
    }
    return widths;
  }
}

/** The columns that there is room for, the most involved first, in the order of the diagram. */
function columnsThatFit({ columns }: Diagram, natural: readonly number[], room: number): number[] {
  const byInvolvement = columns.map((_, column) => column).toSorted((a, b) => columns[b]!.involvement - columns[a]!.involvement || a - b);
  // Rather narrow columns than a fault without the node at its other end.
  const struck = columns.filter(({ involvement }) => involvement >= struckInvolvement).length;
  const narrowest = Math.max(columnMin, Math.min(columnGood, Math.floor((room + gap) / Math.max(1, struck))));
  let left = room + gap;
  const fitting = byInvolvement.filter((column, place) => {
    left -= Math.min(natural[column]! + gap, narrowest);
    return place === 0 || left >= 0;
  });
  return fitting.toSorted((a, b) => a - b);
}

/** Gives each column what it would like; where there is not enough, narrow columns get theirs and the wide ones share the rest. */
function shares(natural: readonly number[], room: number): number[] {
  const given = new Map<number, number>();
  let left = room;
  const narrowFirst = natural.map((_, column) => column).toSorted((a, b) => natural[a]! - natural[b]!);
  for (const [place, column] of narrowFirst.entries()) {
    const share = Math.max(1, Math.min(natural[column]!, Math.floor(left / (narrowFirst.length - place))));
    given.set(column, share);
    left -= share;
  }
  return natural.map((_, column) => given.get(column)!);
}

function inAscii(text: string, signs: Signs): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll('…', signs.ellipsis).replace(/[^\u0000-\u007f]/gu, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
