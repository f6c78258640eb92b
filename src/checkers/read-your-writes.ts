import type { Outcome } from 'clew';
import { describeOperation } from './history.ts';
import { promise } from './promise.ts';
import { regressionsIn, type SessionOptions } from './sessions.ts';

/**
 * Promises that a session which has been told that its write is done reads it, or something newer. `always(...)`. Terry
 * et al. (1994), section 3, "Read Your Writes".
 */
export function readYourWrites(options: SessionOptions = {}): Outcome {
  return promise(
    'always',
    'everyone reads their own writes',
    (world) => ({
      expected: [],
      actual: regressionsIn(world, options, ({ method }) => method === 'write').map(({ earlier, read }) => `${describeOperation(read)}, after ${describeOperation(earlier)}`),
    }),
    options,
  );
}
