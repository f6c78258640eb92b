import { safeText } from '../../src/simulator/display-value.ts';
import { wrapped } from '../text/columns.ts';
import { certificateSentence, verdictInShort } from '../text/outcome-text.ts';
import { verdictPaint } from '../text/verdict-table.ts';
import { boundsInWords } from '../text/words.ts';
import { bodyHeight, Frame } from './frame.tsx';
import { outcomeHeading, type OutcomeRow, outcomeRows } from './outcome-rows.ts';
import type { ScreenProps } from './screen-props.ts';
import { listLine, type Theme, visible } from './theme.ts';
import { chosen, type TuiState } from './tui-state.ts';

/** How many lines the sentence of a way may take where the cursor is not on it. */
const sentenceMost = 2;

/** One outcome: its promise, its verdict and what that rests on, and each distinct way to break it. */
export function OutcomeScreen({ state, player, theme, foot }: ScreenProps) {
  const { columns, rows, setPlace } = state;
  const { entry, bounds, outcome } = chosen(state)!;
  const ways = player.ways(entry.reference, outcome, bounds);
  const paint = verdictPaint(outcome, theme);
  const above = [...factLines(state, theme), '', theme.strong(` ${outcomeHeading(outcome, ways)}`)];
  const list = outcomeRows(outcome, ways, state.waysOpen).map((row, index) => rowLines(row, index === setPlace, columns, theme));
  const keys = '↑↓ move  z all its sets  Enter diagram  b both runs  w what if  Esc back  ? keys';
  const lines = [...above, ...visibleBlocks(list, setPlace, bodyHeight(rows) - above.length)];
  return <Frame columns={columns} rows={rows} theme={theme} title={`clew  ${safeText(entry.name)}  ${safeText(outcome.name)} (${outcome.kind})`} subtitle={paint(verdictInShort(outcome))} lines={lines} foot={foot || keys} />;
}

/** What it promises, and what the verdict rests on; in a low terminal only the first. */
function factLines(state: TuiState, theme: Theme): string[] {
  const { columns, rows } = state;
  const { bounds, outcome } = chosen(state)!;
  const { certificate } = outcome;
  const indented = (text: string) => wrapped(text, columns - 14).map((line, index) => `${index === 0 ? '' : '             '}${line}`);
  const promise = ` promise     ${indented(safeText(outcome.title)).join('\n')}${outcome.of === undefined ? '' : theme.faint(`  (${safeText(outcome.of)})`)}`;
  const rest = [` certificate ${indented(`${certificateSentence(outcome)} (by ${certificate.method})`).join('\n')}`, ` bounds      ${indented(boundsInWords(bounds)).join('\n')}`];
  const lines = [promise, ...rest].flatMap((text) => text.split('\n'));
  return lines.length <= bodyHeight(rows) / 2 ? lines : promise.split('\n').slice(0, 2);
}

/** A row in full where the cursor is on it; else shortened. */
function rowLines(row: OutcomeRow, isHere: boolean, columns: number, theme: Theme): string[] {
  if (row.kind === 'none') return [listLine(row.text, isHere, columns, theme, (text) => theme.good(text))];
  if (row.kind === 'set') return [listLine(`${row.way < 0 ? '' : '     '}${row.text}`, isHere, columns, theme)];
  const number = `${row.way + 1}`.padEnd(3);
  const all = wrapped(row.text, columns - 6);
  const sentence = isHere || all.length <= sentenceMost ? all : [...all.slice(0, sentenceMost - 1), `${all[sentenceMost - 1]} …`];
  const lines = sentence.map((line, index) => listLine(`${index === 0 ? number : '   '}${line}`, isHere, columns, theme));
  const marked = isHere ? lines.map((line, index) => (index === 0 ? line : line.replace('›', ' '))) : lines;
  return [...marked, theme.faint(listLine(`   ${row.below}`, false, columns, theme))];
}

/** The lines of the blocks around the one that the cursor is in, as many as there is room for; that one is in sight from its beginning. */
function visibleBlocks(blocks: readonly (readonly string[])[], place: number, height: number): readonly string[] {
  const before = blocks.slice(0, place).reduce((sum, block) => sum + block.length, 0);
  const here = blocks[place]?.length ?? 0;
  const lines = blocks.flat();
  const middle = visible(lines.map((_, index) => index), before + Math.floor(here / 2), height);
  const from = Math.max(0, Math.min(middle[0] ?? 0, before));
  return lines.slice(from, from + Math.max(0, height));
}
