import type { PageData, PageOutcome, PageRun, PageSet } from '../page-data.ts';
import { stepCard, stateCard } from './cards.ts';
import { button, element } from './elements.ts';
import { groundsOfOutcome, groundsOfStep, keyOfStep, pastOf, stepWords } from './lineage.ts';
import { outcomeLineage, stepLineage } from './lineage-card.ts';
import { SpaceTimeView } from './space-time-view.ts';

/** One of the two runs that are shown side by side. */
export type Side = 'good' | 'bad';

interface Shown {
  readonly run: PageRun;
  readonly view: SpaceTimeView;
  /** The steps that the other run has not. */
  readonly strangers: ReadonlySet<number>;
  readonly placeOf: ReadonlyMap<string, number>;
  step: number;
}

/** The runs of one outcome side by side, with a cursor that moves in both, and all that there is to say of the step under it. */
export class Viewer {
  private readonly data: PageData;
  private readonly outcome: PageOutcome;
  private readonly root: HTMLElement;
  private shown = new Map<Side, Shown>();
  private side: Side = 'good';
  private set = 0;
  private layout: 'both' | Side = 'both';
  private about: 'step' | 'outcome' = 'step';
  private readonly panes = element('div', { class: 'panes' });
  private readonly parting = element('p', { class: 'parting' });
  private readonly position = element('output', { class: 'position', 'aria-live': 'polite' });
  private readonly step = element('div', { class: 'card-body' });
  private readonly state = element('div', { class: 'card-body' });
  private readonly lineage = element('div', { class: 'card-body' });

  constructor(data: PageData, outcome: PageOutcome, root: HTMLElement) {
    this.data = data;
    this.outcome = outcome;
    this.root = root;
    const card = (title: string, body: HTMLElement, kind: string, ...extra: HTMLElement[]) => element('section', { class: `card ${kind}` }, element('h4', {}, title, ...extra), body);
    const about = element('span', { class: 'segments', role: 'group', 'aria-label': 'Lineage of' }, ...(['step', 'outcome'] as const).map((choice) => button(choice, { 'data-about': choice }, () => this.tellAbout(choice))));
    root.replaceChildren(this.toolbar(), this.parting, this.panes, legend(), element('div', { class: 'cards' }, card('The step', this.step, 'step-card'), card('All nodes after it', this.state, 'state-card'), card('Rests on', this.lineage, 'lineage-card', about)));
    this.choose(0);
    new ResizeObserver(() => this.layOut()).observe(this.panes);
  }

  /** Shows another failure set, by its place among those that are drawn. */
  choose(set: number): void {
    if (set < 0 || set >= Math.max(1, this.outcome.sets.length)) return;
    this.set = set;
    const good = this.data.runs[this.outcome.good]!;
    const chosen = this.chosenSet;
    const bad = chosen === undefined ? undefined : this.data.runs[chosen.run]!;
    this.shown = new Map();
    this.panes.replaceChildren();
    this.add('good', good, bad, 'Without faults');
    if (bad !== undefined && chosen !== undefined) this.add('bad', bad, good, chosen.faults);
    this.parting.hidden = bad === undefined;
    if (chosen !== undefined) this.parting.replaceChildren(...partingWords(chosen));
    this.side = bad === undefined ? 'good' : 'bad';
    this.about = bad === undefined ? 'outcome' : 'step';
    this.show(this.layout);
    if (bad === undefined) this.goTo(this.lastGround(good));
    else this.goToParting();
    this.root.dispatchEvent(new CustomEvent('clew-set', { bubbles: true, detail: { set, replay: chosen?.replay } }));
  }

  /** Shows both runs, or one. */
  show(layout: 'both' | Side): void {
    this.layout = this.shown.size < 2 ? 'good' : layout;
    if (this.layout !== 'both' && this.layout !== this.side) this.enter(this.layout);
    this.panes.dataset['layout'] = this.layout;
    for (const pressed of this.root.querySelectorAll<HTMLElement>('[data-layout-choice]')) pressed.setAttribute('aria-pressed', String(pressed.dataset['layoutChoice'] === this.layout));
    this.layOut();
    for (const shown of this.shown.values()) this.place(shown, shown.step);
  }

  /** Goes to a step of the run that the cursor is in; the other run follows. */
  goTo(step: number): void {
    const { run } = this.current;
    const target = Math.max(0, Math.min(run.steps.length - 1, step));
    for (const [side, shown] of this.shown) {
      this.place(shown, side === this.side ? target : this.counterpart(shown, target));
    }
    this.tell();
  }

  move(by: number): void {
    this.goTo(this.current.step + by);
  }

