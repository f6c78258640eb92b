import { hasBit } from './bits.ts';
import type { SearchFault } from './system-under-test.ts';

/** Faults with a small number each, so that a set of thousands of them is kept in a bit for each. */
export class NumberedFaults<F extends SearchFault> {
  private readonly faults: F[] = [];
  private readonly numbers = new Map<F, number>();

  /** A set of faults. It takes a hundredth of the room that a `Set` does. */
  setOf(faults: Iterable<F>): FaultBits<F> {
    const numbers: number[] = [];
    for (const fault of faults) numbers.push(this.numberOf(fault));
    const bits = new Uint32Array((this.faults.length + 31) >> 5);
    for (const number of numbers) bits[number >> 5]! |= 1 << (number & 31);
    return new FaultBits(this, bits);
  }

  /** The number of a fault that is in some set; -1 for one that is in none. */
  knownNumberOf(fault: F): number {
    return this.numbers.get(fault) ?? -1;
  }

  numbered(number: number): F {
    return this.faults[number]!;
  }

  private numberOf(fault: F): number {
    let number = this.numbers.get(fault);
    if (number === undefined) this.numbers.set(fault, (number = this.faults.push(fault) - 1));
    return number;
  }
}

/** A set of numbered faults. */
export class FaultBits<F extends SearchFault> implements Iterable<F> {
  private readonly numbering: NumberedFaults<F>;
  private readonly bits: Uint32Array;

  constructor(numbering: NumberedFaults<F>, bits: Uint32Array) {
    this.numbering = numbering;
    this.bits = bits;
  }

  has(fault: F): boolean {
    return this.hasNumber(this.numbering.knownNumberOf(fault));
  }

  /** Whether the fault of that number is in the set. */
  hasNumber(number: number): boolean {
    return number >> 5 < this.bits.length && hasBit(this.bits, number);
  }

  *[Symbol.iterator](): Iterator<F> {
    for (const [word, bits] of this.bits.entries()) {
      for (let left = bits; left !== 0; left &= left - 1) yield this.numbering.numbered(word * 32 + 31 - Math.clz32(left & -left));
    }
  }
}
