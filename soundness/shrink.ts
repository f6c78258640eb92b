import fc from 'fast-check';
import type { TouchRules } from '../src/search/simulated-system.ts';
import { anyProtocol } from './arbitrary.ts';
import { compare, type FaultMix } from './comparison.ts';
import type { Protocol } from './protocol.ts';

/** How long to look for a smaller protocol, in milliseconds. */
const shrinkingMax = 60_000;

/** The smallest protocol found, beginning with the one of that number, on which something is wrong. */
export function shrunk(number: number, mix: FaultMix, rules: Partial<TouchRules>): Protocol | undefined {
  const property = fc.property(anyProtocol, (protocol) => (compare(protocol, mix, rules)?.complaints.length ?? 0) === 0);
  const { counterexample } = fc.check(property, { seed: number, numRuns: 1, interruptAfterTimeLimit: shrinkingMax });
  return counterexample?.[0];
}
