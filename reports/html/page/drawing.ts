import type { Arrow } from '../../space-time/arrows.ts';
import type { Cell, Diagram, Life, Row } from '../../space-time/model.ts';
import { unicodeSigns } from '../../space-time/signs.ts';
import type { PageRun } from '../page-data.ts';
import { clipped, drawnLines } from './cell-text.ts';
import { shape } from './elements.ts';
import { charactersOf, firstLine, type Geometry, gutter, lifelineInset, lifelineOf, lineHeight, widthOf } from './geometry.ts';
import { groundsOfStep, stepWords } from './lineage.ts';

/** What is drawn. */
export interface Picture {
  readonly diagram: Diagram;
  readonly geometry: Geometry;
  readonly run: PageRun;
  /** The step under the cursor; -1 for none. */
  readonly chosen: number;
  /** The steps that it rests on. */
  readonly past: ReadonlySet<number>;
  /** The steps that the run beside it has not. */
  readonly strangers: ReadonlySet<number>;
}

/** The rows from first to last: lifelines below, then messages, then what is said. */
export function drawRows(picture: Picture, first: number, last: number): SVGElement[] {
  const rows = picture.diagram.rows.slice(first, last + 1);
  return [
    ...rows.flatMap((row, index) => background(picture, row, first + index)),
    ...lifelines(picture, first, last),
    ...threads(picture, first, last),
    ...drawArrows(picture, first, last),
    ...rows.flatMap((row, index) => drawRow(picture, row, first + index)),
  ];
}

/** Only the chosen step and what it rests on: for above a picture in which nothing is chosen. */
export function drawMarks(picture: Picture, first: number, last: number): SVGElement[] {
  const { chosen, past, diagram, geometry } = picture;
  const cells = diagram.rows.slice(first, last + 1).flatMap((row, index) =>
    row.kind !== 'moment' ? [] : row.cells.flatMap((cell, column) => (cell !== null && cell.step >= 0 && (cell.step === chosen || past.has(cell.step)) ? [drawCell(picture, cell, column, geometry.tops[first + index]!)] : [])),
  );
  return [...threads(picture, first, last), ...drawArrows(picture, first, last, (kind) => kind.includes(' thread')), ...cells];
}

function background({ geometry, diagram }: Picture, row: Row, index: number): SVGElement[] {
  const [top, width] = [geometry.tops[index]!, geometry.width];
  if (row.kind === 'fold') return [shape('text', { class: 'quiet', x: gutter + 2, y: top + firstLine + 1 }, row.text === '' ? `${row.fromTick === row.toTick ? `tick ${row.fromTick}` : `ticks ${row.fromTick} to ${row.toTick}`}: nothing happens` : row.text)];
  return opensTick(diagram, index) ? [shape('line', { class: 'rule', x1: gutter - 4, x2: width, y1: top, y2: top })] : [];
}

/** The ticks, for the margin that stays in sight. */
export function drawTicks({ diagram, geometry }: Picture, first: number, last: number): SVGElement[] {
  return diagram.rows.slice(first, last + 1).flatMap((row, offset) => {
    const y = geometry.tops[first + offset]! + firstLine + 4;
    if (row.kind === 'fold') return [shape('text', { class: 'quiet', x: gutter - 12, y: y - 2, 'text-anchor': 'end' }, '⋮')];
    return opensTick(diagram, first + offset) ? [shape('text', { class: 'tick', x: gutter - 10, y, 'text-anchor': 'end' }, String(row.tick))] : [];
  });
}

function opensTick({ rows }: Diagram, index: number): boolean {
  const [row, above] = [rows[index]!, rows[index - 1]];
  return row.kind === 'end' || (row.kind === 'moment' && (row.opensTick || (above?.kind === 'note' && above.opensTick)));
}

/** Stretches of equal life, one line for each. */
function lifelines({ diagram, geometry }: Picture, first: number, last: number): SVGElement[] {
  return diagram.columns.map((_, column) => {
    const x = lifelineOf(geometry, column);
    const stretches: { life: Life; from: number; to: number }[] = [];
    const add = (life: Life, from: number, to: number) => {
      const open = stretches.at(-1);
      if (open?.life === life) open.to = to;
      else stretches.push({ life, from, to });
    };
    for (let index = first; index <= last; index++) {
      const row = diagram.rows[index]!;
      const [top, bottom] = [geometry.tops[index]!, geometry.tops[index + 1]!];
      const before = 'lives' in row ? row.lives[column]! : (stretches.at(-1)?.life ?? lifeBefore(diagram, index, column));
      const after = ('cells' in row ? row.cells[column]?.after : undefined) ?? before;
      add(row.kind === 'end' ? after : before, top, top + firstLine);
      if (row.kind !== 'end') add(after, top + firstLine, bottom);
    }
    return shape('g', {}, ...stretches.map(({ life, from, to }) => shape('line', { class: `life ${life}`, x1: x, x2: x, y1: from, y2: to })));
  });
}

