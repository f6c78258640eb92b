import { element } from './elements.ts';
import type { Viewer } from './viewer.ts';

/** A key, or several, and what it does. */
interface Binding {
  readonly keys: readonly string[];
  readonly words: string;
  readonly act: (controls: Controls) => void;
}

/** What keys can reach. */
export interface Controls {
  /** The viewer on the screen, if there is one. */
  readonly viewer: () => Viewer | undefined;
  readonly openOutcome: (by: number) => void;
  readonly copyReplay: () => void;
  readonly toggleTheme: () => void;
  readonly toggleHelp: () => void;
}

const bindings: readonly Binding[] = [
  { keys: ['ArrowDown', 'j'], words: 'next step', act: ({ viewer }) => viewer()?.move(1) },
  { keys: ['ArrowUp', 'k'], words: 'previous step', act: ({ viewer }) => viewer()?.move(-1) },
  { keys: ['ArrowLeft', 'h'], words: 'nearest step on the node to the left', act: ({ viewer }) => viewer()?.moveAcross(-1) },
  { keys: ['ArrowRight', 'l'], words: 'nearest step on the node to the right', act: ({ viewer }) => viewer()?.moveAcross(1) },
  { keys: ['PageDown'], words: 'ten steps on', act: ({ viewer }) => viewer()?.move(10) },
  { keys: ['PageUp'], words: 'ten steps back', act: ({ viewer }) => viewer()?.move(-10) },
  { keys: ['Home', 'g'], words: 'first step', act: ({ viewer }) => viewer()?.goTo(0) },
  { keys: ['End', 'G'], words: 'last step', act: ({ viewer }) => viewer()?.goTo(viewer()!.length - 1) },
  { keys: ['d'], words: 'where the runs part', act: ({ viewer }) => viewer()?.goToParting() },
  { keys: ['f'], words: 'next fault', act: ({ viewer }) => viewer()?.goToFault(1) },
  { keys: ['F'], words: 'previous fault', act: ({ viewer }) => viewer()?.goToFault(-1) },
  { keys: ['c'], words: 'what caused this step', act: ({ viewer }) => viewer()?.goToCause() },
  { keys: ['s'], words: 'the other run', act: ({ viewer }) => viewer()?.swap() },
  { keys: ['o'], words: 'lineage of the step, or of the outcome', act: ({ viewer }) => viewer()?.toggleAbout() },
  { keys: ['w'], words: 'with words, or dots only', act: ({ viewer }) => viewer()?.toggleWords() },
  { keys: ['n'], words: 'next failure set', act: ({ viewer }) => viewer()?.nextSet(1) },
  { keys: ['p'], words: 'previous failure set', act: ({ viewer }) => viewer()?.nextSet(-1) },
  { keys: [']'], words: 'next outcome', act: ({ openOutcome }) => openOutcome(1) },
  { keys: ['['], words: 'previous outcome', act: ({ openOutcome }) => openOutcome(-1) },
  { keys: ['y'], words: 'copy the replay command', act: ({ copyReplay }) => copyReplay() },
  { keys: ['t'], words: 'dark or light', act: ({ toggleTheme }) => toggleTheme() },
  { keys: ['?'], words: 'these keys', act: ({ toggleHelp }) => toggleHelp() },
];

const names: { readonly [key: string]: string } = { ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', PageDown: 'Page ↓', PageUp: 'Page ↑' };

/** Keys that scroll the page where no diagram is focused. */
const scrolling = new Set(['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp', 'Home', 'End']);

/** Listens for keys, but for those that mean something to what is focused. */
export function listenForKeys(controls: Controls): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, select, dialog[open]') !== null) return;
    if (scrolling.has(event.key) && target.closest('.scroller') === null && (target !== document.body || controls.viewer() === undefined)) return;
    const binding = bindings.find(({ keys }) => keys.includes(event.key));
    if (binding === undefined) return;
    event.preventDefault();
    binding.act(controls);
  });
}

/** Every key, for the help. */
export function keyTable(): HTMLElement {
  const rows = bindings.map(({ keys, words }) => element('tr', {}, element('td', {}, ...keys.flatMap((key, index) => [index === 0 ? '' : ' ', element('kbd', {}, names[key] ?? key)])), element('td', {}, words)));
  return element('table', { class: 'keys' }, element('tbody', {}, ...rows));
}
