import type { Operation } from 'clew/checkers';

/** An object that is simply used: what it gives for one operation. */
export interface Used {
  readonly take: (operation: Operation) => unknown;
}

/** A register in use. */
export function usedRegister(): Used {
  let value: unknown = undefined;
  return {
    take({ method, input }) {
      if (method === 'write') value = input;
      return method === 'read' ? value : undefined;
    },
  };
}

/** A queue in use. */
export function usedQueue(): Used {
  const items: unknown[] = [];
  return {
    take({ method, input }) {
      if (method === 'dequeue') return items.shift() ?? null;
      items.push(input);
      return undefined;
    },
  };
}

/** Whether a history is linearizable, by trying every order of every choice of the operations without a response. */
export function linearizableByForce(operations: readonly Operation[], make: () => Used): boolean {
  const complete = operations.filter(({ responded }) => responded !== Infinity);
  const open = operations.filter(({ responded }) => responded === Infinity);
  return subsetsOf(open).some((chosen) => permutationsOf([...complete, ...chosen]).some((order) => isLinearization(order, make)));
}

/** Whether an order keeps to the times, and an object that is used in this order gives what was given. */
export function isLinearization(order: readonly Operation[], make: () => Used): boolean {
  if (order.some((later, place) => order.slice(0, place).some((earlier) => later.responded < earlier.invoked))) return false;
  const used = make();
  return order.every((operation) => {
    const output = used.take(operation);
    return operation.responded === Infinity || output === operation.output;
  });
}

function subsetsOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: 2 ** all.length }, (_none, bits) => all.filter((_one, index) => (bits >> index) % 2 === 1));
}

function permutationsOf<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]];
  return all.flatMap((first, place) => permutationsOf(all.toSpliced(place, 1)).map((rest) => [first, ...rest]));
}
