import type { Fault } from '../fault.ts';
import { Asked, type Judgement, type Run } from '../run.ts';
import { Losses } from './losses.ts';

/** One outcome of one run, in which one fault might stand in place of another. */
export interface Situation {
  readonly run: Run;
  /** How the outcome fared, and what it looked at; undefined for the promise that nothing throws. */
  readonly judgement: Judgement | undefined;
  /** Whether it is evaluated while the run goes on. */
  readonly always: boolean;
  /** Made once for each run, when it is first asked for. */
  readonly losses: () => Losses;
}

/** The losses of a run, made when they are first asked for. */
export function lossesOf(run: Run): () => Losses {
  let losses: Losses | undefined;
  return () => (losses ??= new Losses(run));
}

/** Whether two faults that lose messages lose the same ones. A copy, or a message that waits, is not told apart here. */
export function losesAlike(fault: Fault, other: Fault, { run, losses }: Situation): boolean {
  return !run.faults.some(({ kind }) => kind === 'dup' || kind === 'defer') && losses().same(fault, other);
}

/**
 * Whether a stop at the moment of `other` would come to the same as the one that happened, somewhat later: because all
 * the node did in between was *quiet*, done with what it remembers and lost with it.
 *
 * What is quiet leaves nothing behind but in the node's state, which the outcome must not have looked at.
 */
export function stopsAlike(fault: Fault, other: Fault, situation: Situation): boolean {
  const { run } = situation;
  const to = run.stops.get(fault)?.steps;
  const from = other.inside === 0 ? run.stepNamed(other.lane, other.number) : -1;
  if (to === undefined || from < 0 || from >= to || run.threw.length > 0 || run.drew.length > 0 || run.aborted) return false;
  const { node } = run.stepLane[from]!;
  if (run.stepTick[from]! > run.bounds.until || sees(situation, node.index)) return false;
  if (!run.faults.every((third) => third === fault || leavesAlone(third, node.id))) return false;
  for (let step = from; step < to; step++) {
    if (run.stepLane[step]!.node === node && (run.stepOutward[step] !== 0 || run.stepTimed[step] === 1)) return false;
  }
  return true;
}

/** Whether the outcome could tell what the node remembered when it was stopped, or when that was. */
function sees({ judgement, always }: Situation, node: number): boolean {
  return judgement !== undefined && (judgement.asked[node]! & (always ? Asked.memory | Asked.life : Asked.memory)) !== 0;
}

/** Whether another fault of the set strikes elsewhere, and does not hang on how many steps a node takes. */
function leavesAlone({ kind, node }: Fault, stopped: string): boolean {
  return kind !== 'defer' && (kind === 'drop' || kind === 'dup' || kind === 'cut' || kind === 'skew' || node !== stopped);
}
