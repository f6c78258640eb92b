import { safeText } from '../../src/simulator/display-value.ts';
import { fitted } from '../space-time/width.ts';
import { outcomeInRun } from '../outcome-in-run.ts';
import { stepParts } from '../text/step-text.ts';
import { wrapped } from '../text/columns.ts';
import { diagramLines } from './diagram-lines.ts';
import { bodyHeight } from './frame.tsx';
import { lineageRows } from './lineage-rows.ts';
import { nodesAfter, type NodeMoment } from './node-states.ts';
import { type PanelProps, RunFrame } from './run-frame.tsx';
import { listLine, type Theme, visible } from './theme.ts';
import { chosen } from './tui-state.ts';

/** The space-time diagram, with a cursor over the steps. */
export function DiagramPanel(props: PanelProps) {
  const { state, theme, run, parts } = props;
  const { columns, rows, view } = state;
  const { heading, lines, here, notShown } = diagramLines({ run, step: view.step, unfolded: view.unfolded, parts: view.good ? -1 : parts, width: columns - 2, theme });
  const row = lines[here]?.row;
  const gutter = lines.map((line) => `${line.row === row ? '›' : ' '} ${line.text}`);
  const below = notShown.length === 0 ? [] : [theme.faint(fitted(`  not shown: ${notShown.join(' ')}`, columns).trimEnd())];
  const shown = visible(gutter, here + 2, bodyHeight(rows) - 1 - below.length);
  return <RunFrame {...props} lines={[`  ${heading}`, ...shown, ...below]} keys="↑↓ step  ←→ same node  Enter state  z fold  f first difference  o other run  ?" />;
}

/** The state of all nodes just after the step, and what the step took, read and did. */
export function StatePanel(props: PanelProps) {
  const { state, theme, run } = props;
  const { columns, rows, view } = state;
  const step = run.steps[view.step];
  const parts = step === undefined ? null : stepParts(run, step);
  const said = parts === null ? [] : ([['takes', parts.takes], ['reads', parts.reads], ['does', parts.does]] as const).flatMap(([label, texts]) => texts.map((text, index) => ` ${(index === 0 ? label : '').padEnd(6)} ${fitted(text, columns - 9).trimEnd()}`));
  const stopped = step === undefined ? [] : [...(step.cutShort === '' ? [] : [theme.bad(` cut short by ${step.cutShort}`)]), ...(step.threw === null ? [] : [theme.bad(fitted(` throws ${step.threw.message}`, columns).trimEnd())])];
  const nodes = nodesAfter(run, view.step).flatMap((node) => nodeLines(node, node.id === step?.node, columns, theme));
  const lines = [...said, ...stopped, '', theme.strong(` nodes ${step === undefined ? 'at the end' : 'after this step'} (▪ on disk, * written by it)`), ...nodes];
  const from = Math.max(0, Math.min(view.scroll, lines.length - bodyHeight(rows)));
  return <RunFrame {...props} lines={lines.slice(from)} keys="↑↓ step  ←→ same node  Space scroll  f first difference  o other run  Esc  ?" />;
}

function nodeLines({ id, life, fields }: NodeMoment, isHere: boolean, columns: number, theme: Theme): string[] {
  const text = fields.map((field) => `${field.written ? '*' : ''}${fitted(field.text, Math.min(columns - 18, 60)).trimEnd()}`).join('  ');
  const shown = wrapped(text === '' ? '(nothing)' : text, columns - 18);
  const head = `${isHere ? '›' : ' '} ${fitted(id, 8)} ${fitted(life, 6)} `;
  const paint = (plain: string) => (life !== 'up' ? theme.bad(plain) : isHere ? theme.strong(plain) : plain);
  return shown.slice(0, 4).map((line, index) => paint(`${index === 0 ? head : ' '.repeat(18)}${line}`));
}

/** What the step rests on, and what that rests on; links open and close. */
export function LineagePanel(props: PanelProps) {
  const { state, theme, run } = props;
  const { columns, rows, view } = state;
  const name = chosen(state)?.outcome.name ?? '';
  const lines = lineageRows(run, view.step, view.branches, outcomeInRun(run, name)).map(({ depth, text, openable, open }, index) => {
    const sign = openable ? (open ? '▾' : '▸') : '·';
    return listLine(`${'  '.repeat(Math.min(depth, 20))}${sign} ${safeText(text)}`, index === view.branch, columns, theme);
  });
  if (lines.length === 0) lines.push(' A handler threw: ↑ in the diagram goes to the last step.');
  return <RunFrame {...props} lines={visible(lines, view.branch, bodyHeight(rows))} keys="↑↓ move  → open  ← close  Enter go to that step  Esc back  ? all keys" />;
}
