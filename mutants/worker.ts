import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort, threadId } from 'node:worker_threads';
import type { Scenario } from 'clew';
import type { Mutant } from './mutants.ts';
import { Modules } from './modules.ts';
import { exportsOf, type Place } from './places.ts';
import { loadChanged } from './tree.ts';
import { type Fate, fateOf, type Search, searchesOf, tried } from './trial.ts';

/** A mistake, and the scenarios in which it is to be made. */
export interface Task {
  readonly mutant: Mutant;
  readonly places: readonly Place[];
}

/** What became of a mistake, and in which scenario. */
export interface Verdict {
  readonly name: string;
  readonly fate: Fate;
  readonly scenario: string;
  readonly milliseconds: number;
}

const modules = new Modules(fileURLToPath(new URL('..', import.meta.url)));
const trees = fileURLToPath(new URL('trees', import.meta.url));
const searches = new Map<string, Search[]>();
let loads = 0;

async function searchesFor({ scenario, file, exported }: Place): Promise<Search[]> {
  const known = searches.get(scenario) ?? searchesOf((await exportsOf(modules, file))[exported] as Scenario);
  searches.set(scenario, known);
  return known;
}

/** Loads the scenario with the mistake in it; or says why that fails. */
async function changed(place: Place, { file, edits }: Mutant): Promise<Scenario | Fate> {
  try {
    // A module is loaded once for each address, and two checks may go on in one checkout: hence a folder of its own.
    return await loadChanged(modules, { place, file, edits }, path.join(trees, `${process.pid}-${threadId}-${++loads}`));
  } catch (error) {
    return fateOf(error);
  }
}

/** Code that many scenarios of the library share is searched with all faults in the nearest so many of them. */
const searchedMax = 2;

type Result = Pick<Verdict, 'scenario' | 'fate'>;

/** Makes the mistake in the library, and in the exercises only if nothing of the library breaks. */
export async function performTask({ mutant, places }: Task): Promise<Verdict> {
  const start = performance.now();
  const [library, exercises] = [places.filter(({ isExercise }) => !isExercise), places.filter(({ isExercise }) => isExercise)];
  let result = await resultOf(mutant, library, searchedMax);
  if (!isFound(result.fate)) result = worseOf(result, await resultOf(mutant, exercises, exercises.length));
  return { name: mutant.name, ...result, milliseconds: performance.now() - start };
}

/**
 * Makes the mistake in one scenario after the other, until one breaks; first with single faults everywhere, because
 * most break soon, and a search that finds nothing is long.
 */
async function resultOf(mutant: Mutant, places: readonly Place[], scenariosMax: number): Promise<Result> {
  const loaded: { scenario: Scenario; searches: Search[] }[] = [];
  let result: Result = { scenario: places[0]?.scenario ?? '', fate: { kind: 'survives' } };
  for (const place of places) {
    const known = await searchesFor(place);
    const scenario = await changed(place, mutant);
    if ('kind' in scenario) return { scenario: place.scenario, fate: scenario };
    result = worseOf(result, { scenario: scenario.name, fate: tried(scenario, known.map(withSingleFaults)) });
    if (isFound(result.fate)) return result;
    loaded.push({ scenario, searches: known });
  }
  for (const { scenario, searches: known } of loaded.filter(({ searches: some }) => some.length > 0).slice(0, scenariosMax)) {
    result = worseOf(result, { scenario: scenario.name, fate: tried(scenario, known.filter(({ bounds }) => bounds.depth > 1)) });
    if (isFound(result.fate)) return result;
  }
  return result;
}

/** What says more of a mistake: one that is found, before one that may be there, before none. */
function worseOf(one: Result, other: Result): Result {
  return isFound(other.fate) || one.fate.kind === 'survives' ? other : one;
}

function withSingleFaults({ outcomes, bounds }: Search): Search {
  return { outcomes, bounds: { ...bounds, depth: 1 } };
}

function isFound({ kind }: Fate): boolean {
  return kind !== 'survives' && kind !== 'undecided';
}

parentPort?.on('message', (task: Task) => void performTask(task).then((verdict) => parentPort!.postMessage(verdict)));
