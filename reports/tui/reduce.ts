import { ClewError } from '../../src/simulator/errors.ts';
import { moved, moveOf, pageOf } from './moves.ts';
import { type OutcomeRow, outcomeRows } from './outcome-rows.ts';
import type { Player } from './player.ts';
import { onRunKey, opened } from './reduce-run.ts';
import { chosen, firstState, shownFaults, sizeOf, tableLines, type TuiAction, type TuiState } from './tui-state.ts';

/** What follows from each action. The runs that a state names are played, or taken from what was played before. */
export function reducerFor(player: Player): (state: TuiState, action: TuiAction) => TuiState {
  return (state, action) => {
    switch (action.kind) {
      case 'key':
        return onKey(state, action.key, player);
      case 'size':
        return { ...state, ...sizeOf(action.columns, action.rows) };
      case 'searching':
        return { ...state, searching: action.searching };
      case 'entry':
        return withEntry(state, action.entry);
    }
  };
}

/** The scenarios of a search come in one by one, and the cursor stays where it is. */
function withEntry(state: TuiState, entry: TuiState['entries'][number]): TuiState {
  const line = tableLines(state.entries)[state.place];
  const entries = state.entries.map((known) => (known.reference === entry.reference ? entry : known));
  const lines = tableLines(entries);
  const place = line === undefined ? 0 : lines.findIndex((candidate) => candidate.entry === line.entry && candidate.outcome >= line.outcome);
  return { ...state, entries, place: Math.max(0, place) };
}

function onKey(state: TuiState, key: string, player: Player): TuiState {
  if (key === 'ctrl-c') return { ...state, leaving: true };
  if (state.typing) return onTyping(state, key, player);
  if (state.help) return { ...state, help: false, leaving: key === 'q' };
  const plain = state.notice === '' ? state : { ...state, notice: '' };
  if (key === 'q') return { ...plain, leaving: true };
  if (key === '?') return { ...plain, help: true };
  if (key === '/') return { ...plain, typing: true, sought: '' };
  if (key === 'n' || key === 'N') return next(plain, key === 'n' ? 1 : -1, player);
  if (plain.screen === 'scenarios') return onScenariosKey(plain, key);
  return plain.screen === 'outcome' ? onOutcomeKey(plain, key, player) : onRunKey(plain, key, player);
}

function onScenariosKey(state: TuiState, key: string): TuiState {
  const lines = tableLines(state.entries);
  const by = moveOf(key, pageOf(state));
  if (by !== 0) return { ...state, place: moved(state.place, by, lines.length) };
  if (key !== 'enter' && key !== 'right' && key !== 'l') return state;
  const picked = chosen(state);
  if (picked !== null) return { ...state, screen: 'outcome', waysOpen: [], setPlace: picked.outcome.failureSets.length > 0 ? 1 : 0 };
  const entry = state.entries[lines[state.place]?.entry ?? -1];
  return { ...state, notice: entry === undefined ? '' : entry.unusable === '' ? `${entry.name} has not been searched yet` : entry.unusable };
}

function onOutcomeKey(state: TuiState, key: string, player: Player): TuiState {
  const picked = chosen(state);
  if (picked === null || key === 'escape' || key === 'left' || key === 'h' || key === 'backspace') return { ...state, screen: 'scenarios' };
  const rows = rowsOf(state, picked, player);
  const here = rows[state.setPlace];
  // A way takes some three lines.
  const by = moveOf(key, Math.ceil(pageOf(state) / 3));
  if (by !== 0) return { ...state, setPlace: moved(state.setPlace, by, rows.length) };
  if (key === 'z') return here === undefined || here.way < 0 ? state : withWayTurned(state, here.way, rows);
  const panel = ({ enter: 'diagram', right: 'diagram', l: 'diagram', d: 'diagram', s: 'state', t: 'lineage', b: 'pair', w: 'what-if' } as const)[key as 'enter'];
  return panel === undefined ? state : opened(state, here?.faults ?? 'none', panel, player);
}

/** Opens a way, or closes it with the cursor on it. */
function withWayTurned(state: TuiState, way: number, rows: readonly OutcomeRow[]): TuiState {
  if (!state.waysOpen.includes(way)) return { ...state, waysOpen: [...state.waysOpen, way] };
  return { ...state, waysOpen: state.waysOpen.filter((open) => open !== way), setPlace: rows.findIndex((row) => row.kind === 'way' && row.way === way) };
}

function rowsOf({ waysOpen }: TuiState, { entry, bounds, outcome }: NonNullable<ReturnType<typeof chosen>>, player: Player): OutcomeRow[] {
  return outcomeRows(outcome, player.ways(entry.reference, outcome, bounds), waysOpen);
}

function onTyping(state: TuiState, key: string, player: Player): TuiState {
  if (key === 'escape') return { ...state, typing: false, sought: '' };
  if (key === 'enter') return next({ ...state, typing: false }, 1, player);
  if (key === 'backspace') return { ...state, sought: state.sought.slice(0, -1) };
  return Array.from(key).length === 1 ? { ...state, sought: state.sought + key } : state;
}

/** Goes to the next place that what was sought is found in, from the cursor on and around. */
function next(state: TuiState, direction: 1 | -1, player: Player): TuiState {
  if (state.sought === '') return state;
  const { texts, place } = searchable(state, player);
  const wanted = state.sought.toLowerCase();
  for (let count = 1; count <= texts.length; count++) {
    const at = (((place + direction * count) % texts.length) + texts.length) % texts.length;
    if (texts[at]!.toLowerCase().includes(wanted)) return goTo(state, at);
  }
  return { ...state, notice: `nothing here contains "${state.sought}"` };
}

function goTo(state: TuiState, place: number): TuiState {
  if (state.screen === 'scenarios') return { ...state, place };
  if (state.screen === 'outcome') return { ...state, setPlace: place };
  return { ...state, view: { ...state.view, step: place, scroll: 0, branches: firstState([], 0, 0).view.branches, branch: 0 } };
}

/** What a search looks through: the lines of the screen, or the steps of the run with all that they do. */
function searchable(state: TuiState, player: Player): { readonly texts: readonly string[]; readonly place: number } {
  const { entries, place, setPlace, view } = state;
  if (state.screen === 'scenarios') {
    const texts = tableLines(entries).map(({ entry, outcome }) => {
      const report = entries[entry]!.found?.outcomes[outcome];
      return [entries[entry]!.name, report?.name, report?.title, report?.verdict, ...(report?.failureSets.map(({ faults }) => faults) ?? [])].join(' ');
    });
    return { texts, place };
  }
  const picked = chosen(state);
  if (picked === null) return { texts: [], place: 0 };
  if (state.screen === 'outcome') return { texts: rowsOf(state, picked, player).map(({ sought }) => sought), place: setPlace };
  const played = player.play(picked.entry.reference, shownFaults(view), picked.bounds);
  if (played instanceof ClewError) return { texts: [], place: 0 };
  return { texts: played.run.steps.map(({ name, takes, effects }) => JSON.stringify([name, takes, effects])), place: view.step };
}
