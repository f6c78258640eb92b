import { isComplete, type Operation } from './history.ts';
import { linearize } from './linearization.ts';
import type { Specification } from './specification.ts';

/** A piece of a history that is not linearizable, and from which nothing can be left out that leaves no trace elsewhere. */
export interface Witness {
  /** The piece: up to the first response that admits of no order, and without the reads that do not matter. */
  readonly history: readonly Operation[];
  /** The longest beginning of an order in which they come out as they did. */
  readonly longest: readonly Operation[];
  /** What could come next by its times, and cannot come out as it did, or leads no further. */
  readonly stuck: readonly Operation[];
}

/** Why a history is not linearizable: the smallest piece of it that shows it. `undefined` if it is. */
export function witnessAgainst<State>(operations: readonly Operation[], specification: Specification<State>): Witness | undefined {
  const fails = (some: readonly Operation[]) => !linearize(some, specification).linearizable;
  if (!fails(operations)) return undefined;

  const ends = operations.filter(isComplete).map(({ responded }) => responded).sort((a, b) => a - b);
  let history = operations;
  for (const end of ends) {
    history = upTo(operations, end);
    if (fails(history)) break;
  }
  for (const look of history.filter((operation) => specification.onlyLooks?.(operation) === true)) {
    const without = history.filter((operation) => operation !== look);
    if (fails(without)) history = without;
  }
  const outcome = linearize(history, specification);
  return outcome.linearizable ? undefined : { history, longest: outcome.longest, stuck: outcome.stuck };
}

/** The history as it was at a place. */
function upTo(operations: readonly Operation[], place: number): Operation[] {
  return operations
    .filter(({ invoked }) => invoked <= place)
    .map((operation) => (operation.responded <= place ? operation : { ...operation, output: undefined, responded: Infinity, ticks: [operation.ticks[0], Infinity] }));
}
