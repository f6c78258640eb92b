import { safeText } from '../../src/simulator/display-value.ts';
import { fitted, widthOf } from '../space-time/width.ts';
import { groundsInShort, verdictInShort } from '../text/outcome-text.ts';
import { verdictPaint } from '../text/verdict-table.ts';
import { boundsInWords, counted, grouped } from '../text/words.ts';
import { bodyHeight, Frame } from './frame.tsx';
import type { ScreenProps } from './screen-props.ts';
import { listLine, type Theme, visible } from './theme.ts';
import { type Entry, type TuiState, tableLines } from './tui-state.ts';

/** All scenarios with their verdicts, and where the search stands if there is one. */
export function ScenariosScreen({ state, theme, foot }: ScreenProps) {
  const { columns, rows } = state;
  const { lines, here } = tableText(state, theme);
  const keys = '↑↓ move  Enter look  / search  n next  ? all keys  q out';
  return <Frame columns={columns} rows={rows} theme={theme} title="clew  scenarios and verdicts" subtitle={standing(state, theme)} lines={visible(lines, here, bodyHeight(rows))} foot={foot || keys} />;
}

function tableText({ entries, place, columns, searching }: TuiState, theme: Theme): { readonly lines: readonly string[]; readonly here: number } {
  const outcomes = entries.flatMap(({ found }) => found?.outcomes ?? []);
  const nameWidth = Math.min(24, Math.max(8, ...outcomes.map(({ name }) => widthOf(safeText(name)))));
  const chosen = tableLines(entries)[place];
  const lines: string[] = [];
  let here = 0;
  for (const [index, entry] of entries.entries()) {
    const isHere = (outcome: number) => chosen?.entry === index && chosen.outcome === outcome;
    if (chosen?.entry === index) here = lines.length + 1 + Math.max(0, chosen.outcome);
    lines.push(fitted(` ${safeText(entry.name)}  ${entry.found === null ? '' : boundsInWords(entry.found.bounds)}`, columns).trimEnd());
    if (entry.found === null) lines.push(listLine(`  ${stateOf(entry, searching)}`, isHere(-1), columns, theme, (text) => theme.faint(text)));
    for (const [place, outcome] of (entry.found?.outcomes ?? []).entries()) {
      const text = `  ${fitted(safeText(outcome.name), nameWidth)}  ${fitted(`${signs[outcome.verdict]} ${verdictInShort(outcome)}`, 20)}  ${groundsInShort(outcome)}`;
      lines.push(listLine(text, isHere(place), columns, theme, verdictPaint(outcome, theme)));
    }
  }
  return { lines, here };
}

const signs = { broken: '✗', survives: '✓', undecided: '?' } as const;

function stateOf({ name, unusable }: Entry, searching: TuiState['searching']): string {
  if (searching?.scenario === name) return 'being searched …';
  return unusable === '' ? 'not searched yet' : `UNUSABLE  ${safeText(unusable, 500)}`;
}

function standing({ searching, entries }: TuiState, theme: Theme): string {
  const outcomes = entries.flatMap(({ found }) => found?.outcomes ?? []);
  const count = (verdict: string) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const sum = `${theme.bad(`✗ ${count('broken')} broken`)}  ${theme.good(`✓ ${count('survives')} survive`)}  ${theme.open(`? ${count('undecided')} undecided`)}`;
  if (searching === null) return `${sum}  in ${counted(entries.reduce((runs, { found }) => runs + (found?.runs ?? 0), 0), 'run')}`;
  const short = `${theme.bad(`✗ ${count('broken')}`)} ${theme.good(`✓ ${count('survives')}`)} ${theme.open(`? ${count('undecided')}`)}`;
  const { scenario, size, depth, runs, runsPerSecond, found } = searching;
  if (runs === 0) return `${short}  ${theme.strong(safeText(scenario))}: search begins`;
  return `${short}  ${theme.strong(safeText(scenario))}: level ${size} of ${depth}, ${counted(runs, 'run')}, ${grouped(runsPerSecond)}/s, ${found} found`;
}
