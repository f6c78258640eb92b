import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Scenario } from 'clew';
import type { Modules } from './modules.ts';
import type { Place } from './places.ts';
import { type Edit, edited } from './syntax.ts';

/** A change of one module, and the scenario that is to be loaded with it. */
export interface Changed {
  readonly place: Place;
  readonly file: string;
  readonly edits: readonly Edit[];
}

/**
 * Loads a scenario of which one module has been changed. Whatever leads to that module is written anew into a folder of
 * its own, and the rest is shared with the library. Nothing of the library itself is touched.
 *
 * @param folder must be somewhere within the project, so that `clew` is found from there
 */
export async function loadChanged(modules: Modules, { place, file, edits }: Changed, folder: string): Promise<Scenario> {
  const anew = leadingTo(modules, place.file, file);
  for (const name of anew) {
    const target = path.join(folder, name);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, relinked(modules, name, name === file ? edits : [], anew, folder));
  }
  try {
    const changed = (await import(pathToFileURL(path.join(folder, place.file)).href)) as Record<string, Scenario>;
    return changed[place.exported]!;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The modules between the entry and the changed one, both included. */
function leadingTo(modules: Modules, entry: string, file: string): ReadonlySet<string> {
  const all = modules.closureOf(entry);
  const found = new Set([file]);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const module of all) if (module.links.some((link) => found.has(link.file))) found.add(module.file);
  }
  return found.add(entry);
}

/** The module with its links set: to what is written anew, or to the library. */
function relinked(modules: Modules, file: string, edits: readonly Edit[], anew: ReadonlySet<string>, folder: string): string {
  const { links, text } = modules.get(file);
  const urlOf = (target: string): string => pathToFileURL(path.join(anew.has(target) ? folder : modules.root, target)).href;
  const relinking = links.map(({ literal, file: target }) => ({ start: literal.start, end: literal.end, with: `'${urlOf(target)}'` }));
  return edited(text, [...relinking, ...edits]);
}
