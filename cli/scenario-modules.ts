import { Console } from 'node:console';
import Module, { register } from 'node:module';
import path from 'node:path';
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { NamespacedUnregister } from 'tsx/esm/api';
import * as clew from '../src/index.ts';

/** The exports of a module. */
export type Exports = Readonly<Record<string, unknown>>;

/**
 * Imports a file of the user's, TypeScript or JavaScript.
 *
 * Wherever the file lies, `clew` is this very clew in it: its scenarios then work with no installation of their own. The
 * loader of TypeScript takes a quarter of a second, and is only loaded for a file that needs it.
 */
export async function importFile(file: string): Promise<Exports> {
  // Stdout is for results: what a scenario prints goes to stderr.
  globalThis.console = new Console(process.stderr, process.stderr);
  const url = pathToFileURL(file).href;
  if (!/\.[cm]?tsx?$/.test(file)) {
    provideClew();
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
  provideClew();
  return loader;
}

/** Hooks that are registered later come first. */
function hook(name: string, data?: string): void {
  const extension = path.extname(new URL(import.meta.url).pathname);
  register(`./module-hooks/${name}${extension}`, { parentURL: import.meta.url, data });
}

function provideClew(): void {
  hook('this-clew', import.meta.url);
  provideToCommonJs();
}

interface Loader {
  _load: (this: unknown, request: string, ...others: unknown[]) => unknown;
}

let provided = false;

/** The same for `require('clew')`, which asks no hooks. */
function provideToCommonJs(): void {
  if (provided) return;
  provided = true;
  const loader = Module as unknown as Loader;
  const load = loader._load;
  const exports = { __esModule: true, ...clew };
  loader._load = function (this: unknown, request, ...others) {
    return request === 'clew' ? exports : load.call(this, request, ...others);
  };
}

function tsconfigAbove(file: string): string | undefined {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'tsconfig.json');
    if (existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) return undefined;
  }
}
