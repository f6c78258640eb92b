import type { Outcome } from 'clew';
import { counted, type EffectsOptions, invokedNames, missingFrom, recordedEffects } from './effects.ts';
import { promise } from './promise.ts';

/** Promises that in the end each request has had its effect, perhaps more than once. `eventually(...)`. Spector (1982). */
export function atLeastOnce(options: EffectsOptions = {}): Outcome {
  const { requests = invokedNames, effects = recordedEffects } = options;
  return promise(
    'eventually',
    'each request has its effect at least once',
    (world) => ({ expected: { missing: [] }, actual: { missing: missingFrom(counted(effects(world)), requests(world)) } }),
    options,
  );
}
