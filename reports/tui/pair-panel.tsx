import { firstDifference } from '../../src/simulator/first-difference.ts';
import { fitted } from '../space-time/width.ts';
import { wrapped } from '../text/columns.ts';
import { bodyHeight } from './frame.tsx';
import { type PanelProps, RunFrame } from './run-frame.tsx';
import { type Happening, pairRows } from '../space-time/side-by-side.ts';
import { visible } from './theme.ts';

/** The fault-free run on the left, the other on the right, and where they part. */
export function PairPanel(props: PanelProps & { readonly other: PanelProps['run'] }) {
  const { state, theme, good, other, parts } = props;
  const { columns, rows, view } = state;
  const width = Math.floor((columns - 10) / 2);
  const pairs = pairRows(good, other);
  const isHere = (happening: Happening | null, side: boolean) => happening?.step === view.step && side === view.good;
  const part = (happening: Happening | null, side: boolean) => {
    const text = fitted(`${isHere(happening, side) ? '›' : ' '}${happening?.text ?? ''}`, width);
    if (isHere(happening, side)) return theme.marked(text);
    return happening?.step === -1 ? theme.bad(text) : text;
  };
  const parting = pairs.findIndex(({ left, right }) => left?.text !== right?.text || left?.step !== right?.step);
  const atStep = parts < 0 ? -1 : pairs.findIndex(({ left, right }) => left?.step === parts || right?.step === parts);
  const differs = parts < 0 ? -1 : parting < 0 ? atStep : atStep < 0 ? parting : Math.min(parting, atStep);
  const lines = pairs.map(({ left, right }, index) => {
    const tick = left?.tick ?? right!.tick;
    const before = pairs[index - 1];
    const shown = index === 0 || (before!.left?.tick ?? before!.right!.tick) !== tick ? String(tick) : '';
    return `${shown.padStart(4)} ${part(left, true)} ${index === differs ? '◇' : '│'} ${part(right, false)}`.trimEnd();
  });
  const at = pairs.findIndex(({ left, right }) => isHere(view.good ? left : right, view.good));
  const here = at < 0 ? pairs.length - 1 : at;
  const difference = firstDifference(good, other);
  const below = difference === null ? ['', ' the two runs are the same'] : ['', theme.strong(' ◇ first difference'), ...told('good', difference.first, columns), ...told('broken', difference.second, columns)];
  const heading = `${'tick'.padStart(4)} ${fitted(' fault-free', width)} │ ${fitted(` ${view.faults}`, width)}`.trimEnd();
  const shown = visible(lines, here, bodyHeight(rows) - below.length - 1);
  return <RunFrame {...props} lines={[theme.strong(heading), ...shown, ...below]} keys="↑↓ step  ←→ side  Enter state  f first difference  Esc back  ? all keys" />;
}

/** How many lines one side of the difference may take. */
const toldMax = 3;

/** One side of the difference, on as many lines as it takes: what differs is often at its end. */
function told(side: string, text: string, columns: number): string[] {
  const lines = wrapped(text, columns - 12);
  const shown = lines.length > toldMax ? [...lines.slice(0, toldMax - 1), lines.slice(toldMax - 1).join(' ')] : lines;
  return shown.map((line, index) => fitted(`   ${(index === 0 ? side : '').padEnd(8)}${line}`, columns).trimEnd());
}
