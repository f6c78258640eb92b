import type { Fault } from '../simulator/fault.ts';
import type { RecordedEffect, RecordedOutcome, RecordedRead, RecordedStep } from '../simulator/recorded-run.ts';
import type { Fact } from './explanation.ts';
import { observationsWords } from './observations-words.ts';
import { keyOfStep, type RunIndex } from './run-index.ts';
import { cellWords, deedsWords, distinct, innermost, stepWords, valueWords } from './words.ts';

/** How many of the values that a step went by are told. */
const foundMax = 2;

/** Said of a message that says what an earlier one has said already. */
export const saidBefore = 'again: it has taken the same before';

/** How many steps are told of at most: half of them from the beginning, half from the end. */
const stepsMax = 24;

/** How many of the values that the outcome saw. */
const valuesMax = 6;

/** What is being said of one step. */
interface Entry {
  readonly kind: Fact['kind'];
  readonly tick: number;
  readonly node: string;
  readonly step: RecordedStep | null;
  /** The whole text, where it is not made from what follows. */
  readonly text: string;
  readonly notes: string[];
  readonly deeds: string[];
  readonly effects: Set<RecordedEffect>;
  /** What it did not do, though in the good run it does. */
  readonly undone: Set<RecordedEffect>;
}

/** Writes down, causes first, what led from the faults to the broken outcome; says everything about one step in one sentence. */
export class Account {
  private readonly good: RunIndex;
  private readonly bad: RunIndex;
  private readonly entries = new Map<string, Entry>();
  private readonly notes = new Map<string, string[]>();

  constructor(good: RunIndex, bad: RunIndex) {
    this.good = good;
    this.bad = bad;
  }

  /** Whether anything is said of that step of the broken run. */
  tellsOf(step: RecordedStep | undefined): boolean {
    return step !== undefined && this.entries.has(`step ${keyOfStep(step)}`);
  }

  fault(fault: Fault, tick: number, text: string): void {
    this.entry(`fault ${fault.token}`, { kind: 'fault', tick, node: fault.node, step: null, text });
  }

  /** A step of the broken run did something that matters; an empty deed for that it was taken at all. */
  step(step: RecordedStep, kind: 'other', deed: string): void {
    const { deeds } = this.ofStep(step, kind);
    if (deed !== '' && !deeds.includes(deed)) deeds.push(deed);
  }

  /** The same, for effects that the run recorded. */
  deed(step: RecordedStep, wanted: (effect: RecordedEffect) => boolean): void {
    const { effects } = this.ofStep(step, 'other');
    for (const effect of step.effects) if (wanted(effect)) effects.add(effect);
  }

  /** Something about the circumstances of a step of the broken run. */
  note(step: RecordedStep, text: string): void {
    const key = `step ${keyOfStep(step)}`;
    const known = this.notes.get(key) ?? [];
    if (!known.includes(text)) this.notes.set(key, [...known, text]);
  }

  /** A step of the good run that was not taken, and what it does there that matters. */
  missing(usual: RecordedStep, wanted: (effect: RecordedEffect) => boolean): void {
    const { effects } = this.entry(`missing ${keyOfStep(usual)}`, { kind: 'missing', tick: usual.tick, node: usual.node, step: usual, text: '' });
    for (const effect of usual.effects) if (wanted(effect)) effects.add(effect);
  }

  /** A step of both runs that did not do what it does in the good one. */
  undone(step: RecordedStep, usual: RecordedStep, wanted: (effect: RecordedEffect) => boolean): void {
    const { undone } = this.ofStep(step, 'other');
    for (const effect of usual.effects) if (wanted(effect)) undone.add(effect);
  }

  /** Two steps changed places. */
  order(first: RecordedStep, second: RecordedStep): void {
    const text = `${this.words(first)} before ${this.words(second)}, which in the good run is the other way round`;
    this.entry(`order ${keyOfStep(first)} ${keyOfStep(second)}`, { kind: 'order', tick: second.tick, node: second.node, step: second, text });
  }

