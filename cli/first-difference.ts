import { stepParts } from '../reports/text/step-text.ts';
import type { RecordedRun } from '../src/simulator/recorded-run.ts';

/** Where two runs part. */
export interface Difference {
  readonly where: string;
  readonly first: string;
  readonly second: string;
}

/** The first place at which two runs that should be the same are not; undefined if they are. */
export function firstDifference(first: RecordedRun, second: RecordedRun): Difference | undefined {
  const length = Math.max(first.steps.length, second.steps.length);
  for (let index = 0; index < length; index++) {
    if (JSON.stringify(first.steps[index]) === JSON.stringify(second.steps[index])) continue;
    return { where: `step ${index + 1}`, ...details(first, second, index) };
  }
  const [one, other] = [JSON.stringify([first.outcomes, first.end]), JSON.stringify([second.outcomes, second.end])];
  return one === other ? undefined : { where: 'the end', first: one, second: other };
}

function details(first: RecordedRun, second: RecordedRun, index: number): { first: string; second: string } {
  const [one, other] = [first.steps[index], second.steps[index]];
  const [head, otherHead] = [headOf(first, index), headOf(second, index)];
  if (one === undefined || other === undefined || head !== otherHead) return { first: head, second: otherHead };
  // The same step, and it does something else: the first part of it that differs.
  const [parts, otherParts] = [stepParts(first, one), stepParts(second, other)];
  for (const part of ['takes', 'reads', 'does', 'state', 'disk'] as const) {
    const [left, right] = [parts[part], otherParts[part]];
    for (let place = 0; place < Math.max(left.length, right.length); place++) {
      if (left[place] !== right[place]) return { first: `${head}  ${part} ${left[place] ?? 'nothing more'}`, second: `${head}  ${part} ${right[place] ?? 'nothing more'}` };
    }
  }
  return { first: head, second: otherHead };
}

function headOf({ steps }: RecordedRun, index: number): string {
  const step = steps[index];
  return step === undefined ? 'has ended' : `tick ${step.tick}  ${step.name}`;
}
