import { ClewError } from '../../src/simulator/errors.ts';
import { parseFailureSet } from '../../src/simulator/failure-set.ts';
import { printFailureSet } from '../../src/simulator/fault.ts';
import { outcomeInRun } from '../outcome-in-run.ts';
import { foldAround, stops } from './diagram-lines.ts';
import { faultChoices } from './fault-choices.ts';
import { lineageRows } from './lineage-rows.ts';
import { moved, moveOf, pageOf } from './moves.ts';
import type { Played, Player } from './player.ts';
import { chosen, type Panel, type RunView, shownFaults, type TuiState } from './tui-state.ts';

/** The run that is looked at, with all that keys ask of it. */
interface Looked {
  readonly played: Played;
  /** The step before which the broken run parts from the good one; -1 where it does not. */
  readonly parts: number;
}

/** Opens a run: at the step where it parts from the fault-free one, or at its beginning. */
export function opened(state: TuiState, faults: string, panel: Panel, player: Player): TuiState {
  const { entry, bounds } = chosen(state)!;
  const played = player.play(entry.reference, faults, bounds);
  if (played instanceof ClewError) return { ...state, notice: played.what };
  const difference = player.difference(entry.reference, faults, bounds);
  const step = moved(0, difference?.step ?? 0, played.run.steps.length + 1);
  const view = { ...state.view, panel, faults, good: false, unfolded: [], offer: { faults, step: Math.min(step, played.run.steps.length - 1), place: 0 } };
  return { ...state, screen: 'run', view: atStep(view, step) };
}

/** A key while a run is looked at. */
export function onRunKey(state: TuiState, key: string, player: Player): TuiState {
  const { view } = state;
  if (key === 'escape' || key === 'backspace') return view.panel === 'diagram' ? { ...state, screen: 'outcome' } : { ...state, view: { ...view, panel: 'diagram' } };
  const looked = look(state, player);
  if (looked === null) return { ...state, screen: 'outcome' };
  const panel = panelOf(key, view.panel);
  if (panel !== null) return { ...state, view: withPanel(view, panel, looked.played.run.steps.length) };
  if (key === 'o') return { ...state, view: otherRun(state, player) };
  if (key === 'f') return looked.parts < 0 ? { ...state, notice: 'this run is the same as the fault-free one' } : { ...state, view: atStep(view, moved(0, looked.parts, looked.played.run.steps.length + 1)) };
  switch (view.panel) {
    case 'diagram':
      return { ...state, view: onDiagramKey(state, key, looked) };
    case 'state':
      return { ...state, view: onStateKey(state, key, looked) };
    case 'lineage':
      return { ...state, view: onLineageKey(state, key, looked) };
    case 'pair':
      return { ...state, view: onPairKey(state, key, looked, player) };
    case 'what-if':
      return onWhatIfKey(state, key, player);
  }
}

function look(state: TuiState, player: Player): Looked | null {
  const picked = chosen(state);
  if (picked === null) return null;
  const played = player.play(picked.entry.reference, shownFaults(state.view), picked.bounds);
  if (played instanceof ClewError) return null;
  return { played, parts: player.difference(picked.entry.reference, state.view.faults, picked.bounds)?.step ?? -1 };
}

function panelOf(key: string, panel: Panel): Panel | null {
  const panels: readonly Panel[] = ['diagram', 'state', 'lineage', 'pair', 'what-if'];
  if (key === 'tab') return panels[(panels.indexOf(panel) + 1) % panels.length]!;
  return ({ d: 'diagram', s: 'state', t: 'lineage', b: 'pair', w: 'what-if' } as const)[key as 'd'] ?? null;
}

/** Faults are offered at the cursor; at the end of a run, at its last step. */
function withPanel(view: RunView, panel: Panel, steps: number): RunView {
  if (panel !== 'what-if' || view.panel === 'what-if') return { ...view, panel, scroll: 0 };
  return { ...view, panel, offer: { faults: shownFaults(view), step: Math.min(view.step, steps - 1), place: 0 }, faults: shownFaults(view), good: false };
}

function atStep(view: RunView, step: number): RunView {
  return step === view.step ? { ...view, scroll: 0 } : { ...view, step, scroll: 0, branches: [''], branch: 0 };
}

/** The fault-free run instead of the broken one, or the other way round. */
function otherRun(state: TuiState, player: Player): RunView {
  const view = { ...state.view, good: !state.view.good, unfolded: [] };
  const looked = look({ ...state, view }, player);
  return atStep(view, moved(view.step, 0, (looked?.played.run.steps.length ?? 0) + 1));
}

