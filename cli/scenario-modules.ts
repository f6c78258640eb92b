import { Console } from 'node:console';
import { existsSync, writeSync } from 'node:fs';
import Module, { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NamespacedUnregister } from 'tsx/esm/api';
import * as clew from '../src/index.ts';

/** The exports of a module. */
export type Exports = Readonly<Record<string, unknown>>;

/**
 * Stdout is for results: what a scenario prints goes to stderr. It is written at once, because a handler may print, and
 * a stream would ask for the next tick, which a handler must not.
 */
const consoleOfScenarios = new Console({ stdout: { write: printAtOnce } as unknown as NodeJS.WritableStream, ignoreErrors: false });

function printAtOnce(text: string): boolean {
  for (;;) {
    try {
      return writeSync(2, text) > 0;
    } catch (error) {
      // A reader that is slow is waited for; one that has gone away misses what it does not want to see.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return false;
    }
  }
}

/**
 * Imports a file of the user's, TypeScript or JavaScript.
 *
 * Wherever the file lies, `clew` is this very clew in it: its scenarios then work with no installation of their own. The
 * loader of TypeScript takes a quarter of a second, and is only loaded for a file that needs it.
 */
export async function importFile(file: string): Promise<Exports> {
  globalThis.console = consoleOfScenarios;
  const url = pathToFileURL(file).href;
  if (!/\.[cm]?tsx?$/.test(file)) {
    await provideClew();
    return (await import(url)) as Exports;
  }
  return (await (await loaderFor(tsconfigAbove(file))).import(url, import.meta.url)) as Exports;
}

const loaders = new Map<string | undefined, NamespacedUnregister>();

/** One loader for all files of a `tsconfig.json`: what two of them import is one module. */
async function loaderFor(tsconfig: string | undefined): Promise<NamespacedUnregister> {
  const known = loaders.get(tsconfig);
  if (known !== undefined) return known;
  hook('modules-by-default');
  const tsx = await import('tsx/esm/api');
  const loader = tsx.register({ namespace: `clew${loaders.size + 1}`, tsconfig: tsconfig ?? false });
  loaders.set(tsconfig, loader);
  await provideClew();
  return loader;
}

/** Hooks that are registered later come first. */
function hook(name: string, data?: string): void {
  const extension = path.extname(new URL(import.meta.url).pathname);
  register(`./module-hooks/${name}${extension}`, { parentURL: import.meta.url, data });
}

async function provideClew(): Promise<void> {
  hook('this-clew', import.meta.url);
  await provideToCommonJs();
}

interface Loader {
  _load: (this: unknown, request: string, ...others: unknown[]) => unknown;
}

let provided = false;

/** The same for `require('clew')` and the ready-made parts of scenarios, which asks no hooks and cannot wait. */
async function provideToCommonJs(): Promise<void> {
  if (provided) return;
  provided = true;
  const [components, checkers] = await Promise.all([import('../src/components/index.ts'), import('../src/checkers/index.ts')]);
  const ours = new Map(Object.entries({ clew, 'clew/components': components, 'clew/checkers': checkers }).map(([name, exports]) => [name, { __esModule: true, ...exports }]));
  const loader = Module as unknown as Loader;
  const load = loader._load;
  loader._load = function (this: unknown, request, ...others) {
    return ours.get(request) ?? load.call(this, request, ...others);
  };
}

function tsconfigAbove(file: string): string | undefined {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'tsconfig.json');
    if (existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) return undefined;
  }
}
