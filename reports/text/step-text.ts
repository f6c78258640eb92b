import type { Fields, RecordedEffect, RecordedRead, RecordedRun, RecordedStep } from '../../src/simulator/recorded-run.ts';
import type { Palette } from './palette.ts';
import { safeText } from '../../src/simulator/display-value.ts';

/** One step in full: what it took and why, what it read, what it did, and what the node remembers after it. */
export function stepText(run: RecordedRun, step: RecordedStep, palette: Palette): string {
  const before = run.incidents.filter((incident) => incident.beforeStep === step.index);
  const parts = stepParts(run, step);
  const lines = [
    ...before.map(({ kind, fault, nodes, tick }) => `  ${palette.bad('✗')} tick ${tick}  ${kind} of ${nodes.join(', ')}${fault === '' ? '' : `  (${fault})`}`),
    `  ${palette.strong(`step ${step.index + 1} of ${run.steps.length}`)}  tick ${step.tick}  ${step.name}${step.copy === 1 ? ' (second copy)' : ''}`,
    ...['takes', 'reads', 'does'].flatMap((part) => labelled(part, parts[part as 'takes'])),
    ...(step.cutShort === '' ? [] : [`    ${palette.bad('cut short')} by ${step.cutShort}`]),
    ...(step.threw === null ? [] : [`    ${palette.bad('throws')}   ${safeText(step.threw.message)}`]),
    ...['state', 'disk'].flatMap((part) => labelled(part, parts[part as 'state'])),
    ...run.outcomes.filter(({ brokenByStep }) => brokenByStep === step.index).map(({ name }) => `    ${palette.bad(`breaks ${safeText(name)}`)}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** What there is to say of a step, part by part, a line each. */
export function stepParts(run: RecordedRun, step: RecordedStep): { readonly [Part in 'takes' | 'reads' | 'does' | 'state' | 'disk']: readonly string[] } {
  return {
    takes: [takenInWords(step, run)],
    reads: step.reads.map((read) => readInWords(read, run)),
    does: step.effects.map((effect) => effectInWords(effect, run)),
    state: fieldsInWords(step.state),
    disk: fieldsInWords(step.disk),
  };
}

function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `    ${(index === 0 ? label : '').padEnd(9)}${safeText(line)}`);
}

function takenInWords({ takes }: RecordedStep, run: RecordedRun): string {
  if (takes.kind === 'start') return takes.again ? 'its start, again' : 'its start';
  if (takes.kind === 'timer') return `the timer ${takes.timer}${payload(takes.payload)}, set by ${nameOf(takes.setBy, run)}`;
  return `${takes.message}${payload(takes.payload)}, sent at tick ${takes.sentTick} by ${nameOf(takes.sentBy, run)}${takes.deferred ? ', deferred' : ''}`;
}

function readInWords({ cell, value, writer }: RecordedRead, run: RecordedRun): string {
  return `${cell} = ${value}${writer < 0 ? '' : `, written by ${nameOf(writer, run)}`}`;
}

function effectInWords(effect: RecordedEffect, run: RecordedRun): string {
  switch (effect.kind) {
    case 'write':
      return `${effect.disk ? 'disk ' : ''}${effect.cell} ${actionInWords(effect.action)}${effect.action === 'delete' ? '' : ` ${effect.value}`}`;
    case 'send':
      return `sends ${effect.message}${payload(effect.payload)}: ${effect.fate}${effect.struckBy.length > 0 ? ` (${effect.struckBy.join(', ')})` : ''}${effect.takenBy.map((step) => `, taken by ${nameOf(step, run)}`).join('')}`;
    case 'timer':
      return `sets ${effect.step}${payload(effect.payload)} for tick ${effect.due}${effect.cancelledBy >= 0 ? `: cancelled by ${nameOf(effect.cancelledBy, run)}` : ''}`;
    case 'cancel':
      return `cancels ${effect.step}`;
    case 'observation':
      return `records ${effect.name} ${effect.value}`;
  }
}

function actionInWords(action: 'set' | 'add' | 'remove' | 'delete'): string {
  return { set: '=', add: 'gets', remove: 'loses', delete: 'is deleted' }[action];
}

function payload(text: string): string {
  return text === 'undefined' || text === 'null' || text === '' ? '' : ` ${text}`;
}

function nameOf(step: number, run: RecordedRun): string {
  return run.steps[step]?.name ?? 'nobody';
}

function fieldsInWords(fields: Fields): string[] {
  return Object.entries(fields).map(([field, value]) => `${field} = ${value}`);
}
