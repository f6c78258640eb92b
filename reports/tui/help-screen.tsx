import { Frame } from './frame.tsx';
import type { ScreenProps } from './screen-props.ts';

const keys: readonly (readonly [string, string])[] = [
  ['↑ ↓  k j', 'move; in a run: a step back or on'],
  ['← →  h l', 'the step before or after on that node; in a tree: close, open'],
  ['PgUp PgDn Space', 'a page up or down     g G  Home End: first, last'],
  ['Enter', 'look at it     Esc: back'],
  ['d s t b w', 'diagram, state, lineage, both runs side by side, what if'],
  ['Tab', 'the next of these'],
  ['o', 'the other run: fault-free or broken'],
  ['f', 'the first difference between the two'],
  ['z', 'open or close a fold of the diagram; the failure sets of a way'],
  ['Space', 'in what if: toggle the fault and play the run again'],
  ['/', 'search     n N: the next, the one before'],
  ['q  Ctrl-C', 'out'],
];

/** Every key. */
export function HelpScreen({ state, theme }: ScreenProps) {
  const lines = keys.map(([key, text]) => ` ${theme.strong(key.padEnd(16))} ${text}`);
  return <Frame columns={state.columns} rows={state.rows} theme={theme} title="clew  all keys" subtitle="" lines={lines} foot="any key to go on" />;
}