function lifeBefore({ rows }: Diagram, index: number, column: number): Life {
  for (let above = index - 1; above >= 0; above--) {
    const row = rows[above]!;
    if (row.kind === 'moment') return row.cells[column]?.after ?? row.lives[column]!;
  }
  return 'up';
}

/** What the chosen step rests on within nodes: memory and timers run along the lifelines. */
function threads({ run, diagram, geometry, chosen, past }: Picture, first: number, last: number): SVGElement[] {
  const lines: SVGElement[] = [];
  for (const step of chosen < 0 ? past : [...past, chosen]) {
    for (const { kind, step: from } of groundsOfStep(run.steps[step]!)) {
      const [top, bottom] = [diagram.rowOfStep[from] ?? -1, diagram.rowOfStep[step]!];
      if (kind === 'message' || top < 0 || bottom < first || top > last) continue;
      const x = lifelineOf(geometry, diagram.columns.findIndex(({ node }) => node === run.steps[step]!.node));
      lines.push(shape('line', { class: 'thread', x1: x, x2: x, y1: geometry.tops[top]! + firstLine, y2: geometry.tops[bottom]! + firstLine }));
    }
  }
  return lines;
}

/** Messages; where there is only room for dots, all ordinary ones are one shape. */
function drawArrows(picture: Picture, first: number, last: number, isWanted: (kind: string) => boolean = () => true): SVGElement[] {
  const drawn: SVGElement[] = [];
  let ordinary = '';
  for (const arrow of picture.diagram.arrows) {
    const path = pathOf(picture, arrow, first, last);
    if (path === null || !isWanted(path.kind)) continue;
    if (picture.geometry.compact && path.kind === '') ordinary += path.line;
    else drawn.push(shape('path', { class: `arrow${path.kind}`, d: path.line, 'data-words': path.words }));
    if (arrow.fate === 'lost') drawn.push(cross(path.x, path.y, 5, 'mark-bad'));
  }
  return ordinary === '' ? drawn : [shape('path', { class: 'arrow', d: ordinary }), ...drawn];
}

/** Where an arrow goes, and what it looks like; null where it is out of sight. */
function pathOf({ diagram, geometry, chosen, past }: Picture, arrow: Arrow, first: number, last: number): { readonly line: string; readonly kind: string; readonly words: string; readonly x: number; readonly y: number } | null {
  const { fromRow, fromColumn, toColumn, toStep, fate, faults } = arrow;
  if (fromRow < 0 || fromRow > last) return null;
  const endRow = toStep >= 0 ? arrow.toRow : fate === 'refused' ? rowOfTick(diagram, arrow.arrives, fromRow) : fate === 'travelling' ? diagram.rows.length - 1 : fromRow + 1;
  if (Math.max(endRow, fromRow) < first) return null;
  const [x1, y1] = [lifelineOf(geometry, fromColumn), geometry.tops[fromRow]! + firstLine];
  const reached = fate === 'lost' ? 0.55 : 1;
  const x2 = x1 + (lifelineOf(geometry, toColumn) - x1) * reached;
  const y2 = fate === 'lost' ? y1 + Math.min(26, (geometry.tops[fromRow + 1] ?? y1 + 26) - y1 + 2) : (geometry.tops[endRow] ?? y1) + firstLine;
  const inThread = toStep >= 0 && (toStep === chosen || past.has(toStep)) && (past.has(arrow.fromStep) || arrow.fromStep === chosen);
  // A little short of the dot, so that its head is seen.
  const short = fate === 'lost' ? 0 : 6 / (Math.hypot(x2 - x1, y2 - y1) || 1);
  const [x, y] = [x2 - (x2 - x1) * short, y2 - (y2 - y1) * short];
  const pointed = fate === 'delivered' || fate === 'refused' ? headPath(x, y, Math.atan2(y2 - y1, x2 - x1)) : '';
  return {
    line: `M${x1} ${y1}L${x.toFixed(1)} ${y.toFixed(1)}${pointed}`,
    kind: `${fate === 'delivered' ? '' : ` ${fate}`}${faults.length > 0 ? ' struck' : ''}${inThread ? ' thread' : ''}`,
    words: `${arrow.message}: ${fate}${faults.length > 0 ? ` (${faults.join(', ')})` : ''}`,
    x,
    y,
  };
}

