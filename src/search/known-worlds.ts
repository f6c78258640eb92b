/** A world that was written as integers, and what is known of it. */
interface Known<Value> {
  readonly integers: readonly number[];
  readonly value: Value;
}

/** What a value counts for, in integers: what is known of a few outcomes takes some hundred bytes each. */
const integersPerValue = 150;

/** Values by sequences of integers: found by their hash, and compared as a whole, so that none is ever taken for another. */
export class KnownWorlds<Value> {
  private readonly byHash = new Map<number, Known<Value>[]>();
  private readonly most: number;
  private held = 0;

  /** @param most how many integers are kept, values included; when there are more, all are forgotten */
  constructor(most: number) {
    this.most = most;
  }

  get(integers: readonly number[], hash: number): Value | undefined {
    return this.byHash.get(hash)?.find((known) => areEqual(known.integers, integers))?.value;
  }

  set(integers: readonly number[], hash: number, value: Value): void {
    if (this.held > this.most) {
      this.byHash.clear();
      this.held = 0;
    }
    this.held += integers.length + integersPerValue;
    const known = this.byHash.get(hash);
    if (known === undefined) this.byHash.set(hash, [{ integers, value }]);
    else known.push({ integers, value });
  }
}

function areEqual(one: readonly number[], other: readonly number[]): boolean {
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place++) if (one[place] !== other[place]) return false;
  return true;
}

/** FNV-1a over whole integers, 32 bits. */
export function hashOfIntegers(integers: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < integers.length; place++) {
    hash = Math.imul(hash ^ integers[place]!, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash | 0;
}
