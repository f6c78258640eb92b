import type { ClewError } from '../../src/simulator/errors.ts';
import type { Palette } from './palette.ts';
import { safeText } from '../../src/simulator/display-value.ts';

/** An error in its four parts, a line or two each: what happened, the values, the usual cause, the next command. */
export function errorText({ code, what, values, usually, next }: Pick<ClewError, 'what' | 'values' | 'usually' | 'next'> & { readonly code: string }, palette: Palette): string {
  const [first = '', ...rest] = what.split('\n');
  const lines = [
    `${palette.bad('error:')} ${safeText(first)} ${palette.faint(`(${code})`)}`,
    ...[...rest, ...values.flatMap((value) => value.split('\n'))].map((line) => `  ${safeText(line)}`),
    ...(usually === undefined ? [] : [`  ${safeText(usually)}`]),
    ...(next === undefined ? [] : [`  ${safeText(next)}`]),
  ];
  return `${lines.join('\n')}\n`;
}
