/** Thrown when a value is not one that can be tracked, or is used in a way that cannot. */
export class UntrackableError extends Error {
  /** Where the value is, such as `a.state.deadline`. */
  readonly path: string;
  /** What was found there. */
  readonly found: string;

  constructor(path: string, found: string) {
    super(`${path} is ${found}`);
    this.name = 'UntrackableError';
    this.path = path;
    this.found = found;
  }
}

/** Why a value cannot be tracked: where within it the reason lies, and what it is. */
export interface Flaw {
  readonly path: string;
  readonly found: string;
}

/** Whether the value is an object literal, or has no prototype. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** A value in words, for errors. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value === 'function' ? 'a function' : `a ${typeof value}`;
  if (value instanceof Promise) return 'a promise';
  const name: unknown = value.constructor?.name;
  return typeof name === 'string' && name !== '' ? `an object of class ${name}` : 'an object of an unknown class';
}

/** Stand in a path for whatever is a key of a Map, or a member of a Set: such a thing has no place of its own. */
export const someKey: unique symbol = Symbol('a key');
/** See {@link someKey}. */
export const someMember: unique symbol = Symbol('a member');

/** One leg of a path, such as `.votes`, `[2]` or `["b 1"]`. */
export function legOf(key: unknown): string {
  if (typeof key === 'string') {
    if (/^[A-Za-z_$][\w$]*$/.test(key)) return `.${key}`;
    return /^\d+$/.test(key) ? `[${key}]` : `[${JSON.stringify(key)}]`;
  }
  if (key === someKey || key === someMember) return ` (${key.description})`;
  return typeof key === 'object' && key !== null ? (Array.isArray(key) ? '[an array]' : '[an object]') : `[${String(key)}]`;
}

/**
 * The first thing within a container that keeps it from being tracked; undefined where there is none.
 *
 * @param isKnown says of a container that it need not be looked into; is told of each that is
 */
export function flawOf(value: object, isKnown: (value: object) => boolean): Flaw | undefined {
  if (isKnown(value)) return undefined;
  if (value instanceof Map) return flawOfCollection(value, Map.prototype) ?? flawOfEntries(value, isKnown);
  if (value instanceof Set) return flawOfCollection(value, Set.prototype) ?? firstFlaw(value, (member) => flawAt(member, someMember, isKnown));
  if (Array.isArray(value) ? Object.getPrototypeOf(value) !== Array.prototype : !isPlainObject(value)) return { path: '', found: describe(value) };
  const frozen = Object.isFrozen(value);
  return firstFlaw(Reflect.ownKeys(value), (key) => {
    if (key === 'length' && Array.isArray(value)) return undefined;
    const descriptor = Object.getOwnPropertyDescriptor(value, key)!;
    if (!('value' in descriptor)) return { path: legOf(key), found: 'an accessor (a getter or setter)' };
    const ordinary = descriptor.enumerable && (frozen || (descriptor.writable && descriptor.configurable));
    return ordinary === true ? flawAt(descriptor.value, key, isKnown) : { path: legOf(key), found: 'defined as something other than an ordinary property' };
  });
}

function flawOfEntries(map: ReadonlyMap<unknown, unknown>, isKnown: (value: object) => boolean): Flaw | undefined {
  return firstFlaw(map, ([key, entry]) => flawAt(key, someKey, isKnown) ?? flawAt(entry, key, isKnown));
}

function flawOfCollection(value: object, prototype: object): Flaw | undefined {
  if (Object.getPrototypeOf(value) !== prototype) return { path: '', found: describe(value) };
  const [key] = Reflect.ownKeys(value);
  return key === undefined ? undefined : { path: legOf(key), found: 'a property of a Map or Set, beside its entries' };
}

function firstFlaw<Item>(items: Iterable<Item>, flawIn: (item: Item) => Flaw | undefined): Flaw | undefined {
  for (const item of items) {
    const flaw = flawIn(item);
    if (flaw !== undefined) return flaw;
  }
  return undefined;
}

function flawAt(value: unknown, key: unknown, isKnown: (value: object) => boolean): Flaw | undefined {
  if (typeof value === 'function') return { path: legOf(key), found: 'a function' };
  if (typeof value !== 'object' || value === null) return undefined;
  const flaw = flawOf(value, isKnown);
  return flaw && { path: `${legOf(key)}${flaw.path}`, found: flaw.found };
}
