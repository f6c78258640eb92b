import type { RecordedEffect, RecordedRead, RecordedRun, RecordedStep } from '../simulator/recorded-run.ts';
import { changedEffects } from './step-changes.ts';
import { innermost } from './words.ts';

/** A step that takes once more what another took before it was cut short, and does not make up for what that left undone. */
export interface InVain {
  readonly step: RecordedStep;
  /** What it found there of the step that was cut short: why it did nothing. */
  readonly found: readonly RecordedRead[];
  /** What it owed. */
  readonly owed: readonly RecordedEffect[];
}

/** The first such step after one that was cut short. @param usual the same step in the good run, where it came to its end */
export function takenInVain(cut: RecordedStep, usual: RecordedStep, { steps }: RecordedRun): InVain | undefined {
  const step = steps.find((later) => later.index > cut.index && takesTheSame(later, cut));
  if (step === undefined) return undefined;
  const owed = changedEffects(usual, cut).filter((effect) => effect.kind === 'write');
  const found = innermost(step.reads.filter(({ writer }) => writer === cut.index));
  const madeUp = step.effects.some((effect) => effect.kind === 'write' && owed.some(({ cell }) => cell === effect.cell));
  return owed.length === 0 || found.length === 0 || madeUp ? undefined : { step, found, owed };
}

function takesTheSame(one: RecordedStep, other: RecordedStep): boolean {
  const [ours, theirs] = [one.takes, other.takes];
  return one.node === other.node && ours.kind === 'message' && theirs.kind === 'message' && ours.from === theirs.from && ours.type === theirs.type && ours.payload === theirs.payload;
}
