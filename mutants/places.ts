import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Scenario } from 'clew';
import type { Modules } from './modules.ts';

/** A scenario, the module that exports it, and under which name. */
export interface Place {
  readonly scenario: string;
  readonly file: string;
  readonly exported: string;
}

/** Where the scenarios of the library are. @throws Error if none of the modules that the catalog imports exports one of them */
export async function placesOf(modules: Modules, names: readonly string[]): Promise<Place[]> {
  const places = new Map<string, Place>();
  for (const { file } of modules.get('scenarios/catalog.js').links) {
    for (const [exported, value] of Object.entries(await exportsOf(modules, file))) {
      if (isScenario(value)) places.set(value.name, { scenario: value.name, file, exported });
    }
  }
  return names.map((name) => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`no module that the catalog imports exports ${name}`);
    return place;
  });
}

/** What a module of the library exports, without any mistake. */
export async function exportsOf(modules: Modules, file: string): Promise<Record<string, unknown>> {
  return (await import(pathToFileURL(path.join(modules.root, file)).href)) as Record<string, unknown>;
}

function isScenario(value: unknown): value is Scenario {
  return typeof value === 'object' && value !== null && 'outcomes' in value && 'nodes' in value && 'known' in value;
}
