import type { RecordedEffect, RecordedRead, RecordedStep } from '../simulator/recorded-run.ts';
import { innermost } from './words.ts';

/** Whether two steps of the same name did the same. When a timer is due does not count: it follows the step's own time. */
export function sameEffects(one: RecordedStep, other: RecordedStep): boolean {
  if ((one.threw === null) !== (other.threw === null)) return false;
  return one.effects.length === other.effects.length && one.effects.every((effect, place) => wordOf(effect) === wordOf(other.effects[place]!));
}

/** What the first of two steps of the same name did and the second did not. */
export function changedEffects(one: RecordedStep, other: RecordedStep): RecordedEffect[] {
  const known = new Set(other.effects.map(wordOf));
  return one.effects.filter((effect) => !known.has(wordOf(effect)));
}

/** The cells that two steps of the same name both read and found different; the innermost ones. */
export function changedReads(one: RecordedStep, other: RecordedStep): { readonly now: RecordedRead; readonly before: RecordedRead }[] {
  const before = new Map(other.reads.map((read) => [read.cell, read]));
  const changed = one.reads.filter((read) => before.has(read.cell) && before.get(read.cell)!.value !== read.value);
  return innermost(changed).map((now) => ({ now, before: before.get(now.cell)! }));
}

function wordOf(effect: RecordedEffect): string {
  switch (effect.kind) {
    case 'write':
      return `write ${effect.cell} ${effect.action} ${effect.value}`;
    case 'send':
      return `send ${effect.to} ${effect.type} ${effect.payload}`;
    case 'timer':
      return `timer ${effect.timer} ${effect.payload}`;
    case 'cancel':
      return `cancel ${effect.timer}`;
    case 'observation':
      return `observation ${effect.name} ${effect.value}`;
  }
}
