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

/** A name, and how often it occurs. */
interface Counted {
  readonly name: unknown;
  count: number;
}

/** How often each name occurs, under its text. */
export function counted(names: Iterable<unknown>): ReadonlyMap<string, Counted> {
  const counts = new Map<string, Counted>();
  for (const name of names) {
    const text = textOf(name);
    const known = counts.get(text);
    if (known === undefined) counts.set(text, { name, count: 1 });
    else known.count++;
  }
  return counts;
}

/** The names that occur more than once. */
export function repeatedIn(counts: ReadonlyMap<string, Counted>): unknown[] {
  return [...counts.values()].flatMap(({ name, count }) => (count > 1 ? [name] : []));
}

/** The names that do not occur, each once. */
export function missingFrom(counts: ReadonlyMap<string, Counted>, wanted: Iterable<unknown>): unknown[] {
  return [...counted(wanted)].flatMap(([text, { name }]) => (counts.has(text) ? [] : [name]));
}
