import type { RecordedRun, RecordedSend, RecordedStep, RecordedTimer } from '../simulator/recorded-run.ts';

/** What was set going by a step. */
export interface Launched<Effect> {
  readonly by: RecordedStep;
  readonly effect: Effect;
}

/** A recorded run, looked up by name, so that two runs can be compared. */
export class RunIndex {
  readonly run: RecordedRun;
  /** By key: the name, and whether it is a second copy. */
  readonly steps = new Map<string, RecordedStep>();
  /** By the message's name, and by the name of the step that takes the timer. */
  readonly sends = new Map<string, Launched<RecordedSend>>();
  readonly timers = new Map<string, Launched<RecordedTimer>>();

  constructor(run: RecordedRun) {
    this.run = run;
    for (const step of run.steps) {
      this.steps.set(keyOfStep(step), step);
      for (const effect of step.effects) {
        if (effect.kind === 'send') this.sends.set(effect.message, { by: step, effect });
        else if (effect.kind === 'timer') this.timers.set(effect.step, { by: step, effect });
      }
    }
  }

  /** The step of that index; undefined for -1. */
  at(index: number): RecordedStep | undefined {
    return this.run.steps[index];
  }

  /** Whether more than one message of this link and type was sent. */
  hasSeveral(message: string): boolean {
    return this.sends.has(`${message.slice(0, message.lastIndexOf('@'))}@2`);
  }

  /** The component of a node: nodes of one component are interchangeable. */
  roleOf(node: string): string {
    return this.run.nodes.find(({ id }) => id === node)?.component ?? node;
  }
}

/** What names a step within its run. */
export function keyOfStep({ name, copy }: RecordedStep): string {
  return copy === 0 ? name : `${name} (second copy)`;
}
