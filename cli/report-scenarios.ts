import { existsSync } from 'node:fs';
import path from 'node:path';
import { explainedBy } from '../reports/explained.ts';
import type { Reported } from '../reports/report.ts';
import type { Selected } from '../reports/run-results.ts';
import type { SavedResult } from '../reports/saved-run.ts';
import { deriveBounds } from '../src/simulator/derive-bounds.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { parseFailureSet } from '../src/simulator/failure-set.ts';
import { guarded } from '../src/simulator/preparation.ts';
import { type RecordedRun, recordRun } from '../src/simulator/recorded-run.ts';
import { type Scenario, scenario as made } from '../src/simulator/scenario.ts';
import { Simulation } from '../src/simulator/simulation.ts';
import { boundsTyped, momentsTyped, unusualBounds } from './bounds-options.ts';
import { isFile } from './scenario-file.ts';
import { placeOf } from './scenario-source.ts';
import { selectScenarios } from './select-scenarios.ts';

/** Finds the scenario of a saved result again, by its name in the library or in the file that it came from, so that its runs can be drawn. */
export async function reported(result: SavedResult, savedIn: string): Promise<Reported> {
  const { reference, elapsedMs } = result;
  try {
    const found = await findAgain(result, path.dirname(savedIn));
    return { ...found.selected, reference, report: result, elapsedMs, place: found.file === '' ? null : placeOf(found.file, found.selected.scenario), unplayable: '', ...playing(found.selected.scenario, result) };
  } catch (error) {
    if (!(error instanceof ClewError)) throw error;
    return { scenario: unknownScenario(result.scenario, result.outcomes), reference, report: result, elapsedMs, place: null, unplayable: error.what, replayOptions: momentsTyped(result.bounds), searchOptions: '', play: () => null, explained: () => new Map() };
  }
}

/** @throws ClewError where it is not there any more */
async function findAgain({ scenario, reference }: SavedResult, folder: string): Promise<{ readonly selected: Selected; readonly file: string }> {
  const word = unquoted(reference);
  const [file = ''] = word.split('#');
  if (!isFile(word)) return { selected: only(await selectScenarios([word]), scenario), file: '' };
  // The file is named as it was typed: relative to where the search was made, which may be where its result lies.
  const place = [file, path.resolve(folder, file)].find((candidate) => existsSync(candidate)) ?? file;
  return { selected: only(await selectScenarios([place]), scenario), file: place };
}

function only(selected: readonly Selected[], name: string): Selected {
  const found = selected.find(({ scenario }) => scenario.name === name);
  if (found === undefined) throw new ClewError('CLEW_UNKNOWN_SCENARIO', `there is no scenario "${name}" any more`, { values: [`There is ${selected.map(({ scenario }) => scenario.name).join(', ')}.`] });
  return found;
}

/** Plays the runs of a scenario that was searched, within the same bounds. */
export function playing(scenario: Scenario, result: SavedResult): Pick<Reported, 'play' | 'replayOptions' | 'searchOptions' | 'explained'> {
  const { bounds } = result;
  const simulation = new Simulation(scenario);
  const kept = new Map<string, RecordedRun>();
  const play = (faults: string) => {
    const run = kept.get(faults) ?? guarded(simulation, () => recordRun(simulation, parseFailureSet(faults), bounds));
    kept.set(faults, run);
    return run;
  };
  let explained: ReturnType<Reported['explained']> | undefined;
  const usual = guarded(simulation, () => deriveBounds(simulation, {}));
  return {
    replayOptions: usual.until === bounds.until && usual.horizon === bounds.horizon ? '' : momentsTyped(bounds),
    searchOptions: boundsTyped(unusualBounds(bounds, usual)),
    explained: () => (explained ??= explainedBy(scenario, result)),
    play,
  };
}

/** What is left of a scenario that was not found. */
export function unknownScenario(name: string, outcomes: SavedResult['outcomes'] = []): Scenario {
  const promises = outcomes.map(({ name: outcome, kind, title, of }) => [outcome, { kind, title, of, given: undefined, holds: () => true }] as const);
  return made({ name, nodes: {}, outcomes: Object.fromEntries(promises) });
}

/** The word that a shell makes of it. */
function unquoted(word: string): string {
  return word.startsWith("'") ? word.slice(1, -1).replaceAll(String.raw`'\''`, "'") : word;
}