function onDiagramKey(state: TuiState, key: string, { played: { run }, parts }: Looked): RunView {
  const { view } = state;
  const by = moveOf(key, pageOf(state));
  if (by !== 0) {
    const places = stops(run, view.unfolded, view.good ? -1 : parts);
    const before = Math.max(0, places.findLastIndex((step) => step <= view.step));
    return atStep(view, places[moved(before, by, places.length)] ?? 0);
  }
  if (key === 'enter' || key === 'z') {
    const fold = foldAround(run, view.step, view.unfolded, view.good ? -1 : parts);
    if (fold < 0) return key === 'enter' ? { ...view, panel: 'state', scroll: 0 } : view;
    if (view.unfolded.includes(fold)) return key === 'enter' ? { ...view, panel: 'state', scroll: 0 } : { ...atStep(view, fold), unfolded: view.unfolded.filter((open) => open !== fold) };
    return { ...view, unfolded: [...view.unfolded, fold] };
  }
  return sideways(view, key, run);
}

/** The step before or after on the same node. */
function sideways(view: RunView, key: string, { steps }: Played['run']): RunView {
  const node = steps[view.step]?.node;
  const isLeft = key === 'left' || key === 'h';
  if (!isLeft && key !== 'right' && key !== 'l') return view;
  const there = isLeft ? steps.findLast((step) => step.index < view.step && step.node === node) : steps.find((step) => step.index > view.step && step.node === node);
  return there === undefined ? view : atStep(view, there.index);
}

function onStateKey(state: TuiState, key: string, { played: { run } }: Looked): RunView {
  const { view } = state;
  if (key === 'pagedown' || key === ' ') return { ...view, scroll: view.scroll + pageOf(state) };
  if (key === 'pageup') return { ...view, scroll: Math.max(0, view.scroll - pageOf(state)) };
  const by = moveOf(key, 1);
  return by === 0 ? sideways(view, key, run) : atStep(view, moved(view.step, by, run.steps.length + 1));
}

function onLineageKey(state: TuiState, key: string, { played: { run } }: Looked): RunView {
  const { view } = state;
  const name = chosen(state)?.outcome.name ?? '';
  const rows = lineageRows(run, view.step, view.branches, outcomeInRun(run, name));
  const here = rows[view.branch];
  const by = key === ' ' ? 0 : moveOf(key, pageOf(state));
  if (here === undefined) return view;
  if (by !== 0) return { ...view, branch: moved(view.branch, by, rows.length) };
  if (key === 'enter') return here.step < 0 ? view : { ...atStep(view, here.step), panel: 'state' };
  if ((key === 'right' || key === 'l' || key === ' ') && !here.open) return { ...view, branches: [...view.branches, here.path] };
  if (key === ' ' || ((key === 'left' || key === 'h') && here.open)) return { ...view, branches: view.branches.filter((path) => path !== here.path) };
  if (key === 'right' || key === 'l') return { ...view, branch: moved(view.branch, here.open ? 1 : 0, rows.length) };
  if (key === 'left' || key === 'h') return { ...view, branch: Math.max(0, rows.findIndex(({ path }) => path === here.path.slice(0, here.path.lastIndexOf('/')))) };
  return view;
}

function onPairKey(state: TuiState, key: string, { played: { run } }: Looked, player: Player): RunView {
  const { view } = state;
  const by = moveOf(key, pageOf(state));
  if (by !== 0) return atStep(view, moved(view.step, by, run.steps.length + 1));
  if (key === 'enter') return { ...view, panel: 'state', scroll: 0 };
  const side = key === 'left' || key === 'h' ? true : key === 'right' || key === 'l' ? false : view.good;
  return side === view.good ? view : otherRun(state, player);
}

function onWhatIfKey(state: TuiState, key: string, player: Player): TuiState {
  const { view } = state;
  const picked = chosen(state)!;
  const base = player.play(picked.entry.reference, view.offer.faults, picked.bounds);
  if (base instanceof ClewError) return state;
  const choices = faultChoices(base, view.offer.step, tokensOf(view.offer.faults));
  const by = key === ' ' ? 0 : moveOf(key, pageOf(state));
  if (by !== 0) return { ...state, view: { ...view, offer: { ...view.offer, place: moved(view.offer.place, by, choices.length) } } };
  const choice = choices[view.offer.place];
  if (choice === undefined || (key !== ' ' && key !== 'enter' && key !== 'x')) return state;
  const faults = toggled(view.faults, choice.token);
  const played = player.play(picked.entry.reference, faults, picked.bounds);
  if (played instanceof ClewError) return { ...state, notice: played.what };
  return { ...state, view: { ...atStep(view, moved(view.step, 0, played.run.steps.length + 1)), faults, unfolded: [] } };
}

/** The failure set without that fault, or with it, and without those that cannot happen together with it. */
function toggled(faults: string, token: string): string {
  const before = parseFailureSet(faults);
  if (before.some((fault) => fault.token === token)) return printFailureSet(before.filter((fault) => fault.token !== token));
  const [added] = parseFailureSet(token);
  return printFailureSet([...before.filter(({ exclusive }) => exclusive !== added!.exclusive), added!]);
}

/** The faults of a failure set, by token. */
export function tokensOf(faults: string): string[] {
  return parseFailureSet(faults).map(({ token }) => token);
}
