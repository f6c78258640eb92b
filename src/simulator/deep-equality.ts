import assert from 'node:assert';
import { syncBuiltinESMExports } from 'node:module';
import util from 'node:util';
import { copyOf, isPlainObject } from '../lineage/tracker.ts';

type Comparison = (first: unknown, second: unknown, ...rest: unknown[]) => unknown;

const comparisons = ['isDeepStrictEqual', 'deepEqual', 'notDeepEqual', 'deepStrictEqual', 'notDeepStrictEqual', 'partialDeepStrictEqual'];

let installed = false;
let playing = false;

/**
 * Lets Node's deep comparisons see what is in tracked views, from the beginning of a run to its end.
 *
 * They look past the methods of a Map or Set, straight into its storage, where a view has nothing: any two would be
 * equal, and nobody would know that they were read. So while a run is played they are given copies.
 */
export function compareCopies(begins: boolean): void {
  if (!installed) install();
  playing = begins;
}

function install(): void {
  installed = true;
  for (const holder of [util, assert, assert.strict] as unknown as Record<string, unknown>[]) {
    for (const name of comparisons) {
      const original = holder[name] as Comparison | undefined;
      if (original !== undefined) holder[name] = { [name]: comparing(original) }[name];
    }
  }
  // For `import { isDeepStrictEqual } from 'node:util'`.
  syncBuiltinESMExports();
}

function comparing(original: Comparison): Comparison {
  return (first, second, ...rest) => (playing ? original(comparable(first), comparable(second), ...rest) : original(first, second, ...rest));
}

function comparable(value: unknown): unknown {
  return typeof value === 'object' ? copyOf(value, 'what is compared', keepOthers) : value;
}

function keepOthers(value: object): object | undefined {
  return Array.isArray(value) || value instanceof Map || value instanceof Set || isPlainObject(value) ? undefined : value;
}
