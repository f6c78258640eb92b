import { always, eventually, type Outcome, type OutcomeOptions, type World } from 'clew';
import { textOf } from './text-of.ts';

/** What every checker can be told. */
export interface CheckerOptions extends OutcomeOptions {
  /** The promise in words, instead of the checker's own. */
  readonly title?: string;
}

/** When a promise must hold. */
export type When = Outcome['kind'];

/** What was expected, and what came. */
export interface Findings {
  readonly expected: unknown;
  readonly actual: unknown;
}

/** A promise that holds where what is found is what was expected, and that can show both. */
export function promise(when: When, title: string, find: (world: World) => Findings, options: CheckerOptions): Outcome {
  const holds = (world: World) => {
    const { expected, actual } = find(world);
    return textOf(expected) === textOf(actual);
  };
  const make = when === 'always' ? always : eventually;
  return { ...make(options.title ?? title, holds, options), compare: find };
}
