import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Selected } from '../reports/run-results.ts';
import { ClewError } from '../src/simulator/errors.ts';

/**
 * The error as the user should read it: paths below the working directory relative to it, so that it says the same on
 * every machine, and commands with what has to be typed for the scenario.
 */
export function relativePaths(error: ClewError, selected?: Selected): ClewError {
  const usually = error.usually === undefined ? {} : { usually: relative(error.usually) };
  const next = error.next === undefined ? {} : { next: relative(selected === undefined ? error.next : error.next.replace(`clew replay ${selected.scenario.name} `, () => `clew replay ${selected.reference} `)) };
  const copy = new ClewError(error.code, relative(error.what), { values: error.values.map(relative), ...usually, ...next });
  if (error.stack !== undefined) copy.stack = error.stack;
  return copy;
}

/** The text with paths below the working directory written relative to it. */
export function relative(text: string): string {
  const folder = process.cwd() + path.sep;
  return text
    .replace(bridged, (_, file: string) => decodeURIComponent(file))
    .replaceAll(pathToFileURL(folder).href, '')
    .replaceAll('file://', '')
    .replaceAll(folder, '')
    .replaceAll(/\?namespace=\w+/g, '');
}

// How the loader of TypeScript names a CommonJS file in a stack.
const bridged = /data:text\/javascript,__filename%3D%22((?:(?!%22).)*)%22[^\s)]*?(?=:\d+:\d+\)?$)/gm;
