import { acquire, type Locks } from './locks.ts';
import type { AnyRequest, Client, Procedure, Rows } from './messages.ts';

/** A unique constraint: the value of a row that no other row may have; undefined for a row without one. */
export type Unique<Row> = { readonly [constraint: string]: (row: Row) => string | undefined };

/** A transaction that has begun and not ended. */
export interface Open<Row> {
  readonly client: Client;
  /** How many of its steps have run. */
  steps: number;
  /** What it will change; until then it is nobody else's business. */
  writes: Map<string, Row | null>;
  /** What it has found of others. */
  found: Map<string, unknown>;
  /** What it waits for, and with which step. */
  waiting: { readonly item: string; readonly request: AnyRequest } | undefined;
}

/** How a step came out. */
export type StepResult<Row> =
  | { readonly kind: 'done'; readonly answer: unknown; readonly writes: Map<string, Row | null>; readonly found: Map<string, unknown> }
  | { readonly kind: 'blocked'; readonly item: string; readonly holders: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** What a step works on. */
export interface Workplace<Row> {
  readonly name: string;
  readonly open: Open<Row>;
  readonly rows: ReadonlyMap<string, Row>;
  readonly locks: Locks;
  readonly unique: Unique<Row>;
}

/** What a lock on the set of keys is on. */
const keySet = '*';

/** Ends a procedure on the way. Nothing but a carrier of the result. */
class Interruption extends Error {
  readonly result: StepResult<never>;

  constructor(result: StepResult<never>) {
    super(`the step is ${result.kind}`);
    this.result = result;
  }
}

/** Runs one step of a transaction. Of a step that is not done, nothing remains but the locks that it has taken so far. */
export function perform<Row>(place: Workplace<Row>, procedure: Procedure<Row>, argument: unknown): StepResult<Row> {
  const writes = new Map(place.open.writes);
  const found = new Map(place.open.found);
  try {
    const answer: unknown = procedure(rowsOf(place, writes, found), argument as never);
    return { kind: 'done', answer, writes, found };
  } catch (error) {
    if (error instanceof Interruption) return error.result;
    throw error;
  }
}

function rowsOf<Row>(place: Workplace<Row>, writes: Map<string, Row | null>, found: Map<string, unknown>): Rows<Row> {
  const lock = (item: string, exclusive: boolean): void => {
    const holders = acquire(place.locks, place.name, item, exclusive);
    if (holders.length > 0) throw new Interruption({ kind: 'blocked', item, holders });
  };
  const current = (key: string): Row | undefined => {
    if (writes.has(key)) return writes.get(key) ?? undefined;
    const row = place.rows.get(key);
    if (!found.has(key)) found.set(key, row ?? null);
    return row;
  };
  const get = (key: string): Row | undefined => {
    lock(key, false);
    return current(key);
  };
  const change = (key: string, row: Row | null): void => {
    lock(key, true);
    if ((row === null) !== (current(key) === undefined)) lock(keySet, true);
    writes.set(key, row);
  };
  // Who holds the value may be about to give it up: hence the lock, before the constraint is said to be violated.
  const checkUnique = (key: string, row: Row): void => {
    const before = current(key);
    for (const [constraint, valueOf] of Object.entries(place.unique)) {
      const value = valueOf(row);
      if (value === undefined || (before !== undefined && valueOf(before) === value)) continue;
      lock(`${constraint}=${value}`, true);
      for (const [other, otherRow] of [...place.rows, ...writes]) {
        if (otherRow === null || valueOf(otherRow) !== value) continue;
        const now = get(other);
        if (now !== undefined && valueOf(now) === value) throw new Interruption({ kind: 'refused', reason: 'unique' });
      }
    }
  };
  return {
    get,
    set(key, row) {
      lock(key, true);
      checkUnique(key, row);
      change(key, row);
    },
    delete: (key) => change(key, null),
    all() {
      lock(keySet, false);
      if (!found.has(keySet)) found.set(keySet, [...place.rows.keys()].sort());
      const keys = new Set([...place.rows.keys(), ...writes.keys()]);
      return new Map([...keys].flatMap((key) => [[key, get(key)] as const]).filter((row): row is [string, Row] => row[1] !== undefined));
    },
    abort(reason) {
      throw new Interruption({ kind: 'refused', reason });
    },
  };
}
