import type { Cells } from './cells.ts';
import { TrackedObject } from './tracked-object.ts';

const searching = new Set<PropertyKey>(['includes', 'indexOf', 'lastIndexOf']);
const mutating = new Set<PropertyKey>(['push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin']);

type ArrayMethod = (...values: unknown[]) => unknown;

/** A tracked view of an array: each index is a cell, and the length is the list of keys. */
export class TrackedArray extends TrackedObject {
  private readonly methods = new Map<PropertyKey, ArrayMethod>();

  override get(plain: object, key: PropertyKey, receiver: unknown): unknown {
    if (key === 'length') {
      this.cells.readList();
      return (plain as unknown[]).length;
    }
    if (searching.has(key) || (this.cells.durable && mutating.has(key))) return this.method(plain as unknown[], key);
    return super.get(plain, key, receiver);
  }

  override getOwnPropertyDescriptor(plain: object, key: PropertyKey): PropertyDescriptor | undefined {
    if (key !== 'length') return super.getOwnPropertyDescriptor(plain, key);
    this.cells.readList();
    return Reflect.getOwnPropertyDescriptor(plain, key);
  }

  override defineProperty(plain: object, key: PropertyKey, descriptor: PropertyDescriptor): boolean {
    // The length of an array is never configurable or enumerable.
    if (key === 'length' && descriptor.writable !== false) return 'value' in descriptor ? this.set(plain, key, descriptor.value, this.view) : true;
    return super.defineProperty(plain, key, descriptor);
  }

  override set(plain: object, key: PropertyKey, value: unknown, receiver: unknown): boolean {
    if (key !== 'length' || receiver !== this.view) return super.set(plain, key, value, receiver);
    const array = plain as unknown[];
    const before = array.length;
    if (value === before) {
      this.cells.beforeRepeat(key);
      this.cells.repeatedList();
      return true;
    }
    this.cells.beforeWrite(key);
    array.length = value as number;
    if (array.length === before) return true;
    this.cells.wroteKey(key, array.length);
    for (let index = array.length; index < before; index++) this.cells.wrote(String(index), undefined);
    return true;
  }

  /** Methods that compare must compare what the views stand for; those that change a disk do so in one write. */
  private method(plain: unknown[], key: PropertyKey): ArrayMethod {
    let method = this.methods.get(key);
    if (method !== undefined) return method;
    const { cells, view } = this;
    const original = (plain as unknown as Record<PropertyKey, ArrayMethod>)[key]!;
    method = searching.has(key)
      ? (...values) => {
          cells.readList();
          for (let index = 0; index < plain.length; index++) cells.readCell(String(index));
          return searched(plain, values, cells, original);
        }
      : (...values) => cells.tracker.asOneWrite(cells, () => original.apply(view, values));
    this.methods.set(key, method);
    return method;
  }
}

/** Calls a searching method so that a container is found, and its view as well. */
function searched(plain: readonly unknown[], values: unknown[], { tracker }: Cells, original: ArrayMethod): unknown {
  const sought = values.length === 0 ? [undefined] : [tracker.plainOf(values[0]), ...values.slice(1)];
  if (typeof sought[0] !== 'object' || sought[0] === null) return original.apply(plain, sought);
  return original.apply(plain.map((item) => tracker.plainOf(item)), sought);
}
