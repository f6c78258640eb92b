import type { RecordedStep } from './recorded-run.ts';

/** Whether the fault stopped the step's node just after it: it is a stop inside that step, and did not cut it short. */
export function strikesAfter({ name, cutShort }: Pick<RecordedStep, 'name' | 'cutShort'>, fault: string): boolean {
  return cutShort === '' && fault.startsWith(`restart:${name}.`);
}
