import type { NodeId } from 'clew';

/** The rows of a table as a transaction sees them. Each touch takes the lock that it needs, and keeps it to the end of the transaction. */
export interface Rows<Row> {
  /** The row under that key; undefined if there is none. Takes a shared lock. */
  get(key: string): Row | undefined;
  /** Inserts or replaces a row. Takes an exclusive lock, and one on each of its unique values. */
  set(key: string, row: Row): void;
  /** Removes a row, if it is there. Takes an exclusive lock. */
  delete(key: string): void;
  /** All rows by key. Takes a shared lock on each, and on the set of keys: nobody inserts or removes one meanwhile. */
  all(): ReadonlyMap<string, Row>;
  /** Gives up: nothing of the whole transaction remains. */
  abort(reason: string): never;
}

/** A part of a transaction: a plain function over rows. It may run several times, when it has to wait for a lock, so it must do nothing else. */
export type Procedure<Row, Argument = never, Answer = unknown> = (rows: Rows<Row>, argument: Argument) => Answer;

/** What can be done to a table, by name. */
export type Procedures<Row> = { readonly [name: string]: Procedure<Row> };

/** The type of the rows that some procedures work on. */
export type RowOf<P> = P[keyof P] extends Procedure<infer Row> ? Row : never;

type ArgumentOf<P> = P extends (rows: never, argument: infer Argument) => unknown ? Argument : never;

/** Asks for a procedure. */
export interface AnyRequest {
  /** The client's name for the transaction. Asked again for one that has ended, the table runs it again: a transaction that must not run twice looks for a row of its own. */
  readonly transaction: string;
  readonly procedure: string;
  readonly argument: unknown;
  /** Keeps the transaction open, with its locks, for a next step; otherwise it commits. */
  readonly hold?: boolean;
  /** Which step of the transaction this is; 1 by default, which begins it. */
  readonly step?: number;
}

/** Asks for one of these procedures. */
export type Request<P> = {
  readonly [Name in keyof P & string]: AnyRequest & { readonly procedure: Name; readonly argument: ArgumentOf<P[Name]> };
}[keyof P & string];

/** One row as a transaction has left it; `null` for one that it has removed. */
export interface Change<Row> {
  readonly key: string;
  readonly row: Row | null;
}

/** What one transaction has done: an entry of the write-ahead log. */
export interface Entry<Row> {
  /** Its place in the log, from 0 on. Compaction leaves gaps. */
  readonly position: number;
  readonly transaction: string;
  readonly changes: readonly Change<Row>[];
  /** What it had found of others, for whoever audits the table; a real log goes without. */
  readonly found: { readonly [key: string]: unknown };
}

/** Why a transaction came to nothing: a reason of the table's, or one that a procedure gave. */
export type Reason = 'deadlock' | 'timeout' | 'unique' | 'unknown' | (string & {});

/** What clients and followers say to a table, and it to them. */
export type TableMessages<P, Row = RowOf<P>> = {
  // A transaction, step by step, and what becomes of it.
  run: Request<P>;
  rollback: { readonly transaction: string };
  ran: { readonly transaction: string; readonly answer: unknown };
  committed: { readonly transaction: string; readonly position: number; readonly answer: unknown };
  aborted: { readonly transaction: string; readonly reason: Reason };
  // The log from a position on, and all rows as of a position.
  follow: { readonly from: number | 'end' };
  changes: { readonly from: number; readonly entries: readonly Entry<Row>[]; readonly end: number };
  snapshot: null;
  rows: { readonly rows: ReadonlyMap<string, Row>; readonly end: number };
};

/** Handlers for the answers of a table to a client that heeds none, or only those that it writes after them. */
export const unheeded = { ran: () => {}, committed: () => {}, aborted: () => {} };

/** A client that waits, and what it calls its transaction. */
export interface Client {
  readonly node: NodeId;
  readonly transaction: string;
}
