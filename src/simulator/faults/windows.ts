import type { Fault } from '../fault.ts';
import type { Lane } from '../lane.ts';
import { Fate, type Run } from '../run.ts';
import type { Offer } from './fault-kind.ts';

/** A time during which links lose what is sent. */
export interface LossWindow {
  readonly fault: Fault;
  /** First tick, and the tick after the last. */
  readonly from: number;
  readonly to: number;
  /** Whether it loses what is sent on this lane. */
  loses(lane: Lane): boolean;
}

/** Calls `offered` for each step that a node took, or was about to take when a fault stopped it, while something new could still go wrong. */
export function forEachStepMoment({ run, until }: Offer, offered: (lane: Lane, number: number, tick: number, step?: number) => void): void {
  for (let step = 0; step < run.stepCount; step++) {
    if (run.stepTick[step]! <= until && run.stepCopy[step] === 0) offered(run.stepLane[step]!, run.stepNumber[step]!, run.stepTick[step]!, step);
  }
  for (const [index, lane] of run.stoppedAtLane.entries()) {
    if (run.stoppedAtTick[index]! <= until) offered(lane, run.stoppedAtNumber[index]!, run.stoppedAtTick[index]!);
  }
}

/** What a window from tick `from` to before tick `to` would lose: nothing, only what nobody would miss, or something that leads to an influential step. */
export function lossOf(run: Run, offer: Offer, from: number, to: number, loses: (lane: Lane) => boolean): 'nothing' | 'inert' | 'influential' {
  let loss: 'nothing' | 'inert' = 'nothing';
  for (let sent = 0; sent < run.sentCount; sent++) {
    const tick = run.sentTick[sent]!;
    if (tick < from || tick >= to || run.sentFate[sent] !== Fate.delivered || run.sentLane[sent]!.local || !loses(run.sentLane[sent]!)) continue;
    loss = 'inert';
    if (offer.touch === null || offer.touch.step(run.sentTakenBy[sent]!)) return 'influential';
  }
  return loss;
}
