import { cellsOf } from './cells.ts';

/** Copies by what they are copies of. */
export type Copies = Map<object, object>;

/**
 * A deep copy of what a node remembers, or has on disk, to go back to: as it is, without a trace of having been looked at.
 *
 * Unlike `copyOf`, which makes what a message carries, it keeps frozen what is frozen. What is reachable by two paths
 * stays so. Views that a handler left in an object literal are replaced by what they show: that is how they are read.
 *
 * @param copies is told of each container
 */
export function imageOf<Value>(value: Value, copies: Copies = new Map()): Value {
  if (typeof value !== 'object' || value === null) return value;
  const plain: object = cellsOf(value)?.container ?? value;
  return (copies.get(plain) ?? copied(plain, copies)) as Value;
}

function copied(plain: object, copies: Copies): object {
  if (plain instanceof Map) return copiedMap(plain, copies);
  if (plain instanceof Set) return copiedSet(plain, copies);
  const copy = Array.isArray(plain) ? copiedArray(plain, copies) : copiedObject(plain as Properties, copies);
  return Object.isFrozen(plain) ? Object.freeze(copy) : copy;
}

function copiedMap(map: ReadonlyMap<unknown, unknown>, copies: Copies): object {
  const copy = new Map<unknown, unknown>();
  copies.set(map, copy);
  for (const [key, value] of map) copy.set(imageOf(key, copies), imageOf(value, copies));
  return copy;
}

function copiedSet(set: ReadonlySet<unknown>, copies: Copies): object {
  const copy = new Set<unknown>();
  copies.set(set, copy);
  for (const member of set) copy.add(imageOf(member, copies));
  return copy;
}

function copiedArray(array: readonly unknown[], copies: Copies): object {
  const copy = array.slice();
  copies.set(array, copy);
  for (let index = 0; index < copy.length; index++) {
    const item = copy[index];
    if (typeof item === 'object' && item !== null) copy[index] = imageOf(item, copies);
  }
  return copy;
}

type Properties = Record<PropertyKey, unknown>;

/** All at once, and then again what is no primitive: most objects are flat. */
function copiedObject(plain: Properties, copies: Copies): object {
  const copy: Properties = Object.getPrototypeOf(plain) === null ? Object.assign(Object.create(null) as object, plain) : { ...plain };
  copies.set(plain, copy);
  for (const key in copy) if (isContainer(copy[key])) copy[key] = imageOf(copy[key], copies);
  for (const symbol of Object.getOwnPropertySymbols(copy)) if (isContainer(copy[symbol])) copy[symbol] = imageOf(copy[symbol], copies);
  return copy;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