  /** Goes to the step on another node, so many columns away, that is nearest in time. */
  moveAcross(columns: number): void {
    const { run, step } = this.current;
    const here = run.steps[step];
    if (here === undefined) return;
    const start = run.nodes.findIndex(({ id }) => id === here.node);
    for (let column = start + columns; column >= 0 && column < run.nodes.length; column += columns) {
      const candidates = run.steps.filter(({ node }) => node === run.nodes[column]!.id);
      if (candidates.length === 0) continue;
      this.goTo(candidates.reduce((best, other) => (Math.abs(other.index - step) < Math.abs(best.index - step) ? other : best)).index);
      return;
    }
  }

  /** Goes to the first step at which the runs part, in each of them; with the cursor in one that goes on from there. */
  goToParting(): void {
    const step = this.chosenSet?.parts?.step;
    if (step === undefined) return;
    if (step >= this.current.run.steps.length) {
      const other: Side = this.side === 'good' ? 'bad' : 'good';
      if (step < (this.shown.get(other)?.run.steps.length ?? 0) && this.layout === 'both') this.side = other;
    }
    for (const shown of this.shown.values()) this.place(shown, Math.min(step, shown.run.steps.length - 1));
    this.tell();
  }

  /** Goes to the next fault after the cursor, or the one before it. */
  goToFault(direction: 1 | -1): void {
    const { run, step } = this.current;
    const places = run.incidents.map(({ beforeStep, kind }) => (kind === 'loss' || kind === 'duplicate' || kind === 'defer' ? beforeStep - 1 : beforeStep)).map((place) => Math.max(0, Math.min(place, run.steps.length - 1)));
    const next = direction > 0 ? places.find((place) => place > step) : places.findLast((place) => place < step);
    if (next !== undefined) this.goTo(next);
  }

  /** Goes to the step that sent what this step took, or that set its timer. */
  goToCause(): void {
    const { run, step } = this.current;
    const taken = run.steps[step];
    const cause = taken === undefined ? undefined : groundsOfStep(taken)[0];
    if (cause !== undefined && cause.step >= 0) this.goTo(cause.step);
  }

  /** Moves the cursor into the other run. */
  swap(): void {
    const other: Side = this.side === 'good' ? 'bad' : 'good';
    if (!this.shown.has(other)) return;
    if (this.layout === 'both') {
      this.enter(other);
      this.current.view.focus();
    } else this.show(other);
  }

  nextSet(by: number): void {
    this.choose(this.set + by);
  }

  /** Draws words beside the lifelines, or only dots. */
  toggleWords(): void {
    for (const { view } of this.shown.values()) view.show(view.isCompact ? 'words' : 'dots');
  }

  toggleAbout(): void {
    this.tellAbout(this.about === 'step' ? 'outcome' : 'step');
  }

  get length(): number {
    return this.current.run.steps.length;
  }

  get isThere(): boolean {
    return !this.root.closest<HTMLElement>('section')!.hidden;
  }

  private get current(): Shown {
    return this.shown.get(this.side)!;
  }

  private get chosenSet(): PageSet | undefined {
    return this.outcome.sets[this.set];
  }

  private add(side: Side, run: PageRun, other: PageRun | undefined, title: string): void {
    const keys = new Set(other?.steps.map(keyOfStep));
    const strangers = new Set(other === undefined ? [] : run.steps.filter((step) => !keys.has(keyOfStep(step))).map(({ index }) => index));
    const parts = this.chosenSet?.parts;
    const marks = other === undefined || parts === null || parts === undefined ? [] : [{ beforeStep: parts.step, text: 'from here on the runs differ' }];
    const view = new SpaceTimeView(run, title, marks, strangers, { choose: (step) => this.point(side, step), enter: () => this.enter(side) });
    const goodness = run.outcomes.find(({ name }) => name === this.outcome.name)?.goodness ?? (run.breakdowns.length > 0 ? 'bad' : 'good');
    const verdict = { good: '✓ holds', bad: '✗ broken', unknown: '? unknown' }[goodness];
    this.panes.append(element('div', { class: `pane ${side === 'good' ? 'without-faults' : 'with-faults'}` }, element('h4', {}, element(side === 'good' ? 'span' : 'code', { title }, title), element('span', { class: `verdict-word ${goodness}` }, verdict)), view.root));
    this.shown.set(side, { run, view, strangers, placeOf: new Map(run.steps.map((step) => [keyOfStep(step), step.index])), step: 0 });
  }

  private place(shown: Shown, step: number): void {
    shown.step = shown.run.steps.length === 0 ? -1 : Math.max(0, step);
    shown.view.choose(shown.step, this.pastAt(shown.run, shown.step), true);
  }

  private point(side: Side, step: number): void {
    this.side = side;
    this.current.view.focus();
    this.goTo(step);
  }

  private enter(side: Side): void {
    if (side === this.side || !this.shown.has(side)) return;
    this.side = side;
    this.tell();
  }

