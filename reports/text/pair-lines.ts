import type { Example } from '../../src/explanation/explanation.ts';
import { safeText } from '../../src/simulator/display-value.ts';
import type { RecordedRun } from '../../src/simulator/recorded-run.ts';
import { type Happening, pairRows } from '../space-time/side-by-side.ts';
import { fitted } from '../space-time/width.ts';
import type { Palette } from './palette.ts';
import { counted } from './words.ts';

/** How many lines are shown before the two runs part, and from there on. */
const linesBefore = 2;
const linesAfter = 10;

/** The fault-free run and the broken one, a line for each step, around the place at which they part; empty where they do not. */
export function pairLines(good: RecordedRun, { run, faults, difference }: Example, width: number, palette: Palette): string[] {
  if (difference === null) return [];
  const half = Math.floor((width - 9) / 2);
  const rows = pairRows(good, run);
  const words = rows.findIndex(({ left, right }) => left?.text !== right?.text || left?.step !== right?.step);
  const step = rows.findIndex(({ left, right }) => left?.step === difference.step || right?.step === difference.step);
  const parting = [words, step].filter((place) => place >= 0).reduce((least, place) => Math.min(least, place), rows.length - 1);
  const from = Math.max(0, parting - linesBefore);
  const until = Math.min(rows.length, parting + linesAfter);
  const side = (happening: Happening | null) => fitted(safeText(happening?.text ?? ''), half);
  const lines = rows.slice(from, until).map(({ left, right }, place) => {
    const before = rows[from + place - 1];
    const tick = left?.tick ?? right!.tick;
    const shown = place === 0 || (before!.left?.tick ?? before!.right!.tick) !== tick ? String(tick) : '';
    const told = side(right).trimEnd();
    return `${shown.padStart(4)}  ${side(left)} ${from + place === parting ? '◇' : '│'} ${right?.step === -1 ? palette.bad(told) : told}`.trimEnd();
  });
  const more = (count: number) => (count === 0 ? [] : [palette.faint(`   …  ${counted(count, 'line')} more`)]);
  return [palette.faint(`tick  ${fitted('without faults', half)} │ ${fitted(faults, half).trimEnd()}`), ...more(from), ...lines, ...more(rows.length - until)];
}
