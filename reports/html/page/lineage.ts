import type { RecordedOutcome, RecordedRead, RecordedStep } from '../../../src/simulator/recorded-run.ts';
import type { PageRun } from '../page-data.ts';
import { payloadWords } from '../../space-time/protocol-words.ts';

/** Something that a step, or an outcome, rests on. */
export interface Ground {
  readonly kind: 'message' | 'timer' | 'read';
  /** The step that it comes from; -1 where nobody has written it. */
  readonly step: number;
  readonly text: string;
}

/** What a step rests on: what it took, then what it read of what earlier steps have written. */
export function groundsOfStep({ takes, reads, index }: RecordedStep): Ground[] {
  const grounds = groundsOfReads(reads.filter(({ writer }) => writer !== index));
  if (takes.kind === 'message') return [{ kind: 'message', step: takes.sentBy, text: `${takes.type}${payloadWords(takes.payload)} from ${takes.from}` }, ...grounds];
  if (takes.kind === 'timer') return [{ kind: 'timer', step: takes.setBy, text: `the timer ${takes.timer}` }, ...grounds];
  return grounds;
}

/** What an outcome rests on. */
export function groundsOfOutcome({ reads }: RecordedOutcome): Ground[] {
  return groundsOfReads(reads);
}

/** How many values are named where one step has written several. */
const valuesNamed = 3;

/** One ground for each step that was read from, however many cells; what nobody has written comes last, and together. */
function groundsOfReads(reads: readonly RecordedRead[]): Ground[] {
  const byWriter = new Map<number, string[]>();
  for (const { writer, cell, value } of reads) byWriter.set(writer, [...(byWriter.get(writer) ?? []), `${cell} = ${value}`]);
  const grounds = [...byWriter].map(([step, cells]): Ground => ({ kind: 'read', step, text: `${cells.slice(0, valuesNamed).join(', ')}${cells.length > valuesNamed ? `, and ${cells.length - valuesNamed} more` : ''}` }));
  return grounds.sort((a, b) => (a.step < 0 ? 1 : 0) - (b.step < 0 ? 1 : 0) || a.step - b.step);
}

/** All steps that these grounds go back to, near and far. */
export function pastOf(run: PageRun, grounds: readonly Ground[]): Set<number> {
  const past = new Set<number>();
  const open = grounds.map(({ step }) => step);
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (step < 0 || past.has(step)) continue;
    past.add(step);
    open.push(...groundsOfStep(run.steps[step]!).map((ground) => ground.step));
  }
  return past;
}

/** A step in a few words. */
export function stepWords({ node, takes }: RecordedStep): string {
  if (takes.kind === 'start') return `${node} starts${takes.again ? ' again' : ''}`;
  if (takes.kind === 'timer') return `${node}: the timer ${takes.timer} fires`;
  return `${node} takes ${takes.type}${payloadWords(takes.payload)} from ${takes.from === node ? 'itself' : takes.from}`;
}

/** What tells a step from others of its run, and is the same in another run: its name, and its copy. */
export function keyOfStep({ name, copy }: RecordedStep): string {
  return copy === 0 ? name : `${name} again`;
}
