import type { World } from 'clew';
import { isComplete, operationsOf, type Recorder } from './history.ts';
import type { CheckerOptions } from './promise.ts';
import { textOf } from './text-of.ts';

/** The kind of observation that says that a request had its effect. */
const kind = 'effect';

/** How a checker learns what was requested and what has been done. */
export interface EffectsOptions extends CheckerOptions {
  /** The names of the requests; by default, the `id` of every operation that was invoked. */
  readonly requests?: (world: World) => Iterable<unknown>;
  /** The names of the requests that had their effect, once for each time; by default what was recorded with {@link effect}. */
  readonly effects?: (world: World) => Iterable<unknown>;
}

/**
 * Records that the request of that name has its effect, such as a card charged or a mail sent: once more at each call.
 *
 * A node may stop inside a step between two of its messages and writes to disk, but not around a record by itself. If it
 * matters what happens between the effect and the note that it was had, let the effect be a message or a write to disk.
 */
export function effect(node: Recorder, id: string): void {
  node.record(kind, id);
}

/** The names of all effects that were recorded, in order. */
export function recordedEffects(world: World): unknown[] {
  return world.observed(kind).map(({ value }): unknown => value);
}

/** The names of all operations that were invoked. */
export function invokedNames(world: World): string[] {
  return operationsOf(world).map(({ id }) => id);
}

/** The names of all operations that have a response. */
export function answeredNames(world: World): string[] {
  return operationsOf(world).filter(isComplete).map(({ id }) => id);
}

/** How often each name occurs, under its text. */
export function counted(names: Iterable<unknown>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(textOf(name), (counts.get(textOf(name)) ?? 0) + 1);
  return counts;
}

/** The texts of the names that occur more than once. */
export function repeatedIn(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].filter(([, count]) => count > 1).map(([name]) => name);
}

/** The texts of the names that do not occur. */
export function missingFrom(counts: ReadonlyMap<string, number>, wanted: Iterable<unknown>): string[] {
  return [...counted(wanted).keys()].filter((name) => !counts.has(name));
}
