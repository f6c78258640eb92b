import type { RecordedRun } from '../../src/simulator/recorded-run.ts';

/** A message that crossed a link. */
export interface Arrow {
  /** Its name, such as `a:b:vote@2`. */
  readonly message: string;
  readonly label: string;
  readonly fate: 'delivered' | 'lost' | 'refused' | 'travelling';
  /** The faults that lost, duplicated or deferred it. */
  readonly faults: readonly string[];
  readonly fromStep: number;
  readonly fromRow: number;
  readonly fromColumn: number;
  /** -1 where no step took it. */
  readonly toStep: number;
  readonly toRow: number;
  readonly toColumn: number;
  /** The tick at which it arrives; -1 if it is lost. */
  readonly arrives: number;
}

/** The arrows of a run, by sending step; a duplicated message has two. */
export function arrowsOf(run: RecordedRun, rowOfStep: readonly number[]): Arrow[] {
  const columnOf = new Map(run.nodes.map(({ id }, column) => [id, column]));
  const arrows: Arrow[] = [];
  for (const step of run.steps) {
    for (const effect of step.effects) {
      if (effect.kind !== 'send' || effect.to === step.node) continue;
      const { message, type, fate, struckBy, arrives, takenBy } = effect;
      for (const taker of takenBy.length === 0 ? [-1] : takenBy) {
        arrows.push({
          message, label: type, fate, faults: struckBy, arrives,
          fromStep: step.index, fromRow: rowOfStep[step.index]!, fromColumn: columnOf.get(step.node)!,
          toStep: taker, toRow: rowOfStep[taker] ?? -1, toColumn: columnOf.get(effect.to)!,
        });
      }
    }
  }
  return arrows;
}
