import type { Outcome, World } from 'clew';
import { type CheckerOptions, promise } from './promise.ts';

/** Options of {@link mutualExclusion}. */
export interface MutualExclusionOptions extends CheckerOptions {
  /** Whoever is in the critical section now. A node that is down is in none: ask `world.living`, or `world.alive`. */
  readonly holders: (world: World) => Iterable<unknown>;
}

/** Promises that at most one is in the critical section at a time. `always(...)`. Dijkstra (1965). */
export function mutualExclusion(options: MutualExclusionOptions): Outcome {
  return promise(
    'always',
    'at most one is in the critical section',
    (world) => {
      const holders = [...options.holders(world)];
      return { expected: holders.slice(0, 1), actual: holders };
    },
    options,
  );
}
