/**
 * How a transaction fares in a table: it takes a step, waits for a lock, commits or is aborted.
 *
 * Strict two-phase locking, after Bernstein, Hadzilacos & Goodman (1987), chapter 3; log first, after Mohan et al. (1992).
 */
import type { NodeContext } from 'clew';
import { isDeadlocked, type Locks, release } from './locks.ts';
import { endOf, redo } from './log.ts';
import type { AnyRequest, Entry, Procedures, Reason, TableMessages } from './messages.ts';
import { type Open, perform, type Unique } from './transaction.ts';

/** What a table keeps in memory: all of it can be had again from the log, or must be given up. */
export interface TableState<Row> {
  /** What the log makes of the rows, up to, and without, that position. */
  rows: Map<string, Row>;
  position: number;
  locks: Locks;
  /** Open transactions by client and name. */
  open: Map<string, Open<Row>>;
}

/** What a table keeps on disk. */
export interface TableDisk<Row> {
  log: readonly Entry<Row>[];
}

/** What a table says and is told, with the types of its procedures erased. */
export type Messages<Row> = Omit<TableMessages<Procedures<Row>, Row>, 'run'> & { run: AnyRequest };

/** The timers of a table. */
export type Timers = { idle: { name: string; steps: number }; compact: null };

/** What a table works by. */
export interface Rules<Row> {
  readonly procedures: Procedures<Row>;
  readonly unique: Unique<Row>;
  readonly patience: number;
  readonly compactAfter: number | undefined;
}

type Node<Row> = NodeContext<Messages<Row>, Timers, TableState<Row>, TableDisk<Row>>;

/** Tries a step: it is done, or has to wait, or is the end of its transaction. */
export function attempt<Row>(rules: Rules<Row>, node: Node<Row>, name: string, request: AnyRequest): void {
  const open = node.state.open.get(name)!;
  const { locks, rows } = node.state;
  const result = perform<Row>({ name, open, rows, locks, unique: rules.unique }, rules.procedures[request.procedure]!, request.argument);
  if (result.kind === 'refused') return abort(rules, node, name, result.reason);
  if (result.kind === 'blocked') return wait(rules, node, name, request, result);

  open.writes = result.writes;
  open.found = result.found;
  open.waiting = undefined;
  open.steps++;
  if (request.hold !== true) return commit(rules, node, name, result.answer);
  node.send(open.client.node, 'ran', { transaction: open.client.transaction, answer: result.answer });
  node.after(rules.patience, 'idle', { name, steps: open.steps });
}

/** Ends a transaction of which nothing is to remain. */
export function abort<Row>(rules: Rules<Row>, node: Node<Row>, name: string, reason: Reason): void {
  const { client } = node.state.open.get(name)!;
  node.send(client.node, 'aborted', { transaction: client.transaction, reason });
  end(rules, node, name);
}

function wait<Row>(rules: Rules<Row>, node: Node<Row>, name: string, request: AnyRequest, { item, holders }: { readonly item: string; readonly holders: readonly string[] }): void {
  const open = node.state.open.get(name)!;
  const isNew = open.waiting?.item !== item;
  open.waiting = { item, request };
  if (isDeadlocked(node.state.locks, name, (other) => node.state.open.get(other)?.waiting?.item)) return abort(rules, node, name, 'deadlock');
  if (!isNew) return;
  node.record('waiting', { transaction: name, row: item, holders });
  node.after(rules.patience, 'idle', { name, steps: open.steps });
}

// Log first: only then are the rows changed, the locks let go, and the client told.
function commit<Row>(rules: Rules<Row>, node: Node<Row>, name: string, answer: unknown): void {
  const { disk, state } = node;
  const { client, found, writes } = state.open.get(name)!;
  const position = endOf(disk.log);
  if (writes.size > 0) {
    const entry: Entry<Row> = { position, transaction: name, changes: [...writes].map(([key, row]) => ({ key, row })), found: Object.fromEntries(found) };
    disk.log = [...disk.log, entry];
    redo(state.rows, entry);
    state.position = position + 1;
    if (rules.compactAfter !== undefined) node.after(rules.compactAfter, 'compact');
  }
  node.record('committed', { table: node.id, position, keys: [...writes.keys()] });
  node.send(client.node, 'committed', { transaction: client.transaction, position, answer });
  end(rules, node, name);
}

// Whoever has waited tries again, in the order of arrival.
function end<Row>(rules: Rules<Row>, node: Node<Row>, name: string): void {
  const { locks, open } = node.state;
  open.delete(name);
  release(locks, name);
  for (const other of Array.from(open.keys())) {
    const waiting = open.get(other)?.waiting;
    if (waiting !== undefined) attempt(rules, node, other, waiting.request);
  }
}
