import type { RecordedRun } from '../../src/simulator/recorded-run.ts';
import { arrowsOf, type Arrow } from './arrows.ts';
import { folded } from './folding.ts';
import { involvementOf } from './involvement.ts';
import { layOut } from './layout.ts';

/** What a line of a cell is about; each renderer has one sign for each. */
export type Glyph =
  | 'start'
  | 'restart'
  | 'received'
  | 'sent'
  | 'lost'
  | 'refused'
  | 'duplicated'
  | 'deferred'
  | 'timer'
  | 'crash'
  | 'pause'
  | 'isolated'
  | 'clock'
  | 'state'
  | 'disk'
  | 'observed'
  | 'more'
  | 'broken'
  | 'marked';

/** How a node fares between its steps. */
export type Life = 'up' | 'down' | 'paused';

/** One line of a cell: a sign and a few words. */
export interface CellLine {
  readonly glyph: Glyph;
  readonly text: string;
  /** The faults that struck here; empty for none. */
  readonly faults: readonly string[];
}

/** What happens on one node at one moment. */
export interface Cell {
  /** The step it shows; -1 where it only shows what befalls the node. */
  readonly step: number;
  readonly lines: readonly CellLine[];
  readonly after: Life;
}

/** One node. */
export interface Column {
  readonly node: string;
  readonly component: string;
  /** How much the node has to do with what went wrong; where there is no room for all, the smallest go first. */
  readonly involvement: number;
}

/** A moment: steps on one or several nodes, none of which waits for another. */
export interface MomentRow {
  readonly kind: 'moment';
  readonly tick: number;
  /** Whether it is the first of its tick. */
  readonly opensTick: boolean;
  /** By column; null where nothing happens. */
  readonly cells: readonly (Cell | null)[];
  /** By column: how the node fared just before. */
  readonly lives: readonly Life[];
}

/** Something that concerns no single node: a partition, a promise that breaks. */
export interface NoteRow {
  readonly kind: 'note';
  readonly tick: number;
  readonly opensTick: boolean;
  readonly line: CellLine;
}

/** Rows that are not drawn, because nothing happens in them, because they repeat what is above, or for want of room. */
export interface FoldRow {
  readonly kind: 'fold';
  readonly fromTick: number;
  readonly toTick: number;
  readonly steps: number;
  /** What is in them; empty where nothing is. */
  readonly text: string;
  readonly rows: readonly Row[];
  readonly lives: readonly Life[];
}

/** How each node stands when the run is over. */
export interface EndRow {
  readonly kind: 'end';
  readonly tick: number;
  readonly cells: readonly Cell[];
}

/** A row of the diagram, from top to bottom. */
export type Row = MomentRow | NoteRow | FoldRow | EndRow;

/** A run as a picture: nodes as columns, time as rows, messages as arrows. Text, terminal and page draw the same one. */
export interface Diagram {
  readonly scenario: string;
  /** The failure set as one word. */
  readonly faults: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Every message that crossed a link, and where it begins and ends. */
  readonly arrows: readonly Arrow[];
  /** Per step: its row. */
  readonly rowOfStep: readonly number[];
}

/** Options of {@link spaceTime}. */
export interface SpaceTimeOptions {
  /** Folds until no more rows than this are left, if that can be done without hiding a fault. 80 by default; `Infinity` folds nothing but repetition. */
  readonly rowsMax?: number;
  /** Whether anything is folded at all; true by default. */
  readonly fold?: boolean;
  /** What else is to be said, each before the step of that index: where this run parts from another one, say. */
  readonly marks?: readonly { readonly beforeStep: number; readonly text: string }[];
}

/** Lays out a run. */
export function spaceTime(run: RecordedRun, options: SpaceTimeOptions = {}): Diagram {
  const { rowsMax = 80, fold = true, marks = [] } = options;
  const all = layOut(run, marks);
  const rows = fold ? folded(all, run, rowsMax) : all;
  const rowOfStep = rowsOfSteps(rows, run.steps.length);
  const columns = run.nodes.map(({ id, component }) => ({ node: id, component, involvement: involvementOf(id, run) }));
  return { scenario: run.scenario, faults: run.faults, columns, rows, rowOfStep, arrows: arrowsOf(run, rowOfStep) };
}

function rowsOfSteps(rows: readonly Row[], steps: number): number[] {
  const found = Array.from({ length: steps }, () => -1);
  const visit = (row: Row, index: number): void => {
    if (row.kind === 'moment') for (const cell of row.cells) if (cell !== null && cell.step >= 0) found[cell.step] = index;
    if (row.kind === 'fold') for (const inner of row.rows) visit(inner, index);
  };
  for (const [index, row] of rows.entries()) visit(row, index);
  return found;
}
