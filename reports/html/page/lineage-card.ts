import type { PageRun } from '../page-data.ts';
import { type GoTo, link } from './cards.ts';
import { element } from './elements.ts';
import { type Ground, groundsOfOutcome, groundsOfStep, stepWords } from './lineage.ts';

/** How many levels are open at first, and how many grounds are listed of one step. */
const levelsOpen = 3;
const groundsListed = 40;

/** What a lineage is drawn from. */
interface Tree {
  readonly run: PageRun;
  readonly goTo: GoTo;
  /** The steps that the run beside it has not. */
  readonly strangers: ReadonlySet<number>;
  /** The steps whose own grounds are shown already. */
  readonly shown: Set<number>;
}

/** What a step rests on, as a tree that opens and closes. */
export function stepLineage(run: PageRun, step: number, strangers: ReadonlySet<number>, goTo: GoTo): HTMLElement[] {
  const tree: Tree = { run, goTo, strangers, shown: new Set([step]) };
  const grounds = groundsOfStep(run.steps[step]!);
  return [element('p', {}, element('strong', {}, stepWords(run.steps[step]!)), grounds.length === 0 ? ' rests on nothing.' : ' rests on'), ...branches(tree, grounds, 1)];
}

/** What an outcome rests on. */
export function outcomeLineage(run: PageRun, name: string, strangers: ReadonlySet<number>, goTo: GoTo): HTMLElement[] {
  const outcome = run.outcomes.find((candidate) => candidate.name === name);
  if (outcome === undefined) return [element('p', { class: 'faint' }, 'This outcome reads nothing.')];
  const tree: Tree = { run, goTo, strangers, shown: new Set() };
  const words = { good: 'holds, and', bad: 'is broken, and', unknown: 'is not known, and' }[outcome.goodness];
  return [element('p', {}, element('strong', {}, outcome.name), ` ${words} rests on`), ...branches(tree, groundsOfOutcome(outcome), 1)];
}

function branches(tree: Tree, grounds: readonly Ground[], level: number): HTMLElement[] {
  if (grounds.length === 0) return [];
  const more = grounds.length > groundsListed ? [element('li', { class: 'faint' }, `and ${grounds.length - groundsListed} more`)] : [];
  return [element('ul', { class: 'tree' }, ...grounds.slice(0, groundsListed).map((ground) => branch(tree, ground, level)), ...more)];
}

function branch(tree: Tree, ground: Ground, level: number): HTMLElement {
  const { run, strangers, shown } = tree;
  const step = run.steps[ground.step];
  if (step === undefined) return element('li', {}, element('span', { class: 'ground read' }, ground.text), element('span', { class: 'faint' }, ' since the start'));
  const sign = { message: '◀', timer: '◷', read: '' }[ground.kind];
  const mark = strangers.has(step.index) ? [element('span', { class: 'stranger-word', title: 'The run beside this one has no such step.' }, ' only here')] : [];
  const words = [element('span', { class: `ground ${ground.kind}` }, `${sign} ${ground.text}`.trim()), ' ← ', link(run, step.index, tree.goTo), ...mark];
  const further = groundsOfStep(step);
  if (further.length === 0) return element('li', {}, ...words);
  if (shown.has(step.index)) return element('li', {}, ...words, element('span', { class: 'faint' }, ' (see above)'));
  shown.add(step.index);
  return foldable(words, () => branches(tree, further, level + 1), level < levelsOpen);
}

/** An item whose contents are made when it is first opened. */
function foldable(words: readonly (Node | string)[], make: () => HTMLElement[], open: boolean): HTMLElement {
  const folded = element('details', { open }, element('summary', {}, ...words));
  let made = false;
  const fill = () => {
    if (made || !folded.open) return;
    made = true;
    folded.append(...make());
  };
  fill();
  folded.addEventListener('toggle', fill);
  return element('li', {}, folded);
}
