import type { RecordedEffect, RecordedRead, RecordedStep } from '../../../src/simulator/recorded-run.ts';
import { payloadWords } from '../../space-time/protocol-words.ts';
import type { PageRun } from '../page-data.ts';
import { button, element } from './elements.ts';
import { stepWords } from './lineage.ts';
import { type NodeThen, nodesAfter } from './memory.ts';

/** Goes to a step of the run that is shown. */
export type GoTo = (step: number) => void;

/** All that a step took, read and did. */
export function stepCard(run: PageRun, step: RecordedStep, goTo: GoTo): HTMLElement[] {
  const before = run.incidents.filter(({ beforeStep, kind }) => beforeStep === step.index && kind !== 'loss' && kind !== 'duplicate' && kind !== 'defer');
  return [
    element('p', { class: 'step-name' }, element('code', {}, step.name), step.copy === 1 ? ' (second copy)' : '', element('span', { class: 'faint' }, ` step ${step.index + 1} of ${run.steps.length}, tick ${step.tick}`)),
    ...before.map(({ kind, nodes, fault }) => element('p', { class: 'bad' }, `Just before: ${kind} of ${nodes.join(', ')}${fault === '' ? '' : ` (${fault})`}`)),
    ...listed('takes', [takenItem(run, step, goTo)]),
    ...listed('reads', step.reads.map((read) => readItem(run, read, step.index, goTo))),
    ...listed('does', step.effects.map((effect) => effectItem(run, effect, goTo))),
    ...(step.cutShort === '' ? [] : [element('p', { class: 'bad' }, `Cut short by ${step.cutShort}`)]),
    ...(step.threw === null ? [] : [element('p', { class: 'bad' }, `Throws ${step.threw.message}`), element('pre', { class: 'stack' }, step.threw.stack.join('\n'))]),
    ...run.outcomes.filter(({ brokenByStep }) => brokenByStep === step.index).map(({ name }) => element('p', { class: 'bad' }, `This breaks “${name}”`)),
  ];
}

/** What every node remembers after a step; what the step changed is marked. */
export function stateCard(run: PageRun, step: number): HTMLElement[] {
  const rows = nodesAfter(run, step).map((node) =>
    element('tr', { class: `${node.life} ${node.changed.size > 0 ? 'acts' : ''}` }, element('th', { scope: 'row' }, node.id, node.life === 'up' ? '' : element('span', { class: 'life-word' }, ` ${node.life}`)), element('td', {}, ...fieldsOf(node))),
  );
  return [element('table', { class: 'states' }, element('tbody', {}, ...rows))];
}

function fieldsOf(node: NodeThen): Node[] {
  const parts = [
    ...(node.life === 'down' ? [] : Object.entries(node.state)).map(([name, value]) => fieldOf(name, value, 'state', node.changed.has(`state.${name}`))),
    ...Object.entries(node.disk).map(([name, value]) => fieldOf(name, value, 'disk', node.changed.has(`disk.${name}`))),
  ];
  return parts.length === 0 ? [element('span', { class: 'faint' }, node.life === 'down' ? 'nothing is left' : 'nothing')] : parts;
}

function fieldOf(name: string, value: string, where: 'state' | 'disk', changed: boolean): Node {
  return element('div', { class: `field${changed ? ' changed' : ''}` }, element('span', { class: 'faint' }, `${where === 'disk' ? '▪ ' : ''}${name} `), element('code', {}, value));
}

function takenItem(run: PageRun, { takes }: RecordedStep, goTo: GoTo): HTMLElement {
  if (takes.kind === 'start') return element('li', {}, takes.again ? 'its start, again' : 'its start');
  if (takes.kind === 'timer') return element('li', {}, `the timer ${takes.timer}${payloadWords(takes.payload)}, set by `, link(run, takes.setBy, goTo));
  return element('li', {}, element('code', {}, takes.message), `${payloadWords(takes.payload)}${takes.deferred ? ', late' : ''}, sent by `, link(run, takes.sentBy, goTo));
}

function readItem(run: PageRun, { cell, value, writer }: RecordedRead, step: number, goTo: GoTo): HTMLElement {
  return element('li', {}, element('span', { class: 'faint' }, `${cell} = `), element('code', {}, value), writer < 0 || writer === step ? '' : ' from ', writer < 0 || writer === step ? '' : link(run, writer, goTo));
}

function effectItem(run: PageRun, effect: RecordedEffect, goTo: GoTo): HTMLElement {
  switch (effect.kind) {
    case 'write':
      return element('li', {}, element('span', { class: 'faint' }, `${effect.disk ? '▪ ' : ''}${effect.field} ${{ set: '= ', add: 'gets ', remove: 'loses ', delete: 'is deleted' }[effect.action]}`), effect.action === 'delete' ? '' : element('code', {}, effect.value));
    case 'send':
      return element('li', { class: effect.struckBy.length > 0 || effect.fate === 'refused' ? 'bad' : '' }, 'sends ', element('code', {}, effect.message), `${payloadWords(effect.payload)}${fateWords(effect)}`, ...effect.takenBy.flatMap((taker) => [', taken by ', link(run, taker, goTo)]));
    case 'timer':
      return element('li', {}, `sets ${effect.timer}${payloadWords(effect.payload)} for tick ${effect.due}`, effect.cancelledBy < 0 ? '' : ', cancelled by ', effect.cancelledBy < 0 ? '' : link(run, effect.cancelledBy, goTo));
    case 'cancel':
      return element('li', {}, `cancels ${effect.timer}`);
    case 'observation':
      return element('li', {}, `records ${effect.name} `, element('code', {}, effect.value));
  }
}

function fateWords({ fate, struckBy }: Extract<RecordedEffect, { kind: 'send' }>): string {
  const by = struckBy.length === 0 ? '' : ` (${struckBy.join(', ')})`;
  return `${{ delivered: '', lost: ': lost', refused: ': the receiver is down', travelling: ': still travelling' }[fate]}${by}`;
}

/** A step by its name, which leads to it. */
export function link(run: PageRun, step: number, goTo: GoTo): Node {
  const found = run.steps[step];
  return found === undefined ? element('span', {}, 'nobody') : button(found.name, { class: 'link', title: `${stepWords(found)}, tick ${found.tick}` }, () => goTo(step));
}

function listed(label: string, items: readonly HTMLElement[]): HTMLElement[] {
  return items.length === 0 ? [] : [element('h5', {}, label), element('ul', {}, ...items)];
}
