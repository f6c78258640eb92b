import type { Change, Entry } from './messages.ts';

/** The position after the last one of a log. */
export function endOf(log: readonly Entry<unknown>[]): number {
  return (log.at(-1)?.position ?? -1) + 1;
}

/** Does to the rows what an entry says. */
export function redo<Row>(rows: Map<string, Row>, { changes }: { readonly changes: readonly Change<Row>[] }): void {
  for (const { key, row } of changes) {
    if (row === null) rows.delete(key);
    else rows.set(key, row);
  }
}

/** The rows that a log, or its beginning up to a position, makes. */
export function replay<Row>(log: readonly Entry<Row>[], end = Infinity): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const entry of log) if (entry.position < end) redo(rows, entry);
  return rows;
}

/**
 * Keeps of each row only the latest change, after Kleppmann (2017), chapter 11, "Log compaction". What remains makes
 * the same rows; how they came about is gone, and so is what each transaction had found.
 */
export function compacted<Row>(log: readonly Entry<Row>[]): Entry<Row>[] {
  const latest = new Map(log.flatMap(({ position, changes }) => changes.map(({ key }) => [key, position] as const)));
  return log
    .map((entry) => ({ ...entry, changes: entry.changes.filter(({ key }) => latest.get(key) === entry.position), found: {} }))
    .filter(({ changes }) => changes.length > 0);
}
