import type { RecordedOutcome, RecordedRead, RecordedStep } from '../simulator/recorded-run.ts';
import { keyOfStep, type RunIndex } from './run-index.ts';
import { innermost } from './words.ts';

/** What a broken outcome would have read in the good run at the time at which it broke, by cell, as far as that is known. */
export function usualReads(seen: RecordedOutcome, usual: RecordedOutcome, good: RunIndex): Map<string, RecordedRead> {
  const until = seen.brokenAtTick < 0 ? Infinity : seen.brokenAtTick;
  const known = new Map(usual.reads.map((read) => [read.cell, read]));
  const reads = seen.reads.map((read): RecordedRead | undefined => {
    const atEnd = known.get(read.cell);
    if (atEnd !== undefined && (good.at(atEnd.writer)?.tick ?? -1) <= until) return atEnd;
    return lastWrite(read.cell, until, good) ?? (read.writer < 0 ? read : undefined);
  });
  return new Map(reads.flatMap((read) => (read === undefined ? [] : [[read.cell, read]])));
}

/** What an outcome read, apart by whether it would have read the same in the good run; of what is otherwise only what tells something. */
export function comparedReads(seen: RecordedOutcome, before: ReadonlyMap<string, RecordedRead>): { readonly telling: RecordedRead[]; readonly same: RecordedRead[] } {
  const isSame = ({ cell, value }: RecordedRead) => before.get(cell)?.value === value;
  const changed = innermost(seen.reads.filter((read) => !isSame(read)));
  // What is only not there yet does not break a promise that must always hold, if something else is otherwise.
  const onlyWritten = seen.kind === 'always' && changed.some(({ writer }) => writer >= 0);
  return { telling: onlyWritten ? changed.filter(({ cell, writer }) => writer >= 0 || !isCell(cell)) : changed, same: seen.reads.filter(isSame) };
}

/** Whether a read is of something that a step can write: not of observations, nor of whether a node is up. */
export function isCell(cell: string): boolean {
  return !cell.startsWith('observations') && !cell.endsWith(' is up');
}

/** For a container that was there from the beginning: the first step that changed something in it which the other run does not change there; undefined for none. */
export function innerWriter(cell: string, { run }: RunIndex, other: RunIndex): RecordedStep | undefined {
  const written = (step: RecordedStep | undefined) => (step?.effects ?? []).flatMap((effect) => (effect.kind === 'write' && (effect.cell.startsWith(`${cell}.`) || effect.cell.startsWith(`${cell}[`)) ? [effect.cell] : []));
  return run.steps.find((step) => {
    const there = written(other.steps.get(keyOfStep(step)));
    return written(step).some((place) => !there.includes(place));
  });
}

/** What the good run had left in a cell by that tick. */
function lastWrite(cell: string, until: number, { run }: RunIndex): RecordedRead | undefined {
  for (const step of run.steps.toReversed()) {
    const write = step.tick > until ? undefined : step.effects.findLast((effect) => effect.kind === 'write' && effect.cell === cell);
    if (write?.kind === 'write') return { cell, writer: step.index, value: write.action === 'add' ? 'true' : write.value };
  }
  return undefined;
}
