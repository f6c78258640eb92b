import { safeText } from '../../src/simulator/display-value.ts';
import { wrapped } from '../text/columns.ts';
import { certificateSentence, verdictInShort } from '../text/outcome-text.ts';
import { verdictPaint } from '../text/verdict-table.ts';
import { boundsInWords, counted } from '../text/words.ts';
import { bodyHeight, Frame } from './frame.tsx';
import type { ScreenProps } from './screen-props.ts';
import { listLine, visible } from './theme.ts';
import { chosen } from './tui-state.ts';

/** One outcome: its promise, its verdict and what that rests on, and every minimal failure set. */
export function OutcomeScreen({ state, theme, foot }: ScreenProps) {
  const { columns, rows, setPlace } = state;
  const { entry, bounds, outcome } = chosen(state)!;
  const { failureSets, certificate } = outcome;
  const paint = verdictPaint(outcome, theme);
  const indented = (text: string) => wrapped(text, columns - 14).map((line, index) => `${index === 0 ? '' : '             '}${line}`);
  const above = [
    ` promise     ${indented(safeText(outcome.title)).join('\n')}`,
    ` verdict     ${paint(verdictInShort(outcome))}${outcome.of === undefined ? '' : `, as ${safeText(outcome.of)} guarantees it`}`,
    ` certificate ${indented(`${certificateSentence(outcome)} (by ${certificate.method})`).join('\n')}`,
    ` bounds      ${indented(boundsInWords(bounds)).join('\n')}`,
    '',
    theme.strong(` ${failureSets.length === 0 ? 'no failure set breaks it' : `${counted(failureSets.length, 'minimal failure set')}, smallest first`}`),
  ].flatMap((text) => text.split('\n'));
  const list = [
    listLine('none, the fault-free run', setPlace === 0, columns, theme, (text) => theme.good(text)),
    ...failureSets.map(({ faults, size, foundAtRun }, index) => listLine(`${faults}  (${counted(size, 'fault')}, run ${foundAtRun})`, setPlace === index + 1, columns, theme)),
  ];
  const keys = '↑↓ move  Enter diagram  b side by side  w what if  Esc back  ? all keys  q out';
  const lines = [...above, ...visible(list, setPlace, bodyHeight(rows) - above.length)];
  return <Frame columns={columns} rows={rows} theme={theme} title={`clew  ${safeText(entry.name)}  ${safeText(outcome.name)} (${outcome.kind})`} subtitle={paint(verdictInShort(outcome))} lines={lines} foot={foot || keys} />;
}
