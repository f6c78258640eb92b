import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Examined, Selected, Unusable } from '../../reports/run-results.ts';
import { ClewError } from '../../src/simulator/errors.ts';
import type { Interruption } from '../interruption.ts';
import { progressLine } from '../progress-line.ts';
import type { RunOptions } from '../searching.ts';
import type { Answer, SentError, WorkerData } from './messages.ts';

/** With fewer scenarios than these for each of two workers, starting them costs more than they bring. */
const scenariosPerWorker = 4;

/** How often it is looked whether the user has asked to stop, in milliseconds. */
const lookingMilliseconds = 50;

/** How many workers to search so many scenarios with: as many as the user says, or as there are processors and work. */
export function workersFor(scenarios: number, wanted: number | undefined): number {
  return Math.min(wanted ?? Math.min(availableParallelism(), Math.floor(scenarios / scenariosPerWorker)), scenarios);
}

/**
 * Searches the scenarios in threads, each taking the next one when it is done with one. Results are in the order of the
 * scenarios, and the same whatever the number of threads; undefined for those whose turn did not come.
 *
 * @param found told of each result as it comes
 */
export async function searchInWorkers(selected: readonly Selected[], words: readonly string[], options: RunOptions, interruption: Interruption, workers: number, found: (result: Examined | Unusable) => Promise<void>): Promise<(Examined | Unusable | undefined)[]> {
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const looking = setInterval(() => void (interruption.stopped && Atomics.store(stop, 0, 1)), lookingMilliseconds);
  const progress = progressLine(`${selected.length} scenarios`);
  const results: (Examined | Unusable | undefined)[] = selected.map(() => undefined);
  const runs = selected.map(() => 0);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL(`search-worker${path.extname(new URL(import.meta.url).pathname)}`, import.meta.url), { workerData: { words, options: plain(options), stop } satisfies WorkerData });
    try {
      while (next < selected.length && !interruption.stopped) {
        const place = next++;
        const result = await performed(worker, selected[place]!, place, (made) => {
          runs[place] = made;
          progress.show(`${done} done`, runs.reduce((sum, count) => sum + count, 0));
        });
        done++;
        results[place] = result;
        progress.clear();
        await found(result);
      }
    } finally {
      await worker.terminate();
    }
  };
  try {
    await Promise.all(Array.from({ length: workers }, work));
  } finally {
    clearInterval(looking);
    progress.clear();
  }
  return results;
}

function performed(worker: Worker, selected: Selected, place: number, tell: (runs: number) => void): Promise<Examined | Unusable> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      worker.off('message', hear).off('error', fail);
      settle();
    };
    const fail = (error: Error): void => end(() => reject(error));
    const hear = (answer: Answer): void => {
      if ('runs' in answer) tell(answer.runs);
      else if ('report' in answer) end(() => resolve({ ...selected, report: answer.report, elapsedMs: answer.elapsedMs }));
      else end(() => resolve({ ...selected, error: received(answer.error) }));
    };
    worker.on('message', hear).on('error', fail);
    worker.postMessage({ place });
  });
}

function received({ code, what, stack, ...parts }: SentError): ClewError {
  const error = new ClewError(code, what, parts);
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** The options as they can be sent: what commander gives is plain but for its prototype. */
function plain(options: RunOptions): RunOptions {
  return { ...options };
}
