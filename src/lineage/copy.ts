import { describe, isPlainObject, legOf, someKey, someMember, UntrackableError } from './trackable.ts';
import { TrackedMap } from './tracked-map.ts';
import { TrackedSet } from './tracked-set.ts';

/** Says of a container within a value that something is to be used as it is, instead of a copy; undefined for the others. */
export type Keep = (value: object) => object | undefined;

/**
 * A deep copy of a value: what a message carries, or a disk keeps. Reading tracked views is recorded as usual.
 *
 * @throws UntrackableError where the value holds something other than plain objects, arrays, Map, Set and primitives
 */
export function copyOf(value: unknown, path: string, keep?: Keep): unknown {
  if (typeof value === 'object' && value !== null) return new Copier(path, keep).copy(value);
  if (typeof value === 'function') throw new UntrackableError(path, 'a function');
  return value;
}

class Copier {
  private readonly path: string;
  private readonly keep: Keep | undefined;
  /** Where in the value the copying is. Put into words only for an error. */
  private readonly trail: unknown[] = [];
  private root: object | null = null;
  private copyOfRoot: object | null = null;
  /** By original, so that what is reachable by two paths stays so; made when there is more than the root. */
  private copies: Map<object, object> | null = null;

  constructor(path: string, keep: Keep | undefined) {
    this.path = path;
    this.keep = keep;
  }

  copy(value: object): object {
    const known = value === this.root ? this.copyOfRoot! : this.copies?.get(value);
    if (known !== undefined) return known;
    const kept = this.keep?.(value);
    if (kept !== undefined) return kept;
    if (isPlainObject(value)) return this.copyObject(value as Record<PropertyKey, unknown>);
    const prototype = Object.getPrototypeOf(value) as unknown;
    if (prototype === Array.prototype) return this.copyArray(value as unknown[]);
    if (prototype === Map.prototype || prototype === TrackedMap.prototype) return this.copyMap(value as Map<unknown, unknown>);
    if (prototype === Set.prototype || prototype === TrackedSet.prototype) return this.copySet(value as Set<unknown>);
    throw this.untrackable(value);
  }

  private copyObject(value: Record<PropertyKey, unknown>): object {
    const copy = this.remember(value, (Object.getPrototypeOf(value) === null ? Object.create(null) : {}) as Record<PropertyKey, unknown>);
    for (const key of Object.keys(value)) {
      const item = this.copyAt(value[key], key);
      if (key === '__proto__') Object.defineProperty(copy, key, { value: item, writable: true, enumerable: true, configurable: true });
      else copy[key] = item;
    }
    for (const symbol of Object.getOwnPropertySymbols(value)) copy[symbol] = this.copyAt(value[symbol], symbol);
    return copy;
  }

  private copyArray(value: readonly unknown[]): object {
    const { length } = value;
    const copy: unknown[] = this.remember(value, []);
    for (let index = 0; index < length; index++) {
      const item = this.copyAt(value[index], index);
      // A hole stays a hole.
      if (item !== undefined || index in value) copy[index] = item;
    }
    copy.length = length;
    return copy;
  }

  private copyMap(value: ReadonlyMap<unknown, unknown>): object {
    const copy = this.remember(value, new Map<unknown, unknown>());
    for (const [key, entry] of value) copy.set(this.copyAt(key, someKey), this.copyAt(entry, key));
    return copy;
  }

  private copySet(value: ReadonlySet<unknown>): object {
    const copy = this.remember(value, new Set<unknown>());
    for (const member of value) copy.add(this.copyAt(member, someMember));
    return copy;
  }

  private copyAt(value: unknown, key: unknown): unknown {
    if (typeof value !== 'object' || value === null) {
      if (typeof value !== 'function') return value;
      this.trail.push(key);
      throw this.untrackable(value);
    }
    this.trail.push(key);
    const copy = this.copy(value);
    this.trail.pop();
    return copy;
  }

  private remember<Copy extends object>(value: object, copy: Copy): Copy {
    if (this.root === null) {
      this.root = value;
      this.copyOfRoot = copy;
    } else (this.copies ??= new Map()).set(value, copy);
    return copy;
  }

  private untrackable(value: unknown): UntrackableError {
    return new UntrackableError(this.path + this.trail.map((key) => legOf(typeof key === 'number' ? String(key) : key)).join(''), describe(value));
  }
}
