import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Certificate, Verdict } from '../../src/search/examine.ts';

/** One search of a replicated log. */
export interface Cell {
  readonly nodes: number;
  /** Steps of the run without faults, about. */
  readonly steps: number;
  readonly depth: number;
  readonly crashes: number;
  readonly drops: number;
  /** After so much processor time the search is stopped. */
  readonly milliseconds: number;
}

/** What a cell comes to. Times are milliseconds of processor time. */
export interface CellFigures {
  readonly cell: Cell;
  /** Steps of the run without faults. */
  readonly steps: number;
  /** Faults that name something in that run, and those of them that touch it. */
  readonly offered: number;
  readonly touching: number;
  /** Of that run, at the mean of many: for the verdict alone, and with lineage and the faults that touch. */
  readonly verdict: number;
  readonly lineage: number;
  readonly verdictOfAll: Verdict;
  readonly certificate: Certificate;
  /** Of the whole search. */
  readonly milliseconds: number;
  /** The most memory that the process has held, in bytes: its peak resident set size. */
  readonly peak: number;
}

/** Measures a cell in a process of its own, of which the peak memory is then the cell's. @throws Error if that fails */
export function measureCell(cell: Cell): CellFigures {
  const program = fileURLToPath(new URL('cell.js', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, JSON.stringify(cell)], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the cell ${JSON.stringify(cell)} could not be measured: ${stderr}`);
  return JSON.parse(stdout) as CellFigures;
}
