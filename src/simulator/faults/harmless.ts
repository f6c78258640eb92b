import { EffectKind } from '../../lineage/effects.ts';
import type { Budget } from '../bounds.ts';
import type { Run } from '../run.ts';

/** What is asked of one run for one outcome. */
export interface HarmlessQuestion {
  readonly run: Run;
  readonly budget: Budget;
  /** Whether the step is influential. */
  readonly matters: (step: number) => boolean;
  /** The outcome watches while the run goes on, and saw what the step wrote. */
  readonly watched: (step: number) => boolean;
}

/**
 * Which faults that add a step, or move some, would make no difference.
 *
 * Each answer must stay right when any other faults that do not touch the run are added as well: they may take away inert
 * steps, and duplicate or move others that are harmless by these same rules. Where kinds could get into each other's
 * way, the answer is no. See docs/architecture.md for the rules and why they hold.
 */
export class Harmless {
  private readonly question: HarmlessQuestion;
  private readonly stepsOfNode: number[][] = [];
  /** Moving a step moves the faults that are anchored at it: an isolation would lose other messages. */
  private readonly movable: boolean;

  constructor(question: HarmlessQuestion) {
    this.question = question;
    const { run, budget } = question;
    const inForce = new Set(run.faults.map((fault) => fault.kind));
    this.movable = (budget.isolate ?? 0) === 0 && !['defer', 'pause', 'restart'].some((kind) => inForce.has(kind as 'defer'));
    for (let step = 0; step < run.stepCount; step++) (this.stepsOfNode[run.stepLane[step]!.node.index] ??= []).push(step);
  }

  /** A second copy of the message finds nothing to do: its handler was rehearsed. */
  duplicate(sent: number): boolean {
    const { run } = this.question;
    return run.sentAbsorbed[sent] === 1 && !run.faults.some((fault) => fault.kind === 'defer');
  }

  /**
   * The step that takes the message can change places with those that come after it on its node, until so many
   * influential ones have passed that the message is handed over, whatever else may go missing.
   */
  deferral(sent: number, steps: number): boolean {
    const { run, budget, matters } = this.question;
    const step = run.sentTakenBy[sent]!;
    if (!this.movable || this.duplicate(sent) || !this.timeless(step)) return false;
    let left = steps + (budget.defer ?? 0) - 1;
    for (const later of this.stepsOfNode[run.stepLane[step]!.node.index]!) {
      if (later <= step) continue;
      if (!run.trace.footprints!.commute(step, later)) return false;
      if (matters(later) && --left === 0) return true;
    }
    // It is handed over at the very end, unless its node crashes before.
    return !matters(step);
  }

  /** What the node does while it should pause, it can do at the end of the pause just as well. */
  pause(step: number, ticks: number): boolean {
    const { run, budget } = this.question;
    const from = run.stepTick[step]!;
    const end = from + ticks;
    if (!this.movable || (budget.defer ?? 0) > 0 || (budget.pause ?? 0) > 1 || end > run.bounds.until) return false;
    for (const later of this.stepsOfNode[run.stepLane[step]!.node.index]!) {
      if (later < step || run.stepTick[later]! > end) continue;
      if (run.stepTick[later] === end || !this.timeless(later)) return false;
    }
    return true;
  }

  /** Whether it makes no difference when the step is taken: it only reads and writes what its node remembers. */
  private timeless(step: number): boolean {
    const { run, watched } = this.question;
    const { trace } = run;
    if (run.stepTimed[step] === 1 || run.threw.includes(step) || watched(step)) return false;
    const { armedTakings } = run.stepLane[step]!;
    if (armedTakings?.some((fault) => fault.number === run.stepNumber[step]) === true) return false;
    for (let effect = trace.stepEffectsFrom[step]!; effect < trace.effectsTo(step); effect++) {
      const kind = trace.effectKind[effect];
      if (kind === EffectKind.launch || kind === EffectKind.cancel) return false;
    }
    return true;
  }
}
