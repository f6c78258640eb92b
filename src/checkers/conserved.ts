import type { Outcome, World } from 'clew';
import { type CheckerOptions, promise, type When } from './promise.ts';

/** Options of {@link conserved}. */
export interface ConservedOptions extends CheckerOptions {
  /** The amounts as they are, such as the balances of all accounts; with `always`, also what is under way. */
  readonly amounts: (world: World) => Iterable<number>;
  /** What they have to add up to. */
  readonly total: number;
  /** `eventually` by default, as amounts that are under way are nowhere; `always` where there is no such moment. */
  readonly when?: When;
}

/** Promises that the amounts add up to what there was in the beginning. Gray (1981), "The transaction concept". */
export function conserved(options: ConservedOptions): Outcome {
  const { amounts, total, when = 'eventually' } = options;
  return promise(when, `the amounts add up to ${total}`, (world) => ({ expected: total, actual: [...amounts(world)].reduce((sum, amount) => sum + amount, 0) }), options);
}
