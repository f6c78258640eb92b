import { parentPort } from 'node:worker_threads';
import { protocolNumbered } from './arbitrary.ts';
import { compare, type Comparison, type FaultMix } from './comparison.ts';
import { compareSymmetric, type SymmetricComparison } from './symmetric.ts';
import type { TouchRules } from '../src/search/simulated-system.ts';

/** Protocols that a worker is to look at: so many numbers from one on. */
export interface Task {
  readonly first: number;
  readonly count: number;
  readonly mix: FaultMix;
  readonly rules: Partial<TouchRules>;
  /** Whether all nodes but the first run one program, and are declared interchangeable. */
  readonly symmetric: boolean;
}

/** How one protocol fared. */
export interface Outcome extends Comparison, Partial<Omit<SymmetricComparison, keyof Comparison>> {
  readonly number: number;
}

/** Compares the two searches on each of the protocols that is not passed over. */
function performTask({ first, count, mix, rules, symmetric }: Task): Outcome[] {
  const outcomes: Outcome[] = [];
  for (let number = first; number < first + count; number++) {
    const comparison = comparedAt(number, mix, rules, symmetric);
    if (comparison !== undefined) outcomes.push({ number, ...comparison });
  }
  return outcomes;
}

function comparedAt(number: number, mix: FaultMix, rules: Partial<TouchRules>, symmetric: boolean): Comparison | undefined {
  try {
    return symmetric ? compareSymmetric(number, mix, rules) : compare(protocolNumbered(number), mix, rules);
  } catch (error) {
    return { breaking: [], exhaustiveRuns: 0, coverRuns: 0, inconclusive: false, complaints: [`throws  ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`] };
  }
}

parentPort?.on('message', (task: Task) => parentPort!.postMessage(performTask(task)));
