/** A thread that searches one scenario after the other, as it is told. */
import { parentPort, workerData } from 'node:worker_threads';
import { searchOne, withOutcomes } from '../searching.ts';
import { selectSubjects } from '../select-scenarios.ts';
import type { Answer, SentError, Task, WorkerData } from './messages.ts';
import type { SearchProgress } from '../../src/search/search.ts';
import type { ClewError } from '../../src/simulator/errors.ts';

/** How often it says where it stands, in milliseconds. */
const tellingMilliseconds = 100;

const { words, options, stop } = workerData as WorkerData;
const port = parentPort!;
const answer = (message: Answer): void => port.postMessage(message);
const interruption = {
  get stopped() {
    return Atomics.load(stop, 0) !== 0;
  },
};

const selected = withOutcomes((await selectSubjects(words)).scenarios, options.outcome);

port.on('message', ({ place }: Task) => void search(place));

async function search(place: number): Promise<void> {
  let told = performance.now();
  const watch = ({ runs }: SearchProgress): void => {
    const now = performance.now();
    if (now - told < tellingMilliseconds) return;
    told = now;
    answer({ place, runs });
  };
  const result = await searchOne(selected[place]!, options, interruption, { watch });
  answer('report' in result ? { place, report: result.report, elapsedMs: result.elapsedMs } : { place, error: sent(result.error) });
}

function sent({ code, what, values, usually, next, stack }: ClewError): SentError {
  return { code, what, values, stack, ...(usually !== undefined && { usually }), ...(next !== undefined && { next }) };
}
