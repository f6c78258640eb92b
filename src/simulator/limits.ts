import type { Breakdown, Run } from './run.ts';

/** What keeps a run from going on for ever. */
export interface Limits {
  /** Steps in one run. */
  readonly stepsMax: number;
  /** Steps in one tick. */
  readonly stepsPerTickMax: number;
  /** Effects of one step beyond its own state: messages, timers, observations, writes to disk. */
  readonly effectsPerStepMax: number;
}

/** Far beyond what a protocol does, and reached within a second by one that does not end. */
export const defaultLimits: Limits = { stepsMax: 200_000, stepsPerTickMax: 10_000, effectsPerStepMax: 500_000 };

/** Ends the run where it stands: what it would have come to is not known. */
export function limitReached(run: Run, kind: Breakdown['kind'], limit: number, tick: number): void {
  run.aborted = true;
  const step = run.stepCount > 0 ? run.stepName(run.stepCount - 1) : '';
  const message = kind === 'endless tick' ? `more than ${limit} steps at tick ${tick}` : kind === 'too many steps' ? `more than ${limit} steps` : `more than ${limit} effects in one step`;
  run.breakdowns.push({ kind, step, tick, message, stack: '' });
}
