import { always, type Outcome, type World } from 'clew';
import { byObject, describeOperation, type Operation, operationsOf } from './history.ts';
import { linearize } from './linearization.ts';
import type { CheckerOptions, Findings } from './promise.ts';
import type { Specification } from './specification.ts';
import { witnessAgainst } from './witness.ts';

/** Options of {@link linearizable}. */
export interface LinearizableOptions extends CheckerOptions {
  /** The object of which it is promised; by default, each object of the history by itself, which is the same as all together (Herlihy & Wing 1990, section 3.1). */
  readonly object?: string;
}

/**
 * Promises that the history of operations is linearizable: each operation seems to take effect at once, at some moment
 * between its invocation and its response. Herlihy & Wing (1990).
 *
 * `always(...)`; broken at the first response that admits of no order. Its `compare` shows the witness in words; from a
 * world, `witnessAgainst(operationsOf(world), specification)` gives it as data.
 *
 * @param specification the object when operations come one at a time, such as `register()` or `queue()`
 */
export function linearizable<State>(specification: Specification<State>, options: LinearizableOptions = {}): Outcome {
  const histories = (world: World) => [...byObject(operationsOf(world, options.object)).values()];
  const holds = (world: World) => histories(world).every((operations) => linearize(operations, specification).linearizable);
  const compare = (world: World) => found(histories(world), specification);
  return { ...always(options.title ?? `the ${specification.name} is linearizable`, holds, options), compare };
}

function found<State>(histories: readonly (readonly Operation[])[], specification: Specification<State>): Findings {
  const expected = `an order in which each operation on a ${specification.name} comes out as it did`;
  for (const operations of histories) {
    const witness = witnessAgainst(operations, specification);
    if (witness === undefined) continue;
    const { history, longest, stuck } = witness;
    return { expected, actual: { history: history.map(describeOperation), longest: longest.map(describeOperation), stuck: stuck.map(describeOperation) } };
  }
  return { expected, actual: expected };
}
