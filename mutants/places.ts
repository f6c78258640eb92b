import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Scenario } from 'clew';
import type { Modules } from './modules.ts';

/** A scenario, the module that exports it, and under which name. */
export interface Place {
  readonly scenario: string;
  readonly file: string;
  readonly exported: string;
  /** Whether it is no scenario of the library, and only puts to work what the library is made of. */
  readonly isExercise: boolean;
}

const library = 'src/scenarios/catalog.js';
const exercises = 'mutants/exercises/catalog.js';

/** Where scenarios of the library are, and all exercises. @throws Error if none of the modules that the catalog imports exports one of them */
export async function placesOf(modules: Modules, names: readonly string[]): Promise<Place[]> {
  const places = new Map((await placesIn(modules, library)).map((place) => [place.scenario, place]));
  const chosen = names.map((name) => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`no module that the catalog imports exports ${name}`);
    return place;
  });
  return [...chosen, ...(await placesIn(modules, exercises))];
}

/** Where the scenarios are that are exported by what a catalog imports. */
async function placesIn(modules: Modules, catalog: string): Promise<Place[]> {
  const places: Place[] = [];
  for (const { file } of modules.get(catalog).links) {
    for (const [exported, value] of Object.entries(await exportsOf(modules, file))) {
      if (isScenario(value)) places.push({ scenario: value.name, file, exported, isExercise: catalog === exercises });
    }
  }
  return places;
}

/** What a module exports, without any mistake. */
export async function exportsOf(modules: Modules, file: string): Promise<Record<string, unknown>> {
  return (await import(pathToFileURL(path.join(modules.root, file)).href)) as Record<string, unknown>;
}

function isScenario(value: unknown): value is Scenario {
  return typeof value === 'object' && value !== null && 'outcomes' in value && 'nodes' in value && 'known' in value;
}
