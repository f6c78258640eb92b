import type { Outcome } from 'clew';
import { describeOperation } from './history.ts';
import { promise } from './promise.ts';
import { regressionsIn, type SessionOptions } from './sessions.ts';

/**
 * Promises that no session reads something older than what it has read before. `always(...)`. Terry et al. (1994),
 * section 3, "Monotonic Reads".
 */
export function monotonicReads(options: SessionOptions = {}): Outcome {
  return promise(
    'always',
    'nobody reads backwards in time',
    (world) => ({
      expected: [],
      actual: regressionsIn(world, options, ({ method }) => method === 'read').map(({ earlier, read }) => `${describeOperation(read)}, after ${describeOperation(earlier)}`),
    }),
    options,
  );
}
