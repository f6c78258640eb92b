import type { Outcome } from 'clew';
import { counted, type EffectsOptions, invokedNames, missingFrom, recordedEffects, repeatedIn } from './effects.ts';
import { promise } from './promise.ts';

/**
 * Promises that in the end each request has had its effect exactly once, and nothing else has. Saltzer, Reed & Clark
 * (1984), "Duplicate message suppression".
 *
 * `eventually(...)`; {@link atMostOnce} is the half of it that must hold at any time.
 */
export function exactlyOnce(options: EffectsOptions = {}): Outcome {
  const { requests = invokedNames, effects = recordedEffects } = options;
  return promise(
    'eventually',
    'each request has its effect exactly once',
    (world) => {
      const [wanted, had] = [counted(requests(world)), counted(effects(world))];
      const unasked = missingFrom(wanted, effects(world));
      return { expected: { missing: [], repeated: [], unasked: [] }, actual: { missing: missingFrom(had, requests(world)), repeated: repeatedIn(had), unasked } };
    },
    options,
  );
}
