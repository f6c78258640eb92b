/**
 * Which cells each step of a run read and wrote, also those that nobody had written before.
 *
 * Two steps of which neither writes what the other reads or writes can change places. Only kept while a
 * search needs it: it costs a list entry for each access.
 */
export class Footprints {
  private cells = 0;
  private readonly reads: Set<number>[] = [];
  private readonly writes: Set<number>[] = [];

  reset(): void {
    this.cells = 0;
    this.reads.length = this.writes.length = 0;
  }

  /** A number for a cell that has none yet. */
  newCell(): number {
    return this.cells++;
  }

  read(step: number, cell: number): void {
    (this.reads[step] ??= new Set()).add(cell);
  }

  write(step: number, cell: number): void {
    (this.writes[step] ??= new Set()).add(cell);
  }

  /** Whether two steps of one node come to the same in either order. */
  commute(one: number, other: number): boolean {
    return disjoint(this.writes[one], this.reads[other]) && disjoint(this.reads[one], this.writes[other]) && disjoint(this.writes[one], this.writes[other]);
  }
}

function disjoint(one: ReadonlySet<number> | undefined, other: ReadonlySet<number> | undefined): boolean {
  if (one === undefined || other === undefined) return true;
  for (const cell of one) if (other.has(cell)) return false;
  return true;
}
