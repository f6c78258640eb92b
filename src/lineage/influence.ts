import { EffectFlag, EffectKind } from './effects.ts';
import type { Trace } from './trace.ts';

/** What influence is asked about, besides the trace itself. */
export interface InfluenceQuestion {
  /** What the outcome read, as in `Trace.outcomeReads`. */
  readonly outcomeReads: readonly number[];
  /** Per lane, the highest number that must stay what it is; steps that launched what came up to it must not go missing. */
  readonly namedUpTo: ReadonlyMap<number, number>;
  /** Steps that mattered for a reason the trace does not show. */
  readonly also: Iterable<number>;
}

/** The single rules, so that a test can switch one off and see a wrong certificate. */
export interface InfluenceRules {
  readonly cancelled: boolean;
  readonly named: boolean;
  readonly also: boolean;
  readonly readBySteps: boolean;
  readonly lists: boolean;
}

/** All rules, in force. */
export const allRules: InfluenceRules = { cancelled: true, named: true, also: true, readBySteps: true, lists: true };

/**
 * The steps that could have mattered to an outcome: every step of which a write was read by another step or by the
 * outcome, and every step that led to such a one. The others are inert: take them away and nobody sees a difference.
 *
 * Steps are visited from the last to the first. What a step leads to comes after it, so one pass is enough.
 *
 * @returns one byte per step: 1 where the step is influential
 */
export function influence(trace: Trace, question: InfluenceQuestion, rules: InfluenceRules = allRules): Uint8Array {
  const matters = new Uint8Array(trace.stepCount);
  const leads = new Uint8Array(trace.effectCount);
  if (rules.also) for (const step of question.also) matters[step] = 1;
  markRead(trace, question.outcomeReads, matters);
  const readFlags = (rules.readBySteps ? EffectFlag.read : 0) | (rules.lists ? EffectFlag.listRead : 0);

  for (let step = trace.stepCount - 1; step >= 0; step--) {
    let yes = matters[step] === 1;
    const from = trace.stepEffectsFrom[step]!;
    for (let effect = trace.effectsTo(step) - 1; effect >= from; effect--) {
      const kind = trace.effectKind[effect];
      if (kind === EffectKind.write) yes ||= (trace.effectFlags[effect]! & readFlags) !== 0;
      // What the cancelling step prevented would happen without it.
      else if (kind === EffectKind.cancel) yes ||= rules.cancelled && (trace.effectFlags[effect]! & EffectFlag.hit) !== 0;
      else if (kind === EffectKind.launch) {
        // Without this launch the later ones of its lane would go by other names.
        yes ||= leads[effect] === 1 || (rules.named && trace.effectNumber[effect]! <= (question.namedUpTo.get(trace.effectLane[effect]!) ?? 0));
      }
    }
    if (!yes) continue;
    matters[step] = 1;
    const trigger = trace.stepTrigger[step]!;
    if (trigger >= 0) leads[trigger] = 1;
  }
  return matters;
}

/** Per lane, the numbers of the launches that inert steps made, in order: without them, later ones of the lane go by smaller numbers. */
export function inertLaunches(trace: Trace, matters: Uint8Array): Map<number, number[]> {
  const byLane = new Map<number, number[]>();
  for (let effect = 0; effect < trace.effectCount; effect++) {
    if (trace.effectKind[effect] !== EffectKind.launch || matters[trace.effectStep[effect]!] === 1) continue;
    const lane = trace.effectLane[effect]!;
    const numbers = byLane.get(lane);
    if (numbers === undefined) byLane.set(lane, [trace.effectNumber[effect]!]);
    else numbers.push(trace.effectNumber[effect]!);
  }
  return byLane;
}

/** Marks the steps that wrote what was read; a list that was read rests on every change of it. */
export function markRead(trace: Trace, reads: readonly number[], matters: Uint8Array): void {
  const chained = new Set<number>();
  for (const read of reads) {
    if (read >= 0) matters[trace.effectStep[read]!] = 1;
    else {
      for (let change = ~read; change >= 0 && !chained.has(change); change = trace.effectPrevious[change]!) {
        chained.add(change);
        matters[trace.effectStep[change]!] = 1;
      }
    }
  }
}
