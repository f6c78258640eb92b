import { type Diagram, spaceTime } from '../../space-time/model.ts';
import type { PageRun } from '../page-data.ts';
import { drawMarks, drawRows, drawTicks, type Picture } from './drawing.ts';
import { element, shape } from './elements.ts';
import { type Geometry, geometryOf, gutter, lifelineOf, rowsBetween, widthOf } from './geometry.ts';

/** What a view tells its owner. */
export interface ViewEvents {
  /** A step was pointed at. */
  choose(step: number): void;
  /** The view was entered. */
  enter(): void;
}

/** How far beyond what is visible it is drawn, in pixels: so that scrolling seldom has to wait. */
const margin = 400;

/** One run as a space-time diagram that scrolls. Only what is near the visible part is in the document. */
export class SpaceTimeView {
  readonly run: PageRun;
  readonly root: HTMLElement;
  private readonly diagram: Diagram;
  private readonly scroller: HTMLElement;
  private readonly heads: HTMLElement;
  private readonly sheet: HTMLElement;
  /** The ticks, which stay in sight when it is scrolled sideways. */
  private readonly margin = element('div', { class: 'margin', 'aria-hidden': 'true' });
  /** What is chosen, where it is drawn apart from the rest. */
  private readonly marks = element('div', { class: 'marks', 'aria-hidden': 'true' });
  private geometry: Geometry;
  private detail: 'auto' | 'words' | 'dots' = 'auto';
  private chosen = -1;
  private past: ReadonlySet<number> = new Set();
  private readonly strangers: ReadonlySet<number>;
  private drawnFrom = -1;
  private drawnTo = -1;

  constructor(run: PageRun, label: string, marks: readonly { readonly beforeStep: number; readonly text: string }[], strangers: ReadonlySet<number>, events: ViewEvents) {
    this.run = run;
    this.strangers = strangers;
    this.diagram = spaceTime({ ...run, bounds: noBounds, fired: [], unfired: [] }, { fold: false, marks });
    this.geometry = geometryOf(this.diagram, 600, 'auto');
    this.heads = element('div', { class: 'heads', 'aria-hidden': 'true' });
    this.sheet = element('div', { class: 'sheet' });
    this.scroller = element('div', { class: 'scroller', tabindex: 0, role: 'application', 'aria-roledescription': 'space-time diagram', 'aria-label': `${label}: ${run.nodes.length} nodes, ${run.steps.length} steps. Arrow keys move from step to step.` }, this.heads, this.sheet);
    this.root = element('div', { class: 'view' }, this.scroller, this.overview());
    this.scroller.addEventListener('scroll', () => this.draw(false), { passive: true });
    this.scroller.addEventListener('focus', () => events.enter());
    this.sheet.addEventListener('pointerover', explainPointed);
    this.sheet.addEventListener('click', (event) => {
      const step = (event.target as Element).closest('[data-step]')?.getAttribute('data-step');
      if (step !== null && step !== undefined) events.choose(Number(step));
    });
  }

  /** Draws it anew, after its room has changed. */
  layOut(): void {
    this.geometry = geometryOf(this.diagram, this.scroller.clientWidth - 14, this.detail);
    const { width, height, compact } = this.geometry;
    this.sheet.style.width = `${width}px`;
    this.sheet.style.height = `${height}px`;
    this.heads.style.width = `${width}px`;
    this.root.classList.toggle('compact', compact);
    this.heads.replaceChildren(...this.diagram.columns.map(({ node, component }, column) => element('span', { class: 'head', style: `left:${compact ? lifelineOf(this.geometry, column) : lifelineOf(this.geometry, column) - 8}px;max-width:${widthOf(this.geometry.lefts, column) - 6}px`, title: component === node ? node : `${node}: ${component}` }, node)));
    this.draw(true);
  }

  /** With words beside the lifelines, or without. */
  show(detail: 'auto' | 'words' | 'dots'): void {
    this.detail = detail;
    this.layOut();
  }

  get isCompact(): boolean {
    return this.geometry.compact;
  }

  /** Marks a step, and the steps that it rests on. */
  choose(step: number, past: ReadonlySet<number>, scroll: boolean): void {
    this.chosen = step;
    this.past = past;
    if (scroll) this.scrollTo(step);
    // Where there are only dots there are thousands of them: they stay as they are, below what is marked.
    this.draw(!this.isCompact);
    if (this.isCompact) this.drawMarks();
  }

