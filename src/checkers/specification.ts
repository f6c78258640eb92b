import { isComplete, type Operation } from './history.ts';
import { textOf } from './text-of.ts';

/** An object as it behaves when operations come one at a time. */
export interface Specification<State = unknown> {
  /** The object in a word, such as `register`. */
  readonly name: string;
  readonly initial: State;
  /**
   * The state after the operation, if it may come out in this state as it did; `undefined` if it may not.
   * One that is not complete may come out in any way. States are values: a new one is made, none is changed.
   */
  readonly after: (state: State, operation: Operation) => { readonly state: State } | undefined;
  /** Whether the operation leaves the state as it is, whatever that is. */
  readonly onlyLooks?: (operation: Operation) => boolean;
}

/** What `cas` is given. */
export interface CompareAndSet {
  readonly expected: unknown;
  readonly next: unknown;
}

/**
 * A register: `read` gives what was written last, `write` replaces it; `cas`, given `{ expected, next }`, replaces what is
 * expected, gives `true`, or else does nothing and gives `false`.
 *
 * @param initial what is read before anything is written
 */
export function register(initial?: unknown): Specification {
  return {
    name: 'register',
    initial,
    onlyLooks: ({ method }) => method === 'read',
    after(state, operation) {
      const { method, input, output } = operation;
      if (method === 'read') return comesOut(operation, textOf(output) === textOf(state)) ? { state } : undefined;
      if (method === 'write') return { state: input };
      if (method !== 'cas') return unknownMethod('register', operation);
      const { expected, next } = input as CompareAndSet;
      const done = textOf(state) === textOf(expected);
      return comesOut(operation, output === done) ? { state: done ? next : state } : undefined;
    },
  };
}

/** A queue, first in, first out: `enqueue` adds at its end, `dequeue` takes from its front, and gives nothing (or null) if it is empty. */
export function queue(): Specification<readonly unknown[]> {
  return {
    name: 'queue',
    initial: [],
    onlyLooks: (operation) => operation.method === 'dequeue' && isComplete(operation) && isNothing(operation.output),
    after(state, operation) {
      const { method, input, output } = operation;
      if (method === 'enqueue') return { state: [...state, input] };
      if (method !== 'dequeue') return unknownMethod('queue', operation);
      const fits = state.length === 0 ? isNothing(output) : textOf(state[0]) === textOf(output);
      return comesOut(operation, fits) ? { state: state.slice(1) } : undefined;
    },
  };
}

function comesOut(operation: Operation, asItDid: boolean): boolean {
  return asItDid || !isComplete(operation);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function unknownMethod(name: string, { id, method }: Operation): never {
  throw new Error(`a ${name} has no method "${method}", which the operation "${id}" asks for`);
}
