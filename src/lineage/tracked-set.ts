import { type Cells, cellsKey, keyList } from './cells.ts';
import { someMember, UntrackableError } from './trackable.ts';

/** A tracked view of a Set: each member is a cell, and so is the list of members. See {@link TrackedMap}. */
export class TrackedSet extends Set<unknown> {
  readonly #cells: Cells;
  readonly #plain: Set<unknown>;

  constructor(cells: Cells, plain: Set<unknown>) {
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

  static override get [Symbol.species](): SetConstructor {
    return Set;
  }

  override get size(): number {
    this.#cells.readList();
    return this.#plain.size;
  }

  override has(member: unknown): boolean {
    this.#cells.readCell(this.#cells.tracker.plainOf(member));
    return this.#plain.has(this.#held(member));
  }

  override add(member: unknown): this {
    const cells = this.#cells;
    const there = this.#plain.has(this.#held(member));
    const admitted = there ? cells.tracker.plainOf(member) : cells.tracker.admit(member, cells, someMember);
    if (there) {
      cells.beforeRepeat(admitted);
      cells.repeated(admitted);
      return this;
    }
    cells.beforeWrite(admitted);
    this.#plain.add(admitted);
    cells.wroteKey(admitted, admitted);
    return this;
  }

  override delete(member: unknown): boolean {
    const held = this.#held(member);
    const plainMember = this.#cells.tracker.plainOf(member);
    // The answer tells whether it was there.
    this.#cells.readCell(plainMember);
    if (!this.#plain.has(held)) {
      this.#cells.beforeRepeat(plainMember);
      return false;
    }
    this.#cells.beforeWrite(plainMember);
    this.#plain.delete(held);
    this.#cells.wroteKey(plainMember, undefined);
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
      for (const member of this.#plain) {
        this.#plain.delete(member);
        cells.wroteKey(cells.tracker.plainOf(member), undefined);
      }
    });
  }

  override forEach(callback: (value: unknown, key: unknown, set: Set<unknown>) => void, thisArgument?: unknown): void {
    for (const member of this) callback.call(thisArgument, member, member, this);
  }

  override *values(): SetIterator<unknown> {
    const cells = this.#cells;
    // Only the running step can change the list meanwhile, and it does not read its own writes.
    cells.readList();
    for (const member of this.#plain) yield cells.tracker.viewOf(member, cells, cells.tracker.plainOf(member));
    return undefined;
  }

  override keys(): SetIterator<unknown> {
    return this.values();
  }

  override *entries(): SetIterator<[unknown, unknown]> {
    for (const member of this.values()) yield [member, member];
    return undefined;
  }

  override [Symbol.iterator](): SetIterator<unknown> {
    return this.values();
  }

  /** What `console.log` shows: looking is no read. */
  [Symbol.for('nodejs.util.inspect.custom')](): Set<unknown> {
    return this.#plain;
  }

  /** The member as the plain Set has it: a Set that a handler filled may have the view of a container in its place. */
  #held(member: unknown): unknown {
    const { tracker } = this.#cells;
    const plainMember = tracker.plainOf(member);
    if (typeof plainMember !== 'object' || plainMember === null || this.#plain.has(plainMember)) return plainMember;
    const view = tracker.knownViewOf(plainMember);
    return view !== undefined && this.#plain.has(view) ? view : plainMember;
  }

  /** The members as a plain Set of views, after noting that all have been read. */
  static read(set: TrackedSet): Set<unknown> {
    return new Set(set.values());
  }

  /** Tells the simulator, not the user, where the view is. */
  static pathOf(set: TrackedSet): string {
    return set.#cells.path();
  }
}

// Code that makes another Set by `set.constructor` means a plain one.
Object.defineProperty(TrackedSet.prototype, 'constructor', { value: Set, writable: true, configurable: true });

const combining = new Set(['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom']);

// The set methods of ES2025, where the platform has them, and refusals for any that come later: all would look into the empty storage.
for (const name of Object.getOwnPropertyNames(Set.prototype)) {
  if (Object.hasOwn(TrackedSet.prototype, name)) continue;
  const original = (Set.prototype as unknown as Record<string, (...values: unknown[]) => unknown>)[name]!;
  Object.defineProperty(TrackedSet.prototype, name, {
    value(this: TrackedSet, ...values: unknown[]) {
      if (combining.has(name)) return original.apply(TrackedSet.read(this), values);
      throw new UntrackableError(TrackedSet.pathOf(this), `used with Set.prototype.${name}, which clew does not follow yet`);
    },
  });
}
