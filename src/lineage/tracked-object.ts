import { type Cells, cellsKey } from './cells.ts';
import { UntrackableError } from './trackable.ts';

/**
 * A tracked view of a plain object: each key is a cell, and so is the list of keys.
 *
 * The class is its own Proxy handler: the traps find all they need in `this`.
 */
export class TrackedObject implements ProxyHandler<object> {
  readonly view: object;
  protected readonly cells: Cells;
  /** The container that was given out last, and its view. */
  private lastHeld: object | null = null;
  private lastView: unknown;

  constructor(cells: Cells, plain: object) {
    this.cells = cells;
    const frozen = Object.isFrozen(plain);
    // A frozen object may hold objects, of which a Proxy of it could not give out views.
    this.view = new Proxy(frozen ? thawed(plain) : plain, this);
    if (!frozen) return;
    this.set = this.defineProperty = () => false;
    this.deleteProperty = (_, key) => !Object.hasOwn(plain, key);
  }

  get(plain: object, key: PropertyKey, receiver: unknown): unknown {
    if (key === cellsKey) return receiver === this.view ? this.cells : undefined;
    const value = (plain as Record<PropertyKey, unknown>)[key];
    if (typeof value === 'function' || key === '__proto__') return this.inherited(plain, key, value);
    this.cells.readCell(key);
    if (typeof value !== 'object' || value === null) return value;
    // Most objects hold one container that is asked for again and again.
    if (value === this.lastHeld) return this.lastView;
    this.lastHeld = value;
    return (this.lastView = this.cells.tracker.viewOf(value, this.cells, key));
  }

  has(plain: object, key: PropertyKey): boolean {
    this.cells.readCell(key);
    return key in plain;
  }

  ownKeys(plain: object): (string | symbol)[] {
    this.cells.readList();
    return Reflect.ownKeys(plain);
  }

  getOwnPropertyDescriptor(plain: object, key: PropertyKey): PropertyDescriptor | undefined {
    this.cells.readCell(key);
    const descriptor = Reflect.getOwnPropertyDescriptor(plain, key);
    if (descriptor !== undefined && 'value' in descriptor) descriptor.value = this.cells.tracker.viewOf(descriptor.value, this.cells, key);
    return descriptor;
  }

  set(plain: object, key: PropertyKey, value: unknown, receiver: unknown): boolean {
    // Something that inherits from the view is written, not what is viewed.
    if (receiver !== this.view) return Reflect.set(plain, key, value, receiver);
    const holder = plain as Record<PropertyKey, unknown>;
    const held = holder[key];
    // What has a value has its key, unless it is inherited; to ask is slow.
    const there = (held !== undefined && typeof held !== 'function' && typeof key === 'string' && key !== '__proto__') || Object.hasOwn(plain, key);
    if (key === '__proto__' && !there) throw new UntrackableError(this.cells.path(), 'given another prototype');
    const admitted = isPrimitive(value) ? value : this.cells.tracker.admit(value, this.cells, key);
    if (there && this.isHeld(held, admitted)) {
      this.cells.beforeRepeat(key);
      this.cells.repeated(key);
      return true;
    }
    // Only a write to disk may be where the step ends.
    if (this.cells.durable || !this.cells.tracker.trace.inStep) this.cells.beforeWrite(key);
    holder[key] = admitted;
    if (there) this.cells.wrote(key, admitted);
    else this.cells.wroteKey(key, admitted);
    return true;
  }

  private isHeld(held: unknown, admitted: unknown): boolean {
    return held === admitted ? held !== 0 || Object.is(held, admitted) : (held !== held || typeof admitted === 'object') && this.cells.tracker.isHeld(held, admitted);
  }

  deleteProperty(plain: object, key: PropertyKey): boolean {
    if (!Object.hasOwn(plain, key)) {
      this.cells.beforeRepeat(key);
      this.cells.repeated(key);
      return true;
    }
    this.cells.beforeWrite(key);
    delete (plain as Record<PropertyKey, unknown>)[key];
    this.cells.wroteKey(key, undefined);
    return true;
  }

  defineProperty(plain: object, key: PropertyKey, descriptor: PropertyDescriptor): boolean {
    const { configurable, enumerable, writable } = descriptor;
    const there = Object.hasOwn(plain, key);
    // What is not said stays as it is, and is false for a new property.
    const ordinary = 'value' in descriptor && [configurable, enumerable, writable].every((said) => said ?? there);
    if (!ordinary) throw new UntrackableError(this.cells.pathOf(key), 'defined as something other than an ordinary property');
    return this.set(plain, key, descriptor.value, this.view);
  }

  preventExtensions(): boolean {
    throw new UntrackableError(this.cells.path(), 'frozen or sealed in a handler');
  }

  setPrototypeOf(): boolean {
    throw new UntrackableError(this.cells.path(), 'given another prototype');
  }

  /** Methods are inherited: state holds no functions of its own, or they were put in behind the tracker's back. */
  private inherited(plain: object, key: PropertyKey, value: unknown): unknown {
    // That an object has no key of this name was read as well. The methods of arrays are no names that anybody uses as keys.
    if (!Array.isArray(plain)) this.cells.readCell(key);
    return Object.hasOwn(plain, key) ? this.cells.tracker.viewOf(value, this.cells, key) : value;
  }
}

function isPrimitive(value: unknown): boolean {
  return (typeof value !== 'object' && typeof value !== 'function') || value === null;
}

function thawed(plain: object): object {
  if (Array.isArray(plain)) return plain.slice();
  return Object.assign(Object.create(Object.getPrototypeOf(plain) as object | null) as object, plain);
}
