import type { Incident, RecordedEffect, RecordedRun, RecordedStep } from '../../src/simulator/recorded-run.ts';
import { plain } from '../summary.ts';

/** How the lines that follow are to be taken apart: what ShiViz asks for as its first field. */
const pattern = String.raw`^(?<host>[\w-]+) (?<clock>\{.*?\}) (?<event>.*)$`;

type Clock = { readonly [host: string]: number };

/** A line of the log: an event on a node, with the vector clock after it. */
interface LogEvent {
  readonly host: string;
  readonly clock: Clock;
  readonly text: string;
}

/**
 * A run as a log for ShiViz, with vector clocks.
 *
 * The first line is the regular expression that its parser asks for, the second is empty for its field of delimiters.
 * A step is one event, and so is each message that it sends; a lost message is a sending that no clock ever includes.
 */
export function shivizLog(run: RecordedRun): string {
  const log = new ClockedLog(run.nodes.map(({ id }) => id));
  const incidents = run.incidents.filter(({ kind }) => kind !== 'loss' && kind !== 'duplicate' && kind !== 'defer');
  let next = 0;
  for (let index = 0; index <= run.steps.length; index++) {
    for (; next < incidents.length && incidents[next]!.beforeStep <= index; next++) for (const node of incidents[next]!.nodes) log.add(node, incidentWords(incidents[next]!));
    const step = run.steps[index];
    if (step !== undefined) addStep(log, step);
  }
  return [pattern, '', ...log.events.map(({ host, clock, text }) => `${host} ${JSON.stringify(clock)} ${text}`), ''].join('\n');
}

class ClockedLog {
  readonly events: LogEvent[] = [];
  /** The clock of each message as it was sent, by name. */
  readonly sent = new Map<string, Clock>();
  private readonly now: Map<string, Clock>;

  constructor(hosts: readonly string[]) {
    this.now = new Map(hosts.map((host) => [host, {}]));
  }

  add(host: string, text: string, merged: Clock = {}): Clock {
    const clock: Record<string, number> = { ...this.now.get(host) };
    for (const [other, time] of Object.entries(merged)) clock[other] = Math.max(clock[other] ?? 0, time);
    clock[host] = (clock[host] ?? 0) + 1;
    this.now.set(host, clock);
    this.events.push({ host, clock, text });
    return clock;
  }
}

function addStep(log: ClockedLog, step: RecordedStep): void {
  const { takes } = step;
  log.add(step.node, `tick ${step.tick}: ${stepWords(step)}`, takes.kind === 'message' ? log.sent.get(takes.message) : {});
  for (const effect of step.effects) {
    if (effect.kind === 'write') continue;
    const clock = log.add(step.node, `tick ${step.tick}: ${effectWords(effect)}`);
    if (effect.kind === 'send') log.sent.set(effect.message, clock);
  }
  if (step.threw !== null) log.add(step.node, `tick ${step.tick}: throws ${plain(step.threw.message)}`);
}

function stepWords({ takes, copy, effects }: RecordedStep): string {
  const written = effects.flatMap((effect) => (effect.kind === 'write' ? [`${plain(effect.field, 80)}${effect.action === 'set' ? ` = ${plain(effect.value, 80)}` : ` ${effect.action} ${plain(effect.value, 80)}`}`] : []));
  const changes = written.length === 0 ? '' : ` [${written.slice(0, 6).join('; ')}${written.length > 6 ? '; …' : ''}]`;
  if (takes.kind === 'start') return `${takes.again ? 'starts again' : 'starts'}${changes}`;
  if (takes.kind === 'timer') return `timer ${takes.timer}${payload(takes.payload)}${changes}`;
  return `receives ${takes.message}${payload(takes.payload)}${copy === 1 ? ' again' : ''}${takes.deferred ? ' late' : ''}${changes}`;
}

function effectWords(effect: Exclude<RecordedEffect, { kind: 'write' }>): string {
  switch (effect.kind) {
    case 'send':
      return `sends ${effect.message}${payload(effect.payload)}${effect.fate === 'delivered' ? '' : ` (${effect.fate === 'refused' ? 'the receiver is down' : effect.fate})`}${effect.struckBy.length === 0 ? '' : ` [${effect.struckBy.join(' ')}]`}`;
    case 'timer':
      return `sets timer ${effect.timer} for tick ${effect.due}`;
    case 'cancel':
      return `cancels timer ${effect.timer}`;
    case 'observation':
      return `records ${plain(effect.name, 80)} ${plain(effect.value, 120)}`;
  }
}

function incidentWords({ kind, tick, until, apart, fault }: Incident): string {
  const against = apart.length === 0 ? '' : ` from ${apart.join(' ')}`;
  return `tick ${tick}: FAULT ${kind}${against}${until < 0 ? '' : ` until tick ${until}`}${fault === '' ? '' : ` [${fault}]`}`;
}

function payload(text: string): string {
  return text === 'undefined' || text === 'null' ? '' : ` ${plain(text, 120)}`;
}