  /** What a step went by, if it is short enough to say: the few plain values that it read. */
  found(step: RecordedStep): void {
    const plain = innermost(step.reads).filter(({ cell, value }) => !cell.endsWith(' (its keys)') && !/[{[]/.test(value));
    for (const { cell, value } of plain.slice(0, foundMax)) this.note(step, `finds ${cellWords(cell, value)}`);
  }

  /** What the outcome saw. */
  value(now: RecordedRead, usual: RecordedRead | undefined, { brokenAtTick }: RecordedOutcome): void {
    const tick = brokenAtTick < 0 ? this.bad.run.end.tick : brokenAtTick;
    const node = this.good.run.nodes.find(({ id }) => now.cell.startsWith(`${id}.`) || now.cell === `${id} is up`)?.id ?? '';
    const unwritten = now.writer < 0 && (usual?.writer ?? -1) >= 0;
    if (now.cell.startsWith('observations')) {
      this.entry(`value ${now.cell}`, { kind: 'value', tick, node: '', step: null, text: observationsWords(now.cell, this.good.run, this.bad.run) });
      return;
    }
    const words = cellWords(now.cell, now.value);
    const usualWriter = this.good.at(usual?.writer ?? -1);
    // It was there, and was lost with the state of a node that started again.
    const wasThere = usualWriter !== undefined && this.bad.steps.has(keyOfStep(usualWriter));
    const text = now.cell.endsWith(' is up') ? `${node} is ${now.value === 'true' ? 'up' : 'down'}` : unwritten && !wasThere ? words.replace(' = ', ' is still ').replace(' has ', ' still has ') : words;
    this.entry(`value ${now.cell}`, { kind: 'value', tick, node, step: null, text: usual === undefined || now.cell.endsWith(' is up') ? text : `${text}, not ${valueWords(usual.value)}` });
  }

  /** What a step takes, numbered where that tells it from others. */
  words(step: RecordedStep): string {
    const { takes, name, node } = step;
    const several = takes.kind === 'message' ? this.numbered(takes.message) : takes.kind === 'timer' && [this.good, this.bad].some(({ timers }) => timers.has(`${node}/${takes.timer}@2`));
    return stepWords(step, { numbered: several && name !== '' });
  }

  /** All that was written down, by the time of its happening; what is alike on interchangeable nodes once. */
  facts(): Fact[] {
    const facts: (Fact & { readonly shape: string })[] = [];
    for (const [key, entry] of withoutRepetition(this.inOrder())) {
      const text = this.textOf(key, entry);
      const shape = `${entry.kind} ${entry.tick} ${this.good.roleOf(entry.node)} ${masked(text, entry.node)}`;
      const alike = entry.kind === 'fault' || entry.node === '' ? undefined : facts.find((fact) => fact.shape === shape && fact.node !== entry.node);
      if (alike === undefined) facts.push({ kind: entry.kind, tick: entry.tick, node: entry.node, step: entry.step?.name ?? '', text, likewise: [], shape });
      else if (!alike.likewise.includes(entry.node)) (alike.likewise as string[]).push(entry.node);
    }
    return facts.map(({ kind, tick, node, step, text, likewise }) => ({ kind, tick, node, step, text, likewise }));
  }

  private inOrder(): [string, Entry][] {
    const rank = ({ kind }: Entry) => (kind === 'value' ? 1 : 0);
    const sorted = [...this.entries].sort(([, a], [, b]) => rank(a) - rank(b) || a.tick - b.tick);
    // Steps that were taken come in the order in which they were; what was not stays where it was said.
    const taken = sorted.filter(([, { kind }]) => kind === 'other').sort(([, a], [, b]) => a.step!.index - b.step!.index);
    return sorted.map((entry) => (entry[1].kind === 'other' ? taken.shift()! : entry));
  }

  private textOf(key: string, { kind, step, text, notes, deeds, effects, undone }: Entry): string {
    if (step === null || text !== '') return text;
    const done = deedsWords([...effects], step.node, this.numbered);
    if (kind === 'missing') {
      const untaken = step.takes.kind === 'message' ? this.words(step).replace(`${step.node} takes`, `${step.node} never takes`) : step.takes.kind === 'timer' ? this.words(step).replace('runs out', 'never runs out') : `${step.node} does not start`;
      return done === '' ? untaken : `${untaken}, and so never ${done}`;
    }
    const never = deedsWords([...undone], step.node, this.numbered);
    const all = distinct([...deeds, done, never === '' ? '' : `never ${never}`].filter((deed) => deed !== ''));
    const circumstances = distinct([...this.againWords(step), ...notes, ...(this.notes.get(key) ?? [])]);
    const told = circumstances.length === 0 ? '' : ` (${circumstances.join('; ')})`;
    return `${this.words(step)}${told}${all.length === 0 ? '' : `, and ${all.join(' and ')}`}`;
  }

  /** That a message says what an earlier one has said already. */
  private againWords(step: RecordedStep): string[] {
    const { takes, node, index } = step;
    if (step.copy === 1 || this.good.steps.has(keyOfStep(step))) return [];
    if (takes.kind !== 'message' || takes.payload === 'undefined' || takes.payload === 'null') return [];
    const same = this.bad.run.steps.find((other) => other.index < index && other.node === node && other.takes.kind === 'message' && other.takes.from === takes.from && other.takes.type === takes.type && other.takes.payload === takes.payload);
    return same === undefined ? [] : [saidBefore];
  }

  private readonly numbered = (message: string): boolean => this.good.hasSeveral(message) || this.bad.hasSeveral(message);

  private ofStep(step: RecordedStep, kind: 'other'): Entry {
    return this.entry(`step ${keyOfStep(step)}`, { kind, tick: step.tick, node: step.node, step, text: '' });
  }

  private entry(key: string, fields: Omit<Entry, 'notes' | 'deeds' | 'effects' | 'undone'>): Entry {
    let entry = this.entries.get(key);
    if (entry === undefined) this.entries.set(key, (entry = { ...fields, notes: [], deeds: [], effects: new Set(), undone: new Set() }));
    return entry;
  }
}

/** Of many steps of one kind only the first and the last; of many values the first few. */
function withoutRepetition(entries: readonly [string, Entry][]): [string, Entry][] {
  const kinds = entries.map(([, { kind, node, step }]) => {
    if (kind === 'value') return 'value';
    if (step === null || kind === 'order') return '';
    const { takes } = step;
    return `${kind} ${node} ${takes.kind === 'message' ? `${takes.from} ${takes.type}` : takes.kind === 'timer' ? takes.timer : ''}`;
  });
  const kept = entries.filter((_, place) => {
    const kind = kinds[place]!;
    const before = kinds.slice(0, place).filter((other) => other === kind).length;
    if (kind === 'value') return before < valuesMax;
    return kind === '' || before === 0 || !kinds.slice(place + 1).includes(kind);
  });
  const steps = kept.filter(([, { kind }]) => kind !== 'fault' && kind !== 'value');
  const left = new Set(steps.slice(stepsMax / 2, Math.max(stepsMax / 2, steps.length - stepsMax / 2)));
  return kept.filter((entry) => !left.has(entry));
}

/** The text with the node's name taken out, so that what happens alike on two nodes is alike. */
function masked(text: string, node: string): string {
  return node === '' ? text : text.replaceAll(new RegExp(`(?<![\\w-])${node.replaceAll('-', '\\-')}(?![\\w-])`, 'g'), '*');
}
