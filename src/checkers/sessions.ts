import type { World } from 'clew';
import { byObject, isComplete, type Operation, operationsOf } from './history.ts';
import type { CheckerOptions } from './promise.ts';
import { textOf } from './text-of.ts';

/** Options of the session guarantees. */
export interface SessionOptions extends CheckerOptions {
  /** The object of which it is promised; by default, each object of the history by itself. */
  readonly object?: string;
  /**
   * The version that an operation wrote or read, if it tells; a higher one is newer.
   *
   * By default, one version is taken for older than another only if that is certain: if its write had its response
   * before the other was invoked, or came before it in the same session. What nobody wrote is the initial value, older
   * than all. So writes should have distinct values; of equal ones the last counts.
   */
  readonly versionOf?: (operation: Operation) => number | undefined;
}

/** Two operations of one session on one object, the second of which was answered with something too old. */
export interface Regression {
  readonly earlier: Operation;
  readonly read: Operation;
}

/**
 * All reads that came out older than an earlier operation of the same session admits of.
 *
 * @param counts whether an operation, once over, binds later reads of its session
 */
export function regressionsIn(world: World, { object, versionOf }: SessionOptions, counts: (operation: Operation) => boolean): Regression[] {
  return [...byObject(operationsOf(world, object)).values()].flatMap((operations) => {
    const isOlder = versionOf === undefined ? byTimes(operations) : byVersions(versionOf);
    const complete = operations.filter(isComplete);
    const reads = complete.filter(({ method }) => method === 'read');
    return reads.flatMap((read) =>
      complete
        .filter((earlier) => counts(earlier) && earlier.session === read.session && earlier.responded < read.invoked && isOlder(read, earlier))
        .map((earlier) => ({ earlier, read })),
    );
  });
}

type IsOlder = (read: Operation, earlier: Operation) => boolean;

function byVersions(versionOf: (operation: Operation) => number | undefined): IsOlder {
  return (read, earlier) => {
    const [before, now] = [versionOf(earlier), versionOf(read)];
    return before !== undefined && now !== undefined && now < before;
  };
}

function byTimes(operations: readonly Operation[]): IsOlder {
  const writes = new Map(operations.filter(({ method }) => method === 'write').map((write) => [textOf(write.input), write]));
  const writeOf = (operation: Operation) => (operation.method === 'write' ? operation : writes.get(textOf(operation.output)));
  return (read, earlier) => precedes(writeOf(read), writeOf(earlier));
}

/** Whether one write certainly comes before another; the initial value, which has none, before all. */
function precedes(first: Operation | undefined, second: Operation | undefined): boolean {
  if (second === undefined || first === second) return false;
  if (first === undefined) return true;
  return first.responded < second.invoked || (first.session === second.session && first.invoked < second.invoked);
}
