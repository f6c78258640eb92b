import type { Outcome } from 'clew';
import { counted, type EffectsOptions, recordedEffects, repeatedIn } from './effects.ts';
import { promise } from './promise.ts';

/** Promises that no request has its effect twice. `always(...)`. Spector (1982). */
export function atMostOnce(options: Omit<EffectsOptions, 'requests'> = {}): Outcome {
  const { effects = recordedEffects } = options;
  return promise('always', 'no request has its effect twice', (world) => ({ expected: { repeated: [] }, actual: { repeated: repeatedIn(counted(effects(world))) } }), options);
}
