import type { RecordedRun } from '../../src/simulator/recorded-run.ts';
import { payloadWords, words } from '../space-time/protocol-words.ts';

/** A line of the lineage of a step: a step that it rests on, and through what. */
export interface LineageRow {
  /** Which links lead to it, from the root; empty for the root. */
  readonly path: string;
  readonly depth: number;
  readonly step: number;
  readonly text: string;
  /** Whether it rests on anything, and whether that is shown. */
  readonly openable: boolean;
  readonly open: boolean;
}

/** The lines that are open. */
export function lineageRows(run: RecordedRun, root: number, branches: readonly string[]): LineageRow[] {
  const open = new Set(branches);
  const rows: LineageRow[] = [];
  const visit = (step: number, path: string, depth: number, through: string): void => {
    const links = linksOf(run, step);
    const isOpen = open.has(path) && links.length > 0;
    const { tick, name } = run.steps[step]!;
    rows.push({ path, depth, step, text: `${through}${name}, tick ${tick}`, openable: links.length > 0, open: isOpen });
    if (isOpen) for (const [place, link] of links.entries()) visit(link.step, `${path}/${place}`, depth + 1, link.through);
  };
  if (run.steps[root] !== undefined) visit(root, '', 0, '');
  return rows;
}

/** The steps that a step rests on: what sent or set what it took, and who wrote what it read. */
function linksOf(run: RecordedRun, step: number): { readonly step: number; readonly through: string }[] {
  const { takes, reads } = run.steps[step]!;
  const trigger =
    takes.kind === 'message'
      ? [{ step: takes.sentBy, through: `took ${takes.type}${payloadWords(takes.payload)} from ` }]
      : takes.kind === 'timer'
        ? [{ step: takes.setBy, through: `took its timer ${takes.timer}${payloadWords(takes.payload)} from ` }]
        : [];
  const written = reads.map(({ cell, writer, value }) => ({ step: writer, through: `read ${cell}=${words(value)} of ` }));
  return [...trigger, ...written].filter((link) => link.step >= 0 && link.step < step);
}
