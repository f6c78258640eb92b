import { type Budget, faultKinds, type FaultKindName } from '../src/simulator/bounds.ts';
import type { FaultMix } from './comparison.ts';

/** How often each kind may strike where nothing else is said. */
const usually: { readonly [Kind in FaultKindName]: number } = { crash: 1, cut: 1, defer: 2, drop: 2, dup: 2, isolate: 1, pause: 1, restart: 1, skew: 1 };

/** The faults of the main test: lost messages, and crashes before and inside steps, three at once. */
export const dropsAndCrashes: FaultMix = { budget: { drop: 2, crash: 1 }, depth: 3 };

/** Each kind alone, twice; kinds that are known to meddle with each other; and all of them together. */
export const allKinds: readonly FaultMix[] = [
  ...faultKinds.map((kind) => ({ budget: { [kind]: 2 }, depth: 2 })),
  ...[['crash', 'restart'], ['restart', 'drop'], ['defer', 'crash', 'dup'], ['defer', 'pause'], ['isolate', 'drop', 'crash'], ['cut', 'drop', 'crash']].map((kinds) => ({ budget: budgetOf(kinds as FaultKindName[]), depth: 2 })),
  { budget: usually, depth: 2 },
];

/** The usual budget of those kinds. */
function budgetOf(kinds: readonly FaultKindName[]): Budget {
  return Object.fromEntries(kinds.map((kind) => [kind, usually[kind]]));
}

/** A mix in words, as the options take it: `drop=2,crash=1`. */
export function printBudget(budget: Budget): string {
  return Object.entries(budget).map(([kind, count]) => `${kind}=${count}`).join(',');
}

/** Reads kinds, with or without how often: `drop,crash` or `drop=2,crash=1`. */
export function parseBudget(text: string): Budget {
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [kind = '', count] = part.split('=');
      if (!(faultKinds as readonly string[]).includes(kind)) throw new Error(`"${kind}" is no kind of fault: ${faultKinds.join(', ')}`);
      return [kind, count === undefined ? usually[kind as FaultKindName] : Number(count)];
    }),
  );
}
