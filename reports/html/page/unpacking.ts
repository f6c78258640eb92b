import type { Packed } from '../packing.ts';

/** What was packed. Equal parts are one object: nothing of it may be changed. */
export function unpacked({ shapes, values }: Packed): unknown {
  const whole: unknown[] = [];
  for (const value of values) {
    if (!Array.isArray(value)) whole.push(value);
    else if (value[0] === -1) whole.push(value.slice(1).map((place: number) => whole[place]));
    else whole.push(Object.fromEntries(shapes[value[0] as number]!.map((key, index) => [key, whole[value[index + 1] as number]])));
  }
  return whole.at(-1);
}
