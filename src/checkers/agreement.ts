import type { Outcome, World } from 'clew';
import type { Recorder } from './history.ts';
import { type CheckerOptions, promise } from './promise.ts';
import { textOf } from './text-of.ts';

/** The kind of observation that says that somebody has decided. */
const kind = 'decision';

/** Options of {@link agreement}. */
export interface AgreementOptions extends CheckerOptions {
  /** All that has been decided so far; `undefined` for whoever has not. By default what was recorded with {@link decide}. */
  readonly decisions?: (world: World) => Iterable<unknown>;
}

/** Records a decision, for {@link agreement} to read. Unlike one that is read from `state`, it is remembered when the node restarts. */
export function decide(node: Recorder, value: unknown): void {
  node.record(kind, value);
}

/** Promises that no two decide differently. `always(...)`. Cachin, Guerraoui & Rodrigues (2011), module 5.2, "uniform agreement". */
export function agreement(options: AgreementOptions = {}): Outcome {
  const { decisions = (world: World) => world.observed(kind).map(({ value }): unknown => value) } = options;
  return promise(
    'always',
    'no two decide differently',
    (world) => {
      const distinct = new Map([...decisions(world)].filter((decision) => decision !== undefined).map((decision) => [textOf(decision), decision]));
      const decided = [...distinct.values()];
      return { expected: decided.slice(0, 1), actual: decided };
    },
    options,
  );
}
