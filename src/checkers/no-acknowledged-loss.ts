import type { Outcome, World } from 'clew';
import { answeredNames, counted, missingFrom } from './effects.ts';
import { type CheckerOptions, promise, type When } from './promise.ts';

/** Options of {@link noAcknowledgedLoss}. */
export interface NoAcknowledgedLossOptions extends CheckerOptions {
  /** What is still there: names as they are acknowledged, or whatever `acknowledged` gives. */
  readonly kept: (world: World) => Iterable<unknown>;
  /** What has been acknowledged; by default, the `id` of every operation that has a response. */
  readonly acknowledged?: (world: World) => Iterable<unknown>;
  /** `always` by default; `eventually` for a system that may need time to recover what it has kept. */
  readonly when?: When;
}

/** Promises that nothing is lost once it has been acknowledged. Kleppmann (2017), chapter 7, "Durability". */
export function noAcknowledgedLoss(options: NoAcknowledgedLossOptions): Outcome {
  const { kept, acknowledged = answeredNames, when = 'always' } = options;
  return promise(
    when,
    'what has been acknowledged is not lost',
    (world) => ({ expected: { lost: [] }, actual: { lost: missingFrom(counted(kept(world)), acknowledged(world)) } }),
    options,
  );
}
