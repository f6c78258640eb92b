import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FaultMix } from './comparison.ts';
import type { Outcome, Task } from './worker.ts';
import type { TouchRules } from '../src/search/simulated-system.ts';

/** How many numbers a worker is given at once. */
const taskSize = 20;

/** A trial of so many protocols under one mix of faults. */
export interface TrialOptions {
  readonly mix: FaultMix;
  readonly first: number;
  readonly count: number;
  readonly workers: number;
  /** Rules to switch off, to see that they are needed. */
  readonly rules: Partial<TouchRules>;
  /** Whether all nodes but the first run one program, and are declared interchangeable. */
  readonly symmetric: boolean;
  /** Told of every protocol as it is done, in any order. */
  onOutcome(outcome: Outcome): void;
}

/** Compares the searches on the first so many protocols, from a number on, that are not passed over; the same ones with any number of workers. */
export async function trial(options: TrialOptions): Promise<Outcome[]> {
  const done = new Map<number, Outcome[]>();
  let next = options.first;
  const enough = (): boolean => contiguous(done, options.first).length >= options.count;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL(`worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url));
    while (!enough()) {
      const task: Task = { first: next, count: Math.min(taskSize, options.count * 4), mix: options.mix, rules: options.rules, symmetric: options.symmetric };
      next += task.count;
      const outcomes = await performedBy(worker, task);
      done.set(task.first, outcomes);
      for (const outcome of outcomes) options.onOutcome(outcome);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: options.workers }, work));
  return contiguous(done, options.first).slice(0, options.count);
}

async function performedBy(worker: Worker, task: Task): Promise<Outcome[]> {
  const answer = once(worker, 'message');
  worker.postMessage(task);
  const [outcomes] = (await answer) as [Outcome[]];
  return outcomes;
}

/** The outcomes of all tasks up to the first that is still missing. */
function contiguous(done: ReadonlyMap<number, Outcome[]>, first: number): Outcome[] {
  const sorted = [...done.keys()].sort((a, b) => a - b);
  const step = sorted.length > 1 ? sorted[1]! - sorted[0]! : 1;
  const outcomes: Outcome[] = [];
  for (const [place, start] of sorted.entries()) {
    if (start !== first + place * step) break;
    outcomes.push(...done.get(start)!);
  }
  return outcomes;
}
