import type { Lineage, LineageStep, Reason } from '../../src/explanation/explanation.ts';
import { cellWords, listed } from '../../src/explanation/words.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import { fitted, widthOf } from '../space-time/width.ts';
import type { Palette } from './palette.ts';
import { counted } from './words.ts';

/** How a lineage is to be written. */
export interface LineageOptions {
  readonly palette: Palette;
  readonly width: number;
  /** Whether to write all of it; else only so deep, and so many lines. */
  readonly all: boolean;
}

/** What may stand after a line: ` … as above`. */
const afterMax = 11;

const depthMax = 8;
const linesMax = 40;

/** How many cells are told of a link, and how much of what is in them: the less, the less room there is. */
const tellings = [{ cells: 3, value: 60 }, { cells: 3, value: 24 }, { cells: 1, value: 24 }, { cells: 1, value: 10 }] as const;

/** A lineage as a tree: what the outcome saw, and below each thing what it rests on. What was told before is not told again. */
export function lineageLines(lineage: Lineage, options: LineageOptions): string[] {
  const { all, palette, width } = options;
  const { lines } = new Tree(lineage, all ? Infinity : depthMax, width);
  if (all || lines.length <= linesMax) return lines;
  return [...lines.slice(0, linesMax), palette.faint(`… ${counted(lines.length - linesMax, 'line')} more (--all)`)];
}

class Tree {
  readonly lines: string[] = [];
  private readonly steps: ReadonlyMap<number, LineageStep>;
  private readonly told = new Set<number>();
  private readonly depthMax: number;

  private readonly width: number;

  constructor({ roots, steps }: Lineage, deepest: number, width: number) {
    this.width = width;
    this.steps = new Map(steps.map((step) => [step.step, step]));
    this.depthMax = deepest;
    for (const root of roots) this.reason(root, '', '', 0);
  }

  /** Shortens what does not fit, but for its end. */
  private line(text: string, end: string): void {
    const room = Math.max(20, this.width - widthOf(end));
    this.lines.push((widthOf(text) <= room ? text : fitted(text, room)) + end);
  }

  /** As much of the reason as there is room for. */
  private shortest(first: string, reason: Reason, text: string, room: number): string {
    const lines = tellings.map((telling) => first + reasonWords(reason, telling) + text);
    return lines.find((line) => widthOf(line) <= room) ?? lines.at(-1)!;
  }

  private reason(reason: Reason, first: string, rest: string, depth: number): void {
    const step = this.steps.get(reason.steps[0] ?? -1);
    if (step === undefined) {
      const words = reasonWords(reason, tellings[0]);
      if (words !== '') this.line(first + words, '');
      return;
    }
    const others = reason.steps.length - 1;
    const spare = others === 0 ? '' : `, or ${counted(others, 'step')} later that would have done as well`;
    const end = `, tick ${step.tick}${spare}`;
    const line = this.shortest(first, reason, safeText(step.text), this.width - widthOf(end) - afterMax);
    const known = this.told.has(step.step);
    const below = step.reasons.filter(({ steps }) => steps.length > 0);
    if (below.length === 0) this.line(line, end);
    else if (known) this.line(line, `${end} … as above`);
    else if (depth >= this.depthMax) this.line(line, `${end} … and so on (--all)`);
    else {
      this.told.add(step.step);
      this.line(line, end);
      for (const [place, inner] of below.entries()) {
        const last = place === below.length - 1;
        this.reason(inner, `${rest}${last ? '└ ' : '├ '}`, `${rest}${last ? '  ' : '│ '}`, depth + 1);
      }
    }
  }
}

function reasonWords({ kind, cells, name }: Reason, { cells: cellsMax, value: valueMost }: (typeof tellings)[number]): string {
  if (kind === 'message') return `${safeText(name)} sent as `;
  if (kind === 'timer') return 'timer set as ';
  const shown = cells.slice(0, cellsMax).map(({ cell, value }) => safeText(cell.endsWith(' is up') ? `${cell.slice(0, -' is up'.length)} is ${value === 'true' ? 'up' : 'down'}` : cellWords(cell, value, valueMost)));
  const words = cells.length > cellsMax ? `${shown.join(', ')} and ${cells.length - cellsMax} more` : listed(shown);
  if (kind === 'initial') return `and from the beginning ${words}`;
  return words === '' ? '' : `${words} since `;
}