  /** The same step in the other run; where it has none, the last before that moment. */
  private counterpart({ run, placeOf }: Shown, step: number): number {
    const here = this.current.run.steps[step];
    if (here === undefined) return 0;
    const same = placeOf.get(keyOfStep(here));
    if (same !== undefined) return same;
    const later = run.steps.findIndex(({ tick }) => tick > here.tick);
    return Math.max(0, (later < 0 ? run.steps.length : later) - 1);
  }

  private pastAt(run: PageRun, step: number): Set<number> {
    const outcome = run.outcomes.find(({ name }) => name === this.outcome.name);
    if (this.about === 'outcome' && outcome !== undefined) return pastOf(run, groundsOfOutcome(outcome));
    const taken = run.steps[step];
    return taken === undefined ? new Set() : pastOf(run, groundsOfStep(taken));
  }

  private lastGround(run: PageRun): number {
    const outcome = run.outcomes.find(({ name }) => name === this.outcome.name);
    return Math.max(0, ...(outcome?.reads.map(({ writer }) => writer) ?? []));
  }

  private tellAbout(about: 'step' | 'outcome'): void {
    this.about = about;
    this.goTo(this.current.step);
  }

  private tell(): void {
    const { run, step, strangers } = this.current;
    const taken = run.steps[step];
    for (const [side, { view }] of this.shown) view.root.parentElement!.classList.toggle('current', side === this.side);
    for (const pressed of this.root.querySelectorAll<HTMLElement>('[data-about]')) pressed.setAttribute('aria-pressed', String(pressed.dataset['about'] === this.about));
    if (taken === undefined) return this.tellOfNothing();
    const goTo = (target: number) => this.goTo(target);
    this.position.replaceChildren(`Step ${step + 1} of ${run.steps.length}, tick ${taken.tick}: ${stepWords(taken)}`);
    this.step.replaceChildren(...stepCard(run, taken, goTo));
    this.state.replaceChildren(...stateCard(run, step));
    this.lineage.replaceChildren(...(this.about === 'step' ? stepLineage(run, step, strangers, goTo) : outcomeLineage(run, this.outcome.name, strangers, goTo)));
  }

  /** A run in which nothing happens has no step to speak of. */
  private tellOfNothing(): void {
    this.position.replaceChildren('No step is taken in this run.');
    this.step.replaceChildren(element('p', { class: 'faint' }, 'No step is taken in this run.'));
    this.state.replaceChildren(...stateCard(this.current.run, -1));
    this.lineage.replaceChildren();
  }

  private layOut(): void {
    for (const { view } of this.shown.values()) if (view.root.offsetParent !== null) view.layOut();
  }

  private toolbar(): HTMLElement {
    const layouts = ([['both', 'Both'], ['good', 'Without faults'], ['bad', 'With faults']] as const).map(([layout, label]) => button(label, { 'data-layout-choice': layout }, () => this.show(layout)));
    const jumps = [
      button('◀', { title: 'Previous step (↑ or k)', 'aria-label': 'Previous step' }, () => this.move(-1)),
      button('▶', { title: 'Next step (↓ or j)', 'aria-label': 'Next step' }, () => this.move(1)),
      ...(this.outcome.sets.length === 0 ? [] : [button('◇ parting', { title: 'First difference (d)' }, () => this.goToParting()), button('✗ fault', { title: 'Next fault (f)' }, () => this.goToFault(1))]),
      button('labels', { title: 'With words beside the lifelines, or without (w)' }, () => this.toggleWords()),
    ];
    const choice = this.outcome.sets.length === 0 ? [] : [element('div', { class: 'segments', role: 'group', 'aria-label': 'Runs shown' }, ...layouts)];
    return element('div', { class: 'toolbar' }, ...choice, element('div', { class: 'jumps' }, ...jumps), this.position);
  }
}

function legend(): HTMLElement {
  const entry = (sign: HTMLElement, words: string) => element('span', {}, sign, words);
  return element(
    'p',
    { class: 'legend' },
    entry(element('i', { class: 'message' }), 'takes a message'),
    entry(element('i', {}), 'starts, or takes a timer'),
    entry(element('i', { class: 'cross' }, '✗'), 'crash, or a lost message'),
    entry(element('i', { class: 'thread-sign' }), 'what the chosen step rests on'),
    entry(element('i', { class: 'stranger-sign' }), 'only in this run'),
  );
}

function partingWords({ parts }: PageSet): Node[] {
  if (parts === null) return [element('span', {}, 'Both runs are the same.')];
  return [element('span', { class: 'parting-label' }, '◇ The runs part'), element('span', {}, element('span', { class: 'faint' }, 'without faults '), element('code', {}, parts.first)), element('span', {}, element('span', { class: 'faint' }, 'here '), element('code', {}, parts.second))];
}
