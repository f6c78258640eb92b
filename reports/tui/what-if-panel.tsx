import { safeText } from '../../src/simulator/display-value.ts';
import { faultChoices } from './fault-choices.ts';
import { bodyHeight } from './frame.tsx';
import type { Played } from './player.ts';
import { tokensOf } from './reduce-run.ts';
import { paintGoodness, type PanelProps, RunFrame } from './run-frame.tsx';
import { listLine, visible } from './theme.ts';

/** Faults to toggle at the cursor, which of them fire, and how the outcomes then fare. */
export function WhatIfPanel(props: PanelProps & { readonly base: Played }) {
  const { state, theme, run, base } = props;
  const { columns, rows, view } = state;
  const inForce = tokensOf(view.faults);
  const choices = faultChoices(base, view.offer.step, tokensOf(view.offer.faults));
  const lines = choices.map(({ token, about }, index) => {
    const isOn = inForce.includes(token);
    const fate = isOn ? (run.fired.includes(token) ? ', fired' : ', did not fire') : '';
    const paint = (text: string) => (!isOn ? text : run.fired.includes(token) ? theme.bad(text) : theme.open(text));
    return listLine(`[${isOn ? 'x' : ' '}] ${token}  ${about}${fate}`, index === view.offer.place, columns, theme, paint);
  });
  const before = base.run.outcomes;
  const verdicts = run.outcomes.map(({ name, goodness }, index) => {
    const was = before[index]!.goodness;
    return paintGoodness(goodness, `   ${safeText(name)}  ${was === goodness ? goodness : `${was} → ${goodness}`}`, theme);
  });
  const unfired = inForce.length === 0 ? 'no fault' : `${run.fired.length} of ${inForce.length} fired`;
  const below = ['', theme.strong(` the run now: ${run.steps.length} steps, ${unfired}${run.breakdowns.length > 0 ? ', a handler threw' : ''}`), ...verdicts.slice(0, 6)];
  const step = base.run.steps[view.offer.step];
  const heading = theme.strong(` what if, at ${step?.name ?? 'the end'}`);
  const height = Math.max(3, bodyHeight(rows) - below.length - 1);
  return <RunFrame {...props} lines={[heading, ...visible(lines, view.offer.place, height), ...below]} keys="↑↓ move  Space toggle, replay  d diagram  b side by side  Esc back  ? keys" />;
}
