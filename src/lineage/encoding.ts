import { cellsOf } from './cells.ts';

/** What stands before a value. */
const Tag = { null: 0, undefined: 1, true: 2, false: 3, integer: 4, number: 5, string: 6, bigint: 7, again: 8, object: 9, bare: 10, array: 11, map: 12, set: 13, hole: 14, frozen: 16 } as const;

/**
 * Writes values as integers, such that two come to the same integers if and only if they are alike in all that a handler
 * could find out about them: the order of keys, and what is the same object as what, included.
 */
export class Encoding {
  readonly integers: number[] = [];
  /** Whether something was met that cannot be written: a symbol is only like itself. */
  failed = false;
  /** Containers, by the order in which they were met since `begin`. */
  readonly met = new Map<object, number>();
  /** Strings by the numbers that stand for them: the same as long as this lives. */
  private readonly strings = new Map<string, number>();
  private readonly bits = new Float64Array(1);
  private readonly halves = new Int32Array(this.bits.buffer);

  /** What is written from now on has no object in common with what was written before. */
  begin(): void {
    this.met.clear();
  }

  /** Forgets what has been written. */
  clear(): void {
    this.integers.length = 0;
    this.failed = false;
    this.met.clear();
  }

  put(integer: number): void {
    this.integers.push(integer);
  }

  putAll(integers: readonly number[]): void {
    for (let place = 0; place < integers.length; place++) this.integers.push(integers[place]!);
  }

  add(value: unknown): void {
    switch (typeof value) {
      case 'string':
        this.put(Tag.string);
        this.put(this.numberOf(value));
        return;
      case 'number':
        this.addNumber(value);
        return;
      case 'boolean':
        this.put(value ? Tag.true : Tag.false);
        return;
      case 'undefined':
        this.put(Tag.undefined);
        return;
      case 'bigint':
        this.put(Tag.bigint);
        this.put(this.numberOf(String(value)));
        return;
      case 'object':
        if (value === null) this.put(Tag.null);
        else this.addContainer(cellsOf(value)?.container ?? value);
        return;
      case 'symbol':
      case 'function':
        this.failed = true;
    }
  }

  private addNumber(value: number): void {
    if ((value | 0) === value && !Object.is(value, -0)) {
      this.put(Tag.integer);
      this.put(value);
      return;
    }
    this.bits[0] = value;
    this.put(Tag.number);
    this.put(this.halves[0]!);
    this.put(this.halves[1]!);
  }

  private addContainer(container: object): void {
    const known = this.met.get(container);
    if (known !== undefined) {
      this.put(Tag.again);
      this.put(known);
      return;
    }
    this.met.set(container, this.met.size);
    if (container instanceof Map) this.addMap(container);
    else if (container instanceof Set) this.addSet(container);
    else if (Array.isArray(container)) this.addArray(container);
    else this.addObject(container as Record<PropertyKey, unknown>);
  }

  private addMap(map: ReadonlyMap<unknown, unknown>): void {
    this.put(Tag.map);
    this.put(map.size);
    for (const [key, value] of map) {
      this.add(key);
      this.add(value);
    }
  }

  private addSet(set: ReadonlySet<unknown>): void {
    this.put(Tag.set);
    this.put(set.size);
    for (const member of set) this.add(member);
  }

  private addArray(array: readonly unknown[]): void {
    this.put(Object.isFrozen(array) ? Tag.array + Tag.frozen : Tag.array);
    this.put(array.length);
    for (let index = 0; index < array.length; index++) {
      if (array[index] === undefined && !(index in array)) this.put(Tag.hole);
      else this.add(array[index]);
    }
  }

  private addObject(object: Record<PropertyKey, unknown>): void {
    const bare = Object.getPrototypeOf(object) === null;
    this.put((bare ? Tag.bare : Tag.object) + (Object.isFrozen(object) ? Tag.frozen : 0));
    const keys = Reflect.ownKeys(object);
    this.put(keys.length);
    for (const key of keys) {
      if (typeof key === 'symbol') this.failed = true;
      else this.put(this.numberOf(key));
      this.add(object[key]);
    }
  }

  private numberOf(text: string): number {
    let number = this.strings.get(text);
    if (number === undefined) this.strings.set(text, (number = this.strings.size));
    return number;
  }
}
