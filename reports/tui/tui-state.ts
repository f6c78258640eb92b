import type { OutcomeReport } from '../../src/search/examine.ts';
import type { SearchProgress } from '../../src/search/search.ts';
import type { Bounds } from '../../src/simulator/bounds.ts';

/** A scenario, and what is known of it so far. */
export interface Entry {
  readonly name: string;
  /** What to type to get it. */
  readonly reference: string;
  /** Null until it was searched. */
  readonly found: { readonly bounds: Bounds; readonly outcomes: readonly OutcomeReport[]; readonly runs: number } | null;
  /** Why nothing can be said about it; empty where something can. */
  readonly unusable: string;
}

/** The search that goes on while one looks. */
export interface Searching extends Pick<SearchProgress, 'runs' | 'size' | 'depth' | 'found'> {
  readonly scenario: string;
  readonly runsPerSecond: number;
}

/** What a run is looked at through. */
export type Panel = 'diagram' | 'state' | 'lineage' | 'pair' | 'what-if';

/** The run that is looked at, and where in it. */
export interface RunView {
  readonly panel: Panel;
  readonly faults: string;
  /** Whether the fault-free run is shown in its stead. */
  readonly good: boolean;
  /** Its index; the number of steps for the end of the run. */
  readonly step: number;
  /** Folds that are open, by the step that they begin with. */
  readonly unfolded: readonly number[];
  /** Links of the lineage that are open, by path, and the one that the cursor is on. */
  readonly branches: readonly string[];
  readonly branch: number;
  /** How far the text of the panel is scrolled. */
  readonly scroll: number;
  /** What may be toggled: at this step of this run, whatever becomes of it; and the one that the cursor is on. */
  readonly offer: { readonly faults: string; readonly step: number; readonly place: number };
}

/** All that the interactive report shows depends on this, and on the runs that it names. */
export interface TuiState {
  readonly columns: number;
  readonly rows: number;
  /** What the terminal lacks; empty where frames fit into it. */
  readonly tooSmall: string;
  readonly entries: readonly Entry[];
  readonly searching: Searching | null;
  readonly screen: 'scenarios' | 'outcome' | 'run';
  /** The place in the table of verdicts. */
  readonly place: number;
  /** The place among the rows of the outcome; 0 for the fault-free run. */
  readonly setPlace: number;
  /** The ways to break it whose failure sets are all shown, by place. */
  readonly waysOpen: readonly number[];
  readonly view: RunView;
  readonly help: boolean;
  /** Whether a search is being typed, and what was typed last. */
  readonly typing: boolean;
  readonly sought: string;
  /** One line for the user; empty for none. */
  readonly notice: string;
  readonly leaving: boolean;
}

/** What can happen: a key, a new size, news from the search. */
export type TuiAction =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'size'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'searching'; readonly searching: Searching | null };

/** The smallest terminal for which frames are laid out. */
const columnsMin = 40;
const rowsMin = 12;

/** Where everybody begins: at the table of verdicts. */
export function firstState(entries: readonly Entry[], columns: number, rows: number): TuiState {
  const view: RunView = { panel: 'diagram', faults: 'none', good: false, step: 0, unfolded: [], branches: [''], branch: 0, scroll: 0, offer: { faults: 'none', step: 0, place: 0 } };
  const rest = { searching: null, screen: 'scenarios', place: 0, setPlace: 0, waysOpen: [], view, help: false, typing: false, sought: '', notice: '', leaving: false } as const;
  return { ...sizeOf(columns, rows), entries, ...rest };
}

/** A size that frames can be laid out for. */
export function sizeOf(columns: number, rows: number): Pick<TuiState, 'columns' | 'rows' | 'tooSmall'> {
  const fits = columns >= columnsMin && rows >= rowsMin;
  return { columns: Math.max(columnsMin, columns), rows: Math.max(rowsMin, rows), tooSmall: fits ? '' : `${columns}x${rows}: clew needs ${columnsMin}x${rowsMin}` };
}

/** A line of the table of verdicts that the cursor can be on: an outcome, or a scenario without one (-1). */
export interface TableLine {
  readonly entry: number;
  readonly outcome: number;
}

/** These lines, from top to bottom. */
export function tableLines(entries: readonly Entry[]): TableLine[] {
  return entries.flatMap(({ found }, entry) => (found === null ? [{ entry, outcome: -1 }] : found.outcomes.map((_, outcome) => ({ entry, outcome }))));
}

/** The scenario and the outcome that the cursor of the table is on. */
export function chosen({ entries, place }: TuiState): { readonly entry: Entry; readonly bounds: Bounds; readonly outcome: OutcomeReport } | null {
  const line = tableLines(entries)[place];
  const entry = line === undefined ? undefined : entries[line.entry];
  const outcome = entry?.found?.outcomes[line?.outcome ?? -1];
  return entry === undefined || outcome === undefined ? null : { entry, bounds: entry.found!.bounds, outcome };
}

/** The failure set of the run that is shown. */
export function shownFaults({ good, faults }: RunView): string {
  return good ? 'none' : faults;
}
