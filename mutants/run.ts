import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Mutant } from './mutants.ts';
import type { Place } from './places.ts';
import type { Task, Verdict } from './worker.ts';

/** Makes every mistake, and says what became of each, in the order of the mutants. */
export async function run(mutants: readonly Mutant[], places: readonly Place[], workers: number, onVerdict: (verdict: Verdict) => void): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('worker.js', import.meta.url));
    while (next < mutants.length) {
      const place = next++;
      verdicts[place] = await verdictFrom(worker, { mutant: mutants[place]!, places: placesOf(mutants[place]!, places) });
      onVerdict(verdicts[place]);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: workers }, work));
  return verdicts;
}

/** The scenarios that have the code in them, first those beside it; exercises by their order. */
function placesOf({ file, scenarios }: Mutant, places: readonly Place[]): Place[] {
  const folderOf = (name: string): string | undefined => name.split('/').at(-2);
  const distance = (place: Place): number => (place.file === file ? 0 : folderOf(place.file) === folderOf(file) ? 1 : 2);
  return places.filter(({ scenario }) => scenarios.includes(scenario)).sort((a, b) => distance(a) - distance(b));
}

async function verdictFrom(worker: Worker, task: Task): Promise<Verdict> {
  const answer = once(worker, 'message');
  worker.postMessage(task);
  const [verdict] = (await answer) as [Verdict];
  return verdict;
}
