import type { Outcome, World } from 'clew';
import { type CheckerOptions, promise } from './promise.ts';

/** Options of {@link converged}. */
export interface ConvergedOptions extends CheckerOptions {
  /** The copies that must be alike in the end, such as those of the nodes that live. */
  readonly copies: (world: World) => Iterable<unknown>;
}

/**
 * Promises that in the end all copies are alike: eventual consistency, after Terry et al. (1995). `eventually(...)`.
 *
 * Maps and Sets are alike if they hold the same, in whatever order.
 */
export function converged(options: ConvergedOptions): Outcome {
  return promise(
    'eventually',
    'all copies are alike',
    (world) => {
      const copies = [...options.copies(world)];
      return { expected: copies.map(() => copies[0]), actual: copies };
    },
    options,
  );
}
