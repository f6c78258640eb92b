import { type Cells, cellsKey, keyList } from './cells.ts';
import { someKey, UntrackableError } from './trackable.ts';

/**
 * A tracked view of a Map: each key is a cell, and so is the list of keys.
 *
 * A subclass and not a Proxy: `instanceof` and library code that asks for a Map are content, and it is four times
 * as fast. Its own storage stays empty; everything is asked of the plain Map.
 */
export class TrackedMap extends Map<unknown, unknown> {
  readonly #cells: Cells;
  readonly #plain: Map<unknown, unknown>;

  constructor(cells: Cells, plain: Map<unknown, unknown>) {
    super();
    this.#cells = cells;
    this.#plain = plain;
    // A property of its own would be kept from step to step, and nobody would know.
    Object.preventExtensions(this);
  }

  get [cellsKey](): Cells | undefined {
    // What inherits from a view is none.
    return #cells in this ? this.#cells : undefined;
  }

  static override get [Symbol.species](): MapConstructor {
    return Map;
  }

  override get size(): number {
    this.#cells.readList();
    return this.#plain.size;
  }

  override has(key: unknown): boolean {
    this.#cells.readCell(this.#cells.tracker.plainOf(key));
    return this.#plain.has(this.#held(key));
  }

  override get(key: unknown): unknown {
    const plainKey = this.#cells.tracker.plainOf(key);
    this.#cells.readCell(plainKey);
    return this.#cells.tracker.viewOf(this.#plain.get(this.#held(key)), this.#cells, plainKey);
  }

  override set(key: unknown, value: unknown): this {
    const cells = this.#cells;
    const there = this.#plain.has(this.#held(key));
    const heldKey = there ? this.#held(key) : cells.tracker.admit(key, cells, someKey);
    const plainKey = cells.tracker.plainOf(heldKey);
    const admitted = cells.tracker.admit(value, cells, plainKey);
    if (there && cells.tracker.isHeld(this.#plain.get(heldKey), admitted)) {
      cells.beforeRepeat(plainKey);
      cells.repeated(plainKey);
      return this;
    }
    cells.beforeWrite(plainKey);
    this.#plain.set(heldKey, admitted);
    if (there) cells.wrote(plainKey, admitted);
    else cells.wroteKey(plainKey, admitted);
    return this;
  }

  override delete(key: unknown): boolean {
    const held = this.#held(key);
    const plainKey = this.#cells.tracker.plainOf(key);
    // The answer tells whether it was there.
    this.#cells.readCell(plainKey);
    if (!this.#plain.has(held)) {
      this.#cells.beforeRepeat(plainKey);
      return false;
    }
    this.#cells.beforeWrite(plainKey);
    this.#plain.delete(held);
    this.#cells.wroteKey(plainKey, undefined);
    return true;
  }

  override clear(): void {
    const cells = this.#cells;
    if (this.#plain.size === 0) {
      cells.beforeRepeat(keyList);
      cells.repeatedList();
      return;
    }
    cells.tracker.asOneWrite(cells, () => {
      for (const key of this.#plain.keys()) {
        this.#plain.delete(key);
        cells.wroteKey(cells.tracker.plainOf(key), undefined);
      }
    });
  }

  override forEach(callback: (value: unknown, key: unknown, map: Map<unknown, unknown>) => void, thisArgument?: unknown): void {
    for (const [key, value] of this) callback.call(thisArgument, value, key, this);
  }

  override *keys(): MapIterator<unknown> {
    const cells = this.#cells;
    cells.readList();
    for (const key of this.#plain.keys()) yield cells.tracker.viewOf(key, cells, cells.tracker.plainOf(key));
    return undefined;
  }

  override *values(): MapIterator<unknown> {
    for (const [, value] of this.entries()) yield value;
    return undefined;
  }

  override *entries(): MapIterator<[unknown, unknown]> {
    const cells = this.#cells;
    const { tracker } = cells;
    // Only the running step can change the list meanwhile, and it does not read its own writes.
    cells.readList();
    for (const [key, value] of this.#plain) {
      const plainKey = tracker.plainOf(key);
      cells.readCell(plainKey);
      yield [tracker.viewOf(key, cells, plainKey), tracker.viewOf(value, cells, plainKey)];
    }
    return undefined;
  }

  override [Symbol.iterator](): MapIterator<[unknown, unknown]> {
    return this.entries();
  }

  /** What `console.log` shows: looking is no read. */
  [Symbol.for('nodejs.util.inspect.custom')](): Map<unknown, unknown> {
    return this.#plain;
  }

  /** The key as the plain Map has it: a Map that a handler filled may have the view of a container in its place. */
  #held(key: unknown): unknown {
    const { tracker } = this.#cells;
    const plainKey = tracker.plainOf(key);
    if (typeof plainKey !== 'object' || plainKey === null || this.#plain.has(plainKey)) return plainKey;
    const view = tracker.knownViewOf(plainKey);
    return view !== undefined && this.#plain.has(view) ? view : plainKey;
  }

  /** Tells the simulator, not the user, where the view is. */
  static pathOf(map: TrackedMap): string {
    return map.#cells.path();
  }
}

// Code that makes another Map by `map.constructor` means a plain one.
Object.defineProperty(TrackedMap.prototype, 'constructor', { value: Map, writable: true, configurable: true });

// A later edition of the language may add methods that would look into the empty storage.
for (const name of Object.getOwnPropertyNames(Map.prototype)) {
  if (Object.hasOwn(TrackedMap.prototype, name)) continue;
  Object.defineProperty(TrackedMap.prototype, name, {
    value(this: TrackedMap) {
      throw new UntrackableError(TrackedMap.pathOf(this), `used with Map.prototype.${name}, which clew does not follow yet`);
    },
  });
}