  focus(): void {
    this.scroller.focus({ preventScroll: true });
  }

  private scrollTo(step: number): void {
    const row = this.diagram.rowOfStep[step] ?? -1;
    if (row < 0) return;
    const { tops, lefts } = this.geometry;
    const { scroller } = this;
    const room = scroller.clientHeight - this.heads.offsetHeight;
    if (tops[row]! < scroller.scrollTop + 30 || tops[row + 1]! > scroller.scrollTop + room - 30) scroller.scrollTop = Math.max(0, tops[row]! - room / 3);
    const column = this.diagram.columns.findIndex(({ node }) => node === this.run.steps[step]!.node);
    if (lefts[column]! - gutter < scroller.scrollLeft) scroller.scrollLeft = lefts[column]! - gutter;
    else if (lefts[column + 1]! > scroller.scrollLeft + scroller.clientWidth - 14) scroller.scrollLeft = lefts[column + 1]! - scroller.clientWidth + 14;
  }

  private draw(always: boolean): void {
    const { scrollTop, clientHeight } = this.scroller;
    const inside = this.drawnFrom <= Math.max(0, scrollTop - margin / 3) && this.drawnTo >= Math.min(this.geometry.height, scrollTop + clientHeight + margin / 3);
    if (inside && !always) return;
    [this.drawnFrom, this.drawnTo] = [Math.max(0, scrollTop - margin), Math.min(this.geometry.height, scrollTop + clientHeight + margin)];
    const [first, last] = this.drawnRows;
    const picture = this.isCompact ? { ...this.picture, chosen: -1, past: new Set<number>() } : this.picture;
    this.margin.replaceChildren(this.layer(gutter, drawTicks(picture, first, last)));
    this.sheet.replaceChildren(this.margin, this.layer(this.geometry.width, drawRows(picture, first, last)), this.marks);
    this.marks.replaceChildren();
    if (this.isCompact) this.drawMarks();
  }

  private drawMarks(): void {
    const marks = this.layer(this.geometry.width, drawMarks(this.picture, ...this.drawnRows));
    this.marks.replaceChildren(marks);
  }

  private get drawnRows(): readonly [number, number] {
    return rowsBetween(this.geometry, this.drawnFrom, this.drawnTo);
  }

  private get picture(): Picture {
    const { diagram, geometry, run, chosen, past, strangers } = this;
    return { diagram, geometry, run, chosen, past, strangers };
  }

  /** A picture of the rows that are drawn, at their place. */
  private layer(width: number, contents: readonly SVGElement[]): SVGElement {
    const [first, last] = this.drawnRows;
    const top = this.geometry.tops[first]!;
    const height = this.geometry.tops[last + 1]! - top + 8;
    return shape('svg', { width, height, viewBox: `0 ${top} ${width} ${height}`, style: `top:${top}px`, role: 'presentation' }, ...contents);
  }

  /** The whole run at a glance, beside the scroll bar: where something went wrong. A click goes there. */
  private overview(): HTMLElement {
    const { rows } = this.diagram;
    const strip = element('div', { class: 'overview', 'aria-hidden': 'true', title: 'The whole run: faults and where the runs part. Click to go there.' });
    for (const [index, row] of rows.entries()) {
      const faulty = row.kind === 'note' ? row.line.glyph : row.kind === 'moment' && row.cells.some((cell) => cell?.lines.some(({ faults }) => faults.length > 0) === true) ? 'fault' : '';
      if (faulty !== '') strip.append(element('i', { class: `at-${faulty}`, style: `top:${((index / rows.length) * 100).toFixed(2)}%` }));
    }
    strip.addEventListener('click', (event) => {
      const share = event.offsetY / Math.max(1, strip.clientHeight);
      this.scroller.scrollTop = share * this.geometry.height - this.scroller.clientHeight / 2;
    });
    return strip;
  }
}

/** What is under the pointer gets its explanation only then: there are thousands of things that might be. */
function explainPointed(event: Event): void {
  const pointed = (event.target as Element).closest('[data-words]');
  if (pointed !== null && pointed.querySelector('title') === null) pointed.prepend(shape('title', {}, pointed.getAttribute('data-words')));
}

const noBounds = { horizon: 0, until: 0, depth: 0, atomicSteps: false, budget: {}, durations: [], deferrals: [] };
