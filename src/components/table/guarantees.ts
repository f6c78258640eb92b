import { always, type Component, eventually, type NodeView, type Outcome } from 'clew';
import { replay } from './log.ts';
import type { Entry } from './messages.ts';
import type { TableDisk, TableState } from './execution.ts';
import type { Unique } from './transaction.ts';

/** What a table promises. */
export interface TableGuarantees {
  readonly durable: Outcome;
  readonly logFirst: Outcome;
  readonly serializable: Outcome;
  readonly unique: Outcome;
  readonly ends: Outcome;
}

type View = NodeView<TableState<unknown>, TableDisk<unknown>>;

/** What a table promises whatever fails, as outcomes. */
export function tableGuarantees<Row>(table: Component<TableState<Row>, TableDisk<Row>>, unique: Unique<Row>): TableGuarantees {
  const onEach = (title: string, holds: (view: View) => boolean): Outcome => always(title, (world) => world.members(table).every(holds), { of: 'table' });
  return {
    durable: always(
      'what was reported as committed is in the log',
      (world) => world.members(table).every(({ id, disk: { log } }) => world.observed<Report>('committed').every(({ value }) => value.table !== id || isLogged(log, value))),
      { of: 'table' },
    ),
    logFirst: onEach('the rows are what the log makes of them', ({ disk: { log }, state: { rows, position } }) => same(sorted(replay(log, position)), sorted(rows))),
    serializable: onEach('each transaction has found what those before it in the log had left', ({ disk: { log } }) => isSerial(log)),
    unique: onEach('no two rows share a value that is unique', ({ disk: { log } }) => {
      const rows = [...replay(log as readonly Entry<Row>[]).values()];
      return Object.values(unique).every((valueOf) => {
        const values = rows.map(valueOf).filter((value) => value !== undefined);
        return new Set(values).size === values.length;
      });
    }),
    ends: eventually('no transaction stays open', (world) => world.members(table).every(({ id, state }) => !world.alive(id) || (state.open.size === 0 && state.locks.size === 0)), { of: 'table' }),
  };
}

interface Report {
  readonly table: string;
  readonly position: number;
  readonly keys: readonly string[];
}

/** Compaction may have taken the entry away, but then a later one has each of its rows. */
function isLogged(log: readonly Entry<unknown>[], { position, keys }: Report): boolean {
  return keys.every((key) => log.some((entry) => entry.position >= position && entry.changes.some((change) => change.key === key)));
}

/** Two-phase locking promises that the order of the commits is one in which all could have run alone. */
function isSerial(log: readonly Entry<unknown>[]): boolean {
  return log.every(({ position, found }) => {
    const before = replay(log, position);
    return Object.entries(found).every(([key, row]) => same(key === '*' ? [...before.keys()].sort() : (before.get(key) ?? null), row));
  });
}

function sorted(rows: ReadonlyMap<string, unknown>): (readonly [string, unknown])[] {
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