function rowOfTick({ rows }: Diagram, tick: number, from: number): number {
  for (let index = from + 1; index < rows.length; index++) {
    const row = rows[index]!;
    if ('tick' in row ? row.tick >= tick : row.toTick >= tick) return index;
  }
  return Math.min(from + 1, rows.length - 1);
}

function headPath(x: number, y: number, angle: number): string {
  const point = (turn: number) => `${(x - headLength * Math.cos(angle + turn)).toFixed(1)} ${(y - headLength * Math.sin(angle + turn)).toFixed(1)}`;
  return `M${point(0.45)}L${x.toFixed(1)} ${y.toFixed(1)}L${point(-0.45)}`;
}

const headLength = 7;

function cross(x: number, y: number, size: number, kind: string): SVGElement {
  return shape('path', { class: kind, d: `M${x - size} ${y - size}L${x + size} ${y + size}M${x - size} ${y + size}L${x + size} ${y - size}` });
}

function drawRow(picture: Picture, row: Row, index: number): SVGElement[] {
  const { geometry } = picture;
  const top = geometry.tops[index]!;
  if (row.kind === 'fold') return [];
  if (row.kind === 'note') {
    const kind = row.line.glyph;
    return [shape('rect', { class: `note ${kind}`, x: gutter - 4, y: top + 3, width: Math.max(40, geometry.width - gutter - 4), height: 20, rx: 4, 'data-words': row.line.text }), shape('text', { class: `note-text ${kind}`, x: gutter + 4, y: top + 17 }, clipped(`${unicodeSigns.glyphs[kind]} ${row.line.text}`, Math.floor((geometry.width - gutter - 16) / 6.3)), shape('title', {}, row.line.text))];
  }
  return row.cells.flatMap((cell, column) => (cell === null ? [] : [drawCell(picture, cell, column, top)]));
}

function drawCell({ geometry, run, chosen, past, strangers }: Picture, cell: Cell, column: number, top: number): SVGElement {
  const x = lifelineOf(geometry, column);
  const step = cell.step < 0 ? undefined : run.steps[cell.step];
  const isChosen = cell.step >= 0 && cell.step === chosen;
  const kinds = ['cell', isChosen ? 'chosen' : '', past.has(cell.step) ? 'past' : '', strangers.has(cell.step) ? 'stranger' : ''].filter((kind) => kind !== '').join(' ');
  const lines = geometry.compact ? [] : drawnLines(cell.lines, charactersOf(geometry, column));
  const height = Math.max(1, lines.length) * lineHeight + 6;
  const box = step === undefined || (geometry.compact && !isChosen) ? [] : [shape('rect', { class: 'box', x: geometry.compact ? x - 11 : x - lifelineInset + 3, y: top + firstLine - 11, width: geometry.compact ? 22 : widthOf(geometry.lefts, column) - 4, height, rx: 5 })];
  const words = step === undefined ? cell.lines.map(({ text }) => text).join('; ') : `${stepWords(step)} at tick ${step.tick}`;
  return shape('g', { class: kinds, 'data-words': words, ...(step !== undefined && { 'data-step': step.index }) }, ...box, ...signOf(cell, step, x, top + firstLine), ...lines.map(({ glyph, text, isStruck }, index) => shape('text', { class: `line ${glyph}${isStruck ? ' struck' : ''}`, x: x + 11, y: top + firstLine + 4 + index * lineHeight }, text)));
}

/** On the lifeline: a dot for a step, a cross for a crash. */
function signOf({ lines, after, step: index }: Cell, step: PageRun['steps'][number] | undefined, x: number, y: number): SVGElement[] {
  const crashed = after === 'down' && lines.some(({ glyph }) => glyph === 'crash');
  if (crashed) return [cross(x, y, 6, 'mark-bad')];
  if (step === undefined) return index < 0 && lines.some(({ faults }) => faults.length > 0) ? [shape('rect', { class: 'mark-open', x: x - 5, y: y - 5, width: 10, height: 10, rx: 2 })] : [];
  return [shape('circle', { class: `dot ${step.takes.kind}`, cx: x, cy: y, r: 4.5 })];
}
