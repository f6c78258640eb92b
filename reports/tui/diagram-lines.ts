import type { RecordedRun } from '../../src/simulator/recorded-run.ts';
import { type Diagram, type FoldRow, type Row, spaceTime } from '../space-time/model.ts';
import { drawRows, type DrawnRows } from '../space-time/text.ts';
import type { Theme } from './theme.ts';

/** How the diagram of a run is to be shown. */
export interface DiagramOptions {
  readonly run: RecordedRun;
  readonly step: number;
  readonly unfolded: readonly number[];
  /** The step before which this run parts from the one that it is compared with; -1 for nowhere. */
  readonly parts: number;
  readonly width: number;
  readonly theme: Theme;
}

const diagrams = new WeakMap<RecordedRun, Map<number, Diagram>>();

/** The lines of the diagram, and on which of them the cursor is. */
export function diagramLines({ run, step, unfolded, parts, width, theme }: DiagramOptions): DrawnRows & { readonly here: number } {
  const diagram = withFoldsOpen(diagramOf(run, parts), unfolded);
  const row = diagram.rows.findIndex((candidate) => stepsOf(candidate).includes(step) || (candidate.kind === 'end' && step === run.steps.length));
  const node = run.steps[step]?.node;
  // The node that the cursor is on is always among those that are shown.
  const columns = diagram.columns.map((column) => (column.node === node ? { ...column, involvement: Infinity } : column));
  const drawn = drawRows({ ...diagram, columns }, { width, palette: theme, ascii: theme.ascii, cursor: { step, row, paint: (text) => theme.marked(text) } });
  return { ...drawn, here: Math.max(0, drawn.lines.findIndex((line) => line.row === row)) };
}

/** The steps that the cursor stops at: every one that is drawn, the first of each fold, and the end. */
export function stops(run: RecordedRun, unfolded: readonly number[], parts: number): number[] {
  const { rows } = withFoldsOpen(diagramOf(run, parts), unfolded);
  const drawn = rows.flatMap((row) => (row.kind === 'fold' ? stepsOf(row).slice(0, 1) : stepsOf(row))).sort((a, b) => a - b);
  return [...drawn, run.steps.length];
}

/** The fold that a step is in: by its first step; -1 for none. With folds that were opened. */
export function foldAround(run: RecordedRun, step: number, unfolded: readonly number[], parts: number): number {
  const outermost = (rows: readonly Row[]): number => {
    const fold = rows.find((row): row is FoldRow => row.kind === 'fold' && stepsOf(row).includes(step));
    if (fold === undefined) return -1;
    const first = stepsOf(fold)[0]!;
    if (!unfolded.includes(first)) return first;
    const inner = outermost(fold.rows);
    return inner < 0 ? first : inner;
  };
  return outermost(diagramOf(run, parts).rows);
}

function diagramOf(run: RecordedRun, parts: number): Diagram {
  let known = diagrams.get(run);
  if (known === undefined) diagrams.set(run, (known = new Map<number, Diagram>()));
  let diagram = known.get(parts);
  if (diagram === undefined) known.set(parts, (diagram = spaceTime(run, { marks: parts < 0 ? [] : [{ beforeStep: parts, text: 'here the broken run parts from the good one' }] })));
  return diagram;
}

function withFoldsOpen(diagram: Diagram, unfolded: readonly number[]): Diagram {
  const open = (row: Row): readonly Row[] => (row.kind === 'fold' && unfolded.includes(stepsOf(row)[0] ?? -1) ? row.rows.flatMap(open) : [row]);
  return unfolded.length === 0 ? diagram : { ...diagram, rows: diagram.rows.flatMap(open) };
}

/** The steps in a row, the earliest first. */
function stepsOf(row: Row): number[] {
  if (row.kind === 'fold') return row.rows.flatMap(stepsOf).sort((a, b) => a - b);
  return row.kind === 'moment' ? row.cells.flatMap((cell) => (cell === null || cell.step < 0 ? [] : [cell.step])) : [];
}
