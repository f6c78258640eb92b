import { eventually, type Outcome, type OutcomeOptions, type World } from './outcome.ts';

/**
 * A promise that a system's output depends on its inputs, and not on the order in which they arrive: at the horizon
 * it must be what is expected, in whatever order the environment delivers.
 *
 * Outputs are compared by what is in them; that of a Map or Set does not depend on the order of insertion, that of an
 * array does. A Map or Set is thus for outputs that are produced in any order.
 *
 * @param output reads the output from the world
 * @param expected the output, such as that of the fault-free run
 */
export function confluent<N = any, Output = unknown>(title: string, output: (world: World<N>) => Output, expected: NoInfer<Output>, options: OutcomeOptions<N> = {}): Outcome<N> {
  const wanted = canonical(expected);
  const promise = eventually<N>(title, (world) => canonical(output(world)) === wanted, options);
  return { ...promise, compare: (world) => ({ expected, actual: output(world) }) };
}

/** A text that is the same for values that hold the same. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? JSON.stringify(value) : String(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value instanceof Set) return `{${[...value].map(canonical).toSorted().join()}}`;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return `{${entries.map(([key, entry]) => `${canonical(key)}:${canonical(entry)}`).toSorted().join()}}`;
}
