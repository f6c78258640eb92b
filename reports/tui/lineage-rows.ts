import type { RecordedOutcome, RecordedRead, RecordedRun } from '../../src/simulator/recorded-run.ts';
import { payloadWords, words } from '../space-time/protocol-words.ts';

/** A line of a lineage: something that a step, or an outcome, rests on, and through what. */
export interface LineageRow {
  /** Which links lead to it, from the root; empty for the root. */
  readonly path: string;
  readonly depth: number;
  /** -1 for the outcome, and for what nobody has written. */
  readonly step: number;
  readonly text: string;
  /** Whether it rests on anything, and whether that is shown. */
  readonly openable: boolean;
  readonly open: boolean;
}

interface Link {
  readonly step: number;
  readonly through: string;
}

/** The lines that are open, from the step down; from the outcome, where the root is the end of the run. */
export function lineageRows(run: RecordedRun, root: number, branches: readonly string[], outcome?: RecordedOutcome): LineageRow[] {
  const open = new Set(branches);
  const rows: LineageRow[] = [];
  const visit = (step: number, path: string, depth: number, text: string, links: readonly Link[]): void => {
    const isOpen = open.has(path) && links.length > 0;
    rows.push({ path, depth, step, text, openable: links.length > 0, open: isOpen });
    if (isOpen) for (const [place, link] of links.entries()) visit(link.step, `${path}/${place}`, depth + 1, textOf(run, link), linksOf(run, link.step));
  };
  if (run.steps[root] !== undefined) visit(root, '', 0, textOf(run, { step: root, through: '' }), linksOf(run, root));
  else if (outcome !== undefined) visit(-1, '', 0, `${outcome.name} ${goodnessWords[outcome.goodness]}, and has looked at`, outcome.reads.map(linkOfRead));
  return rows;
}

const goodnessWords = { good: 'holds', bad: 'is broken', unknown: 'is undecided' } as const;

function textOf({ steps }: RecordedRun, { step, through }: Link): string {
  const taken = steps[step];
  if (taken !== undefined) return `${through}${taken.name}, tick ${taken.tick}`;
  return through.replace(/ of $/, '').replace(/ is up=true$/, ' is up').replace(/ is up=false$/, ' is down');
}

function linkOfRead({ cell, writer, value }: RecordedRead): Link {
  return { step: writer, through: `${cell}=${words(value)} of ` };
}

/** The steps that a step rests on: what sent or set what it took, and who wrote what it read. */
function linksOf(run: RecordedRun, step: number): readonly Link[] {
  const taken = run.steps[step];
  if (taken === undefined) return [];
  const { takes, reads } = taken;
  const trigger =
    takes.kind === 'message'
      ? [{ step: takes.sentBy, through: `took ${takes.type}${payloadWords(takes.payload)} from ` }]
      : takes.kind === 'timer'
        ? [{ step: takes.setBy, through: `took its timer ${takes.timer}${payloadWords(takes.payload)} from ` }]
        : [];
  const written = reads.map(linkOfRead).map(({ step: writer, through }) => ({ step: writer, through: `read ${through}` }));
  return [...trigger, ...written].filter((link) => link.step >= 0 && link.step < step);
}
