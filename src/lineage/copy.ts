import { type Cells, cellsOf } from './cells.ts';
import { describe, isPlainObject, legOf, someKey, someMember, UntrackableError } from './trackable.ts';
import type { Tracker } from './tracker.ts';
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

type Properties = Record<PropertyKey, unknown>;

class Copier {
  private readonly path: string;
  private readonly keep: Keep | undefined;
  /** Where in the value the copying is. Put into words only for an error. */
  private readonly trail: unknown[] = [];
  private root: object | null = null;
  private copyOfRoot: object | null = null;
  /** By plain original, so that what is reachable by two paths stays so; made when there is more than the root. */
  private copies: Map<object, object> | null = null;
  /** Whose plain containers are being copied; null where what is copied is not tracked, or is given out as views. */
  private tracker: Tracker | null = null;

  constructor(path: string, keep: Keep | undefined) {
    this.path = path;
    this.keep = keep;
  }

  copy(found: object): object {
    const value = this.tracker?.knownViewOf(found) ?? found;
    const cells = cellsOf(value);
    const plain = cells?.container ?? value;
    const known = plain === this.root ? this.copyOfRoot! : this.copies?.get(plain);
    if (known !== undefined) return known;
    const kept = this.keep?.(value);
    if (kept !== undefined) return kept;
    return cells === undefined || cells.tracker.trace.attended ? this.copyContents(value, plain) : this.copyTracked(cells);
  }

  /** What has no view within a tracked container has no writer of its own either, and was read with it. */
  private copyTracked(cells: Cells): object {
    const outer = this.tracker;
    this.tracker = cells.tracker;
    const copy = this.copyContents(this.read(cells), cells.container);
    this.tracker = outer;
    return copy;
  }

  /**
   * Notes that the whole container is read, and returns it as it is without views: what a view would give out one by
   * one is then read at once. Nobody may want to be told of single cells.
   */
  private read(cells: Cells): object {
    const { container } = cells;
    if (container instanceof Map) cells.readAll(container.keys());
    else if (container instanceof Set) cells.readAll(container);
    else cells.readAll(Reflect.ownKeys(container));
    return container;
  }

  /** @param source the container or a view of it; @param plain the container itself */
  private copyContents(source: object, plain: object): object {
    if (isPlainObject(source)) return this.copyObject(source as Properties, plain);
    const prototype = Object.getPrototypeOf(source) as unknown;
    if (prototype === Array.prototype) return this.copyArray(source as unknown[], plain);
    if (prototype === Map.prototype || prototype === TrackedMap.prototype) return this.copyMap(source as Map<unknown, unknown>, plain);
    if (prototype === Set.prototype || prototype === TrackedSet.prototype) return this.copySet(source as Set<unknown>, plain);
    throw this.untrackable(source);
  }

  /** All at once, and then again what is no primitive: most values are flat. */
  private copyObject(source: Properties, plain: object): object {
    const copy = this.remember<Properties>(plain, Object.getPrototypeOf(plain) === null ? Object.assign(Object.create(null) as object, source) : { ...source });
    for (const key in copy) if (isCopied(copy[key])) this.put(copy, key);
    for (const symbol of Object.getOwnPropertySymbols(copy)) if (isCopied(copy[symbol])) this.put(copy, symbol);
    return copy;
  }

  private put(copy: Properties, key: PropertyKey): void {
    const value = this.copyAt(copy[key], key);
    if (key === '__proto__') Object.defineProperty(copy, key, { value, writable: true, enumerable: true, configurable: true });
    else copy[key] = value;
  }

  private copyArray(source: readonly unknown[], plain: object): object {
    const { length } = source;
    const copy: unknown[] = this.remember(plain, []);
    for (let index = 0; index < length; index++) {
      const item = this.copyAt(source[index], index);
      // A hole stays a hole.
      if (item !== undefined || index in source) copy[index] = item;
    }
    copy.length = length;
    return copy;
  }

  private copyMap(source: ReadonlyMap<unknown, unknown>, plain: object): object {
    const copy = this.remember(plain, new Map<unknown, unknown>());
    for (const [key, entry] of source) copy.set(this.copyAt(key, someKey), this.copyAt(entry, key));
    return copy;
  }

  private copySet(source: ReadonlySet<unknown>, plain: object): object {
    const copy = this.remember(plain, new Set<unknown>());
    for (const member of source) copy.add(this.copyAt(member, someMember));
    return copy;
  }

  private copyAt(value: unknown, key: unknown): unknown {
    if (!isCopied(value)) return value;
    this.trail.push(key);
    if (typeof value === 'function') throw this.untrackable(value);
    const copy = this.copy(value);
    this.trail.pop();
    return copy;
  }

  private remember<Copy extends object>(plain: object, copy: Copy): Copy {
    if (this.root === null) {
      this.root = plain;
      this.copyOfRoot = copy;
    } else (this.copies ??= new Map()).set(plain, copy);
    return copy;
  }

  private untrackable(value: unknown): UntrackableError {
    return new UntrackableError(this.path + this.trail.map((key) => legOf(typeof key === 'number' ? String(key) : key)).join(''), describe(value));
  }
}

/** Whether a value is no primitive: a container, or what must not be there. */
function isCopied(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
