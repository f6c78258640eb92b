import { mulberry32 } from './random.ts';

/** How random search draws. */
export interface Draw {
  /** `uniform`: each set of the space is as likely as any other; `by size`: the size is drawn first, so that small sets come more often. */
  readonly from: 'uniform' | 'by size';
  /** Whether a set that was drawn may be drawn again. */
  readonly replacement: boolean;
}

/** Every way to draw that is compared. */
export const draws: readonly Draw[] = [
  { from: 'uniform', replacement: true },
  { from: 'uniform', replacement: false },
  { from: 'by size', replacement: true },
  { from: 'by size', replacement: false },
];

/** The middle and the spread of a number over all trials. */
export interface Spread {
  readonly min: number;
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  readonly max: number;
}

/** Sorted into: the least, the quartiles, the greatest. Undefined for no values. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { min: at(0), lower: at(0.25), median: at(0.5), upper: at(0.75), max: at(1) };
}

/** A space to draw from: the sizes of its sets, and which of them break the outcome and are minimal, by place. */
export interface SampledSpace {
  readonly sizes: readonly number[];
  readonly breaking: readonly number[];
  readonly minimal: readonly number[];
}

/** What one trial came to, in draws. */
export interface Trial {
  /** Until some set was drawn that breaks the outcome. */
  readonly firstBug: number;
  /** Until every minimal breaking set was drawn. */
  readonly allMinimal: number;
}

/**
 * Repeats random search so many times on a space of which every verdict is known, each time to the very end; not at all where
 * nothing breaks, as it would never end.
 *
 * Each trial is exact: with replacement, the draws that find nothing new are skipped by drawing their number.
 */
export function sample(space: SampledSpace, { from, replacement }: Draw, trials: number, seed: number): Trial[] {
  if (space.minimal.length === 0) return [];
  const random = mulberry32(seed);
  const classes = classesOf(space, from);
  return Array.from({ length: trials }, () => (replacement ? trialWithReplacement(classes, random) : trialWithout(classes, random)));
}

/** Sets that are equally likely: those of one size, or all. All classes are as likely as each other. */
interface Class {
  sets: number;
  breaking: number;
  minimal: number;
}

/** `none` is not drawn: a monkey that breaks nothing learns nothing. */
function classesOf({ sizes, breaking, minimal }: SampledSpace, from: Draw['from']): Class[] {
  const classes = new Map<number, Class>();
  const classOf = (place: number): Class => {
    const name = from === 'uniform' ? 1 : sizes[place]!;
    const known = classes.get(name);
    if (known !== undefined) return known;
    const made = { sets: 0, breaking: 0, minimal: 0 };
    classes.set(name, made);
    return made;
  };
  for (const [place, size] of sizes.entries()) if (size > 0) classOf(place).sets++;
  for (const place of breaking) classOf(place).breaking++;
  for (const place of minimal) classOf(place).minimal++;
  return [...classes.values()];
}

function trialWithReplacement(classes: readonly Class[], random: () => number): Trial {
  const chanceOfBug = classes.reduce((sum, { sets, breaking }) => sum + breaking / sets, 0) / classes.length;
  const chances = classes.map(({ sets, minimal }) => minimal / sets / classes.length);
  const missing = classes.map(({ minimal }) => minimal);
  let drawn = 0;
  while (missing.some((left) => left > 0)) {
    const chance = chances.reduce((sum, part) => sum + part, 0);
    drawn += drawsUntil(chance, random);
    const hit = pick(chances, chance, random);
    missing[hit]!--;
    chances[hit] = missing[hit]! / classes[hit]!.sets / classes.length;
  }
  // Two separate trials in one: no figure asks how the first bug goes with the last set.
  return { firstBug: drawsUntil(chanceOfBug, random), allMinimal: drawn };
}

/** How many draws it takes until one of that chance hits: geometric. */
function drawsUntil(chance: number, random: () => number): number {
  return chance >= 1 ? 1 : 1 + Math.floor(Math.log(1 - random()) / Math.log(1 - chance));
}

function pick(chances: readonly number[], sum: number, random: () => number): number {
  let left = random() * sum;
  const last = chances.findLastIndex((chance) => chance > 0);
  const place = chances.findIndex((chance) => chance > 0 && (left -= chance) < 0);
  return place < 0 ? last : place;
}

function trialWithout(classes: readonly Class[], random: () => number): Trial {
  let left = classes.map((some) => ({ ...some }));
  let minimalLeft = left.reduce((sum, { minimal }) => sum + minimal, 0);
  let firstBug = 0;
  for (let drawn = 1; ; drawn++) {
    const some = left[Math.floor(random() * left.length)]!;
    const place = Math.floor(random() * some.sets--);
    if (some.sets === 0) left = left.filter((other) => other !== some);
    if (place >= some.breaking) continue;
    if (firstBug === 0) firstBug = drawn;
    some.breaking--;
    if (place < some.minimal) {
      some.minimal--;
      if (--minimalLeft === 0) return { firstBug, allMinimal: drawn };
    }
  }
}
