import { ClewError } from '../simulator/errors.ts';
import { byName } from './agreement.ts';

/** One part of a search that several machines share: `2/5` is the second of five. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/** Reads a shard from text such as `2/5`. @throws ClewError CLEW_BAD_OPTION */
export function parseShard(text: string): Shard {
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(text.trim());
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (match !== null && index >= 1 && index <= count) return { index, count };
  throw new ClewError('CLEW_BAD_OPTION', `--shard is ${JSON.stringify(text)}, not a part such as 2/5`, { values: ['The parts of 5 are 1/5, 2/5, 3/5, 4/5 and 5/5.'] });
}

/** Which of the names fall to that shard: every name to exactly one, whatever the order in which they are given. */
export function sliceOf(names: readonly string[], { index, count }: Shard): string[] {
  return [...new Set(names)].sort(byName).filter((_, place) => place % count === index - 1);
}
