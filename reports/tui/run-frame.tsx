import { safeText } from '../../src/simulator/display-value.ts';
import type { RecordedRun } from '../../src/simulator/recorded-run.ts';
import { fitted, widthOf } from '../space-time/width.ts';
import { Frame } from './frame.tsx';
import type { ScreenProps } from './screen-props.ts';
import type { Theme } from './theme.ts';
import { type Panel, shownFaults } from './tui-state.ts';

/** What a panel of a run is drawn from. */
export interface PanelProps extends ScreenProps {
  readonly run: RecordedRun;
  /** The fault-free run, for comparison. */
  readonly good: RecordedRun;
  /** The step before which the broken run parts from the good one; -1 where it does not. */
  readonly parts: number;
}

/** Options of {@link RunFrame}. */
export interface RunFrameProps extends PanelProps {
  readonly lines: readonly string[];
  readonly keys: string;
}

/** The frame of all panels of a run: which run it is, where the cursor is, and how the outcomes fare. */
export function RunFrame({ state, theme, foot, run, parts, lines, keys }: RunFrameProps) {
  const { columns, rows, view } = state;
  const step = run.steps[view.step];
  const where = step === undefined ? `the end, tick ${run.end.tick}` : `step ${view.step + 1} of ${run.steps.length}, tick ${step.tick}, ${step.name}`;
  const title = `clew  ${safeText(run.scenario)}  ${shownFaults(view) === 'none' ? 'fault-free run' : shownFaults(view)}`;
  const parting = parts >= 0 && !view.good && view.step === Math.min(parts, run.steps.length) ? '  ◇ parts here' : '';
  const outcomes = outcomesInShort(run, columns / 2, theme);
  return <Frame columns={columns} rows={rows} theme={theme} title={title} rule={tabs(view.panel, columns, theme)} subtitle={`${fitted(where + parting, Math.max(20, columns - outcomes.width - 2))}  ${outcomes.text}`} lines={lines} foot={foot || keys} />;
}

const panels: readonly (readonly [Panel, string])[] = [['diagram', 'd diagram'], ['state', 's state'], ['lineage', 't lineage'], ['pair', 'b side by side'], ['what-if', 'w what if']];

/** The rule below the title, with the panels in it and the one that is open in brackets. */
function tabs(open: Panel, columns: number, theme: Theme): string {
  const texts = panels.map(([panel, text]) => (panel === open ? `[${text}]` : ` ${text} `));
  const rest = columns - 2 - widthOf(texts.join('─'));
  if (rest < 0) return theme.faint('─'.repeat(columns));
  return theme.faint('──') + texts.map((text, index) => (panels[index]![0] === open ? theme.strong(text) : theme.faint(text))).join(theme.faint('─')) + theme.faint('─'.repeat(rest));
}

function outcomesInShort({ outcomes }: RecordedRun, room: number, theme: Theme): { readonly text: string; readonly width: number } {
  const plain = outcomes.map(({ name, goodness }) => `${{ good: '✓', bad: '✗', unknown: '?' }[goodness]} ${safeText(name)}`);
  const painted = plain.map((text, index) => paintGoodness(outcomes[index]!.goodness, text, theme));
  const width = widthOf(plain.join('  '));
  if (width <= room) return { text: painted.join('  '), width };
  const counts = (['bad', 'unknown', 'good'] as const).map((goodness) => ({ goodness, count: outcomes.filter((outcome) => outcome.goodness === goodness).length })).filter(({ count }) => count > 0);
  const texts = counts.map(({ goodness, count }) => `${count} ${goodness}`);
  return { text: texts.map((text, index) => paintGoodness(counts[index]!.goodness, text, theme)).join('  '), width: texts.join('  ').length };
}

/** How a run fared, in its colour. */
export function paintGoodness(goodness: RecordedRun['outcomes'][number]['goodness'], text: string, theme: Theme): string {
  if (goodness === 'unknown') return theme.open(text);
  return goodness === 'bad' ? theme.bad(text) : theme.good(text);
}
