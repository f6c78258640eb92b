import type { RecordedOutcome, RecordedRead, RecordedRun } from '../../src/simulator/recorded-run.ts';
import type { ReplayResults } from '../replay-results.ts';
import { inColumns } from './columns.ts';
import type { Palette } from './palette.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import { counted } from './words.ts';

/** How many of the values that an outcome looked at are shown. */
const readsMax = 8;

/** One run: drawn, then what became of each outcome, then what is odd about it. */
export function replayText(results: ReplayResults, diagram: readonly string[], palette: Palette): string {
  const { run, reference, repeated } = results;
  const lines = ['', `  ${palette.strong(safeText(reference))} under ${run.faults}`, ''];
  lines.push(...diagram, ...(diagram.length > 0 ? [''] : []), ...outcomeLines(run, palette));
  for (const { step, tick, message, stack } of run.breakdowns) {
    lines.push(`  ${palette.bad('exception')}  ${safeText(message)}, in the step ${step} at tick ${tick}`, ...stack.map((frame) => `    ${safeText(frame)}`), '');
  }
  if (repeated) lines.push(`  Played twice: the same run both times, ${counted(run.steps.length, 'step')}.`, '');
  return `${lines.join('\n').trimEnd()}\n`;
}

/** A warning for each fault that did not happen. */
export function unfiredText({ unfired, run }: ReplayResults, palette: Palette): string {
  return unfired
    .map(({ fault, why, instead }) => {
      const kind = fault.slice(0, fault.indexOf(':'));
      const there = instead.length === 0 ? `No ${kind} exists in this run.` : `What exists in this run: ${instead.join(', ')}.`;
      return `${palette.open('warning:')} ${fault} did not fire: it made no difference to this run of ${safeText(run.scenario)}\n  ${why}\n  ${there}\n`;
    })
    .join('');
}

function outcomeLines(run: RecordedRun, palette: Palette): string[] {
  const { outcomes } = run;
  const rows = outcomes.map((outcome) => [`  ${safeText(outcome.name)}`, wordOf(outcome), `${safeText(outcome.title)}${whenOf(outcome)}`]);
  const paint = (goodness: RecordedOutcome['goodness'], cell: string) => (goodness === 'good' ? palette.good(cell) : goodness === 'bad' ? palette.bad(cell) : palette.open(cell));
  const heads = inColumns(rows, (cell, row, column) => (column === 1 ? paint(outcomes[row]!.goodness, cell) : cell));
  return outcomes.flatMap((outcome, index) => [heads[index]!, ...(outcome.goodness === 'bad' ? [...comparedLines(outcome), ...readLines(outcome.reads, run)] : []), '']);
}

/** What the outcome had expected, and what came out, where it compares. */
function comparedLines({ compared }: RecordedOutcome): string[] {
  return compared === undefined ? [] : [`    expected  ${safeText(compared.expected)}`, `    came out  ${safeText(compared.actual)}`];
}

function wordOf({ goodness, given }: RecordedOutcome): string {
  if (goodness === 'good') return given ? 'good' : 'good (not given)';
  return goodness === 'bad' ? 'BROKEN' : 'unknown';
}

function whenOf({ kind, goodness, brokenAtTick }: RecordedOutcome): string {
  return kind === 'always' && goodness === 'bad' ? `; broken at tick ${brokenAtTick}` : '';
}

/** What the outcome looked at, and where it has that from. */
function readLines(reads: readonly RecordedRead[], run: RecordedRun): string[] {
  const shown = reads.slice(0, readsMax).map(({ cell, value, writer }) => `    ${safeText(cell)} = ${safeText(value)}${writer < 0 ? '' : `, written by ${run.steps[writer]?.name ?? 'nobody'}`}`);
  return reads.length > readsMax ? [...shown, `    … and ${reads.length - readsMax} more`] : shown;
}
