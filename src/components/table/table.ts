/**
 * A table with transactions, row locks, unique constraints and a write-ahead log that others can follow.
 *
 * Strict two-phase locking and redo from the log, after Bernstein, Hadzilacos & Goodman (1987), chapters 3 and 6: a
 * transaction keeps each lock to its end, and changes no row before it commits. Log first, after Mohan et al. (1992):
 * a transaction has committed when its entry is on disk, and not before; the rows are only what the log says. The log
 * as a stream of changes, after Kleppmann (2017), chapter 11.
 *
 * Assumes nothing of its clients: a transaction of which nothing more is heard is aborted, and so are all open ones
 * when the table restarts.
 */
import { type Component, protocol } from 'clew';
import { abort, attempt, type Messages, type Rules, type TableDisk, type TableState, type Timers } from './execution.ts';
import { type TableGuarantees, tableGuarantees } from './guarantees.ts';
import { compacted, endOf, replay } from './log.ts';
import type { Client, Entry, Procedures, RowOf } from './messages.ts';
import type { Unique } from './transaction.ts';
import { checkCounts } from '../options.ts';

/** What a table is made of. */
export interface TableDefinition<P> {
  /** The rows that are there at the start. */
  readonly rows?: { readonly [key: string]: RowOf<P> };
  readonly unique?: Unique<RowOf<P>>;
  /** What can be done to it. */
  readonly procedures: P;
  /** How long an open transaction may do nothing, or wait for a lock, before it is aborted; 8 ticks by default. */
  readonly patience?: number;
  /** How long after a commit the log is compacted, in ticks; never by default. */
  readonly compactAfter?: number;
}

/** A table: a component, and what it promises. */
export interface Table<Row> extends Component<TableState<Row>, TableDisk<Row>> {
  readonly guarantees: TableGuarantees;
  /** Whether its log is compacted, and so tells the rows, but not how they have come about. */
  readonly compacts: boolean;
}

/**
 * Makes a table on which these procedures work.
 *
 * @throws RangeError where an option is no whole number of at least 1
 */
export function table<P>({ rows = {}, unique = {}, procedures, patience = 8, compactAfter }: TableDefinition<P>): Table<RowOf<P>> {
  checkCounts('table', { patience, compactAfter });
  type Row = RowOf<P>;
  const { component } = protocol<Messages<Row>, Timers>();
  const changes = Object.entries<Row>(rows).map(([key, row]) => ({ key, row }));
  const first: Entry<Row>[] = changes.length === 0 ? [] : [{ position: 0, transaction: 'first', changes, found: {} }];

  const rules: Rules<Row> = { procedures: procedures as Procedures<Row>, unique, patience, compactAfter };

  const made = component<TableState<Row>, TableDisk<Row>>({
    state: () => ({ rows: new Map(), position: 0, locks: new Map(), open: new Map() }),
    disk: () => ({ log: first }),

    // Recovery: all that has committed is in the log, and nothing else.
    start({ disk, state }) {
      state.rows = replay(disk.log);
      state.position = endOf(disk.log);
    },

    on: {
      run(node, request, from) {
        const { transaction, step = 1 } = request;
        const name = nameOf({ node: from, transaction });
        const { open } = node.state;
        if (!open.has(name) && step > 1) return node.send(from, 'aborted', { transaction, reason: 'unknown' });
        if (!open.has(name)) open.set(name, { client: { node: from, transaction }, steps: 0, writes: new Map(), found: new Map(), waiting: undefined });
        const { steps, waiting } = open.get(name)!;
        if (step === steps + 1 && waiting === undefined) attempt(rules, node, name, request);
      },
      rollback(node, { transaction }, from) {
        const name = nameOf({ node: from, transaction });
        if (node.state.open.has(name)) abort(rules, node, name, 'rollback');
      },
      follow(node, { from }, follower) {
        const end = endOf(node.disk.log);
        const start = from === 'end' ? end : from;
        node.send(follower, 'changes', { from: start, entries: node.disk.log.filter(({ position }) => position >= start), end });
      },
      snapshot: (node, _, follower) => node.send(follower, 'rows', { rows: node.state.rows, end: endOf(node.disk.log) }),
    },
    timers: {
      idle(node, { name, steps }) {
        if (node.state.open.get(name)?.steps === steps) abort(rules, node, name, 'timeout');
      },
      compact: (node) => void (node.disk.log = compacted(node.disk.log)),
    },
  });
  return Object.assign(made, { guarantees: tableGuarantees(made, unique), compacts: compactAfter !== undefined });
}

function nameOf({ node, transaction }: Client): string {
  return `${node} ${transaction}`;
}
