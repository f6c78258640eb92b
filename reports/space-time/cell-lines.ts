import type { Incident, RecordedEffect, RecordedRun, RecordedStep } from '../../src/simulator/recorded-run.ts';
import { strikesAfter } from '../../src/simulator/strikes-after.ts';
import type { CellLine, Glyph } from './model.ts';
import { among, fieldLines, payloadWords, words } from './protocol-words.ts';

/** How many lines a step may have, and how many of them may be writes. */
const linesMax = 9;
const writesMax = 4;

/** What a step took and did, a line each. */
export function linesOfStep(step: RecordedStep, run: RecordedRun): CellLine[] {
  const lines = [takenLine(step), ...effectLines(step, run)];
  if (step.threw !== null) lines.push(line('crash', `throws ${step.threw.message}`));
  if (lines.length <= linesMax) return lines;
  const kept = lines.filter(({ faults }, index) => index < linesMax - 1 || faults.length > 0);
  return [...kept, line('more', `${lines.length - kept.length} more`)];
}

/** What befalls one node, a line each; none where its next step, or the step that sends the message, says so itself. */
export function linesOfIncident(incident: Incident, steps: RecordedRun['steps']): CellLine[] {
  const { kind, tick, until, subject } = incident;
  const faults = incident.fault === '' ? [] : [incident.fault];
  const latest = steps[incident.beforeStep - 1];
  const isAfter = latest !== undefined && strikesAfter(latest, incident.fault);
  const isInside = latest !== undefined && latest.cutShort !== '' && latest.cutShort === incident.fault;
  const where = isAfter ? ' after it' : isInside ? ' mid-step' : subject === '' ? '' : ` before ${momentWords(subject)}`;
  switch (kind) {
    case 'crash':
      return [line('crash', `crash${where}`, faults)];
    case 'restart':
      return [line('crash', `crash${where}, back in ${until - tick}`, faults)];
    case 'start':
      return [line('restart', 'starts again')];
    case 'pause':
      return [line('pause', `pause until ${until}${where}`, faults)];
    case 'isolate':
      return [line('isolated', `isolated until ${until}`, faults)];
    case 'skew':
      return [line('clock', `clock ${incident.fault.slice(incident.fault.indexOf('~') + 1)} ahead`, faults)];
    case 'death':
    case 'cut':
    case 'loss':
    case 'duplicate':
    case 'defer':
      return [];
  }
}

/** The messages that arrive at a node while it is down. */
export function linesOfRefused(node: string, messages: readonly { readonly from: string; readonly type: string; readonly payload: string }[], run: RecordedRun): CellLine[] {
  return [...grouped(messages)].map(([said, same]) => line('refused', `${among(same.map(({ from }) => from), node, run)}: ${said}`));
}

/** How a node stands at the end: the fields that outcomes have read first. */
export function linesOfEnd(node: RecordedRun['end']['nodes'][number], run: RecordedRun): CellLine[] {
  const fields = fieldLines(node, run).map(({ disk, text }) => line(disk ? 'disk' : 'state', text));
  const down = node.alive ? [] : [line('crash', `down since ${downSince(node.id, run)}`)];
  return down.length + fields.length === 0 ? [line('state', 'up')] : [...down, ...fields];
}

function takenLine({ takes, copy, node }: RecordedStep): CellLine {
  if (takes.kind === 'start') return takes.again ? line('restart', 'starts again') : line('start', 'start');
  if (takes.kind === 'timer') return line('timer', `${takes.timer} fires${payloadWords(takes.payload)}`);
  const glyph: Glyph = copy === 1 ? 'duplicated' : takes.deferred ? 'deferred' : 'received';
  const late = takes.deferred ? ' late' : copy === 1 ? ' again' : '';
  return line(glyph, `${takes.from === node ? 'self' : takes.from}: ${takes.type}${payloadWords(takes.payload)}${late}`);
}

/** A line for each effect; equal messages to several nodes share one, and so do writes to the same place. */
function effectLines(step: RecordedStep, run: RecordedRun): CellLine[] {
  const groups = new Map<string, RecordedEffect[]>();
  for (const effect of step.effects) {
    const key = groupOf(effect);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [effect]);
    else group.push(effect);
  }
  const lines: CellLine[] = [];
  let writes = 0;
  let hidden = 0;
  for (const group of groups.values()) {
    if (group[0]!.kind === 'write' && ++writes > writesMax) hidden++;
    else lines.push(groupLine(group, step, run));
  }
  return hidden === 0 ? lines : [...lines, line('more', `${hidden} more written`)];
}

function groupOf(effect: RecordedEffect): string {
  switch (effect.kind) {
    case 'write':
      return `write ${effect.disk} ${effect.field} ${effect.action === 'delete' ? 'set' : effect.action}`;
    case 'send':
      return `send ${effect.type} ${effect.payload} ${effect.fate === 'lost'} ${effect.struckBy.map((token) => token.slice(0, token.indexOf(':'))).join(' ')}`;
    case 'timer':
      return `timer ${effect.step}`;
    case 'cancel':
      return `cancel ${effect.timer}`;
    case 'observation':
      return `observation ${effect.name} ${effect.value}`;
  }
}

function groupLine(group: readonly RecordedEffect[], step: RecordedStep, run: RecordedRun): CellLine {
  const last = group.at(-1)!;
  switch (last.kind) {
    case 'write': {
      const values = group.map((effect) => words((effect as typeof last).value)).join(' ');
      const change = last.action === 'set' ? `=${words(last.value)}` : last.action === 'delete' ? ' deleted' : ` ${last.action === 'add' ? '+' : '-'} ${values}`;
      return line(last.disk ? 'disk' : 'state', `${last.field}${change}`);
    }
    case 'send': {
      const sends = group as readonly (typeof last)[];
      const faults = sends.flatMap(({ struckBy }) => struckBy);
      const glyph: Glyph = last.fate === 'lost' ? 'lost' : faults.some((token) => token.startsWith('dup:')) ? 'duplicated' : faults.length > 0 ? 'deferred' : 'sent';
      const fate = { lost: ' lost', duplicated: ' twice', deferred: ' deferred' }[glyph as string] ?? '';
      const receivers = among(sends.map(({ to }) => to), step.node, run);
      return line(glyph, `${receivers}: ${last.type}${payloadWords(last.payload)}${fate}`, faults);
    }
    case 'timer':
      return line('timer', `${last.timer} in ${last.due - step.tick}${payloadWords(last.payload)}`);
    case 'cancel':
      return line('timer', `cancel ${last.timer}`);
    case 'observation':
      return line('observed', `${last.name}${payloadWords(last.value)}`);
  }
}

/** The moment of a fault as one reads it in the node's own column: without the node's name. */
function momentWords(step: string): string {
  return step.slice(step.indexOf('/') + 1);
}

function downSince(node: string, run: RecordedRun): string {
  const stop = run.incidents.findLast(({ kind, nodes }) => (kind === 'crash' || kind === 'restart' || kind === 'death') && nodes[0] === node);
  return stop === undefined ? 'the start' : String(stop.tick);
}

function saying({ type, payload }: { readonly type: string; readonly payload: string }): string {
  return type + payloadWords(payload);
}

function grouped<Message extends { readonly type: string; readonly payload: string }>(messages: readonly Message[]): Map<string, Message[]> {
  const groups = new Map<string, Message[]>();
  for (const message of messages) groups.set(saying(message), [...(groups.get(saying(message)) ?? []), message]);
  return groups;
}

function line(glyph: Glyph, text: string, faults: readonly string[] = []): CellLine {
  return { glyph, text, faults };
}
