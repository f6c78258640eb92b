import { Script } from 'node:vm';

/** How long a batch of runs may take before a handler must be in an endless loop, in milliseconds. */
const batchMillisecondsMax = 20_000;

const key = Symbol.for('clew.watchdog');
const script = new Script(`globalThis[Symbol.for('clew.watchdog')]()`);

/** Thrown when the action did not end in time. */
export class EndlessError extends Error {}

/**
 * Runs an action that must end: one that loops for ever, without ever touching anything tracked, is interrupted.
 *
 * @throws EndlessError after `milliseconds`
 */
export function withinTime<Result>(action: () => Result, milliseconds = batchMillisecondsMax): Result {
  const holder = globalThis as unknown as Record<symbol, unknown>;
  const outer = holder[key];
  let result: Result | undefined;
  holder[key] = () => {
    result = action();
  };
  try {
    script.runInThisContext({ timeout: milliseconds });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new EndlessError(`no end after ${milliseconds} ms`);
    throw error;
  } finally {
    holder[key] = outer;
  }
  return result as Result;
}
