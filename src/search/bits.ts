/** Which of the items, by place, are such, as bits. */
export function bitsOf<Item>(items: readonly Item[], isIn: (item: Item, place: number) => boolean): Uint32Array {
  const bits = new Uint32Array((items.length + 31) >> 5);
  for (const [place, item] of items.entries()) if (isIn(item, place)) bits[place >> 5]! |= 1 << (place & 31);
  return bits;
}

/** Whether the bit is there and set. */
export function hasBit(bits: Uint32Array, place: number): boolean {
  return place >= 0 && (bits[place >> 5]! & (1 << (place & 31))) !== 0;
}

/** Clears one bit. */
export function clearBit(bits: Uint32Array, place: number): void {
  bits[place >> 5]! &= ~(1 << (place & 31));
}

/** How many bits are set. */
export function countBits(bits: Uint32Array): number {
  let count = 0;
  for (let word of bits) {
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}
