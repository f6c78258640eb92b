import type { Fault } from '../simulator/fault.ts';
import type { Incident, RecordedSend } from '../simulator/recorded-run.ts';
import { type Background, momentOf, momentWords } from './moment.ts';
import { keyOfStep, type Launched, type RunIndex } from './run-index.ts';
import { distinct, listed, numberedType, stepWords } from './words.ts';

/** What a sentence about a failure set is made from. */
export interface Told {
  readonly bad: RunIndex;
  readonly background: Background;
  /** The run without that one fault, to see what it took away. */
  readonly without: (fault: Fault) => RunIndex;
}

/** A failure set as one sentence in the protocol's words, its faults in the order in which they strike. */
export function sentenceOf(faults: readonly Fault[], told: Told): string {
  const parts: string[] = [];
  const fired = faults.filter(({ token }) => told.bad.run.fired.includes(token));
  for (const group of sameLane(inOrder(fired, told.bad))) parts.push(group.length > 1 ? manyWords(group, told) : faultWords(group[0]!, told));
  return parts.length === 0 ? 'nothing goes wrong' : parts.join(', then ');
}

/** One fault in the protocol's words. */
export function faultWords(fault: Fault, told: Told): string {
  const { bad, background } = told;
  const incident = bad.run.incidents.find((candidate) => candidate.fault === fault.token);
  const send = bad.sends.get(messageOf(fault));
  switch (fault.kind) {
    case 'drop':
      return `${messageWords(fault, bad)} is lost${send !== undefined && isLastOfLane(messageOf(fault), bad) ? ' (and never sent again)' : ''}`;
    case 'dup':
      return `${messageWords(fault, bad)} is delivered twice`;
    case 'defer':
      return `${messageWords(fault, bad)} is handed over late${overtakenWords(send, bad)}`;
    case 'skew':
      return `${fault.node}'s clock reads ${ticks(fault.ticks)} ahead`;
    case 'cut':
      return `${listed(fault.groups![0])} ${fault.groups![0].length === 1 ? 'is' : 'are'} cut off from ${listed(fault.groups![1])} from tick ${fault.tick} for ${ticks(fault.ticks)}${lostWords(fault, bad)}`;
    case 'crash':
    case 'isolate':
    case 'pause':
    case 'restart':
      return incident === undefined ? `${fault.node} is spared: ${fault.token} does not strike` : nodeFaultWords(fault, incident, told, background);
  }
}

function nodeFaultWords(fault: Fault, incident: Incident, told: Told, background: Background): string {
  const { node, ticks: lasting } = fault;
  const when = momentWords(momentOf(incident, told.bad, background), told.bad, told.without(fault));
  if (fault.kind === 'crash') return `${node} crashes ${when}`;
  if (fault.kind === 'restart') return `${node} goes down ${when}, and starts again ${ticks(lasting)} later with nothing but its disk`;
  if (fault.kind === 'isolate') return `all links of ${node} lose what is sent for ${ticks(lasting)}, ${when}${lostWords(fault, told.bad)}`;
  return `${node} stops for ${ticks(lasting)} ${when}${meanwhileWords(fault, incident, told)}`;
}

/** What the others do while a node is paused that they had not done by then without the pause. */
function meanwhileWords(fault: Fault, incident: Incident, told: Told): string {
  const without = told.without(fault);
  const resumed = without.steps.get(incident.subject)?.index ?? Infinity;
  const news = told.bad.run.steps.slice(incident.beforeStep).filter((step) => {
    if (step.tick >= incident.until || step.node === fault.node) return false;
    const usual = without.steps.get(keyOfStep(step));
    return usual === undefined || usual.index > resumed;
  });
  const timers = news.filter((step) => step.takes.kind === 'timer' && !without.steps.has(keyOfStep(step)));
  const sent = news.flatMap((step) => step.effects.flatMap((effect) => (effect.kind === 'send' && effect.to !== step.node ? [{ message: effect.message, words: `${step.node} sends ${effect.type} to ${effect.to}` }] : [])));
  // What is sent for the first time tells more than what has been going on before.
  const first = sent.filter(({ message }) => message.endsWith('@1'));
  const sends = distinct((first.length > 0 ? first : sent).map(({ words }) => words));
  const parts = [...distinct(timers.map((step) => stepWords(step, { payload: false }))), ...sends].slice(0, 3);
  return parts.length === 0 ? '' : `; meanwhile ${listed(parts)}`;
}

function overtakenWords(send: Launched<RecordedSend> | undefined, bad: RunIndex): string {
  const taken = send?.effect.takenBy.at(-1);
  if (send === undefined || taken === undefined) return '';
  const arrived = send.effect.arrives;
  const between = bad.run.steps.filter(({ index, node, tick }) => node === send.effect.to && index < taken && index > send.by.index && tick >= arrived);
  return between.length === 0 ? '' : `, only after ${listed(distinct(between.map((step) => stepWords(step, { payload: false, numbered: step.takes.kind === 'message' && bad.hasSeveral(step.takes.message) }))).slice(0, 3))}`;
}

/** What a partition or an isolation loses. */
function lostWords(fault: Fault, bad: RunIndex): string {
  const byWords = new Map<string, string[]>();
  for (const { by, effect } of bad.sends.values()) {
    if (!effect.struckBy.includes(fault.token)) continue;
    const what = `the ${effect.type} that ${by.node} sends to `;
    byWords.set(what, [...(byWords.get(what) ?? []), effect.to]);
  }
  const parts = [...byWords].map(([what, to]) => what + listed(distinct(to)));
  if (parts.length === 0) return '';
  const shown = parts.length > 4 ? [...parts.slice(0, 3), `${parts.length - 3} kinds more`] : parts;
  return `: ${listed(shown)} ${parts.length === 1 ? 'is' : 'are'} lost`;
}

function messageWords(fault: Fault, bad: RunIndex): string {
  const message = messageOf(fault);
  const [from, to, type] = fault.lane.split(':') as [string, string, string];
  return `the ${bad.hasSeveral(message) ? numberedType(message) : type} that ${from} sends to ${to}`;
}

function manyWords(faults: readonly Fault[], { bad }: Told): string {
  const [from, to] = faults[0]!.lane.split(':') as [string, string];
  const last = messageOf(faults.at(-1)!);
  return `the ${listed(faults.map((fault) => numberedType(messageOf(fault))))} that ${from} sends to ${to} are lost${isLastOfLane(last, bad) ? ' (and never sent again)' : ''}`;
}

function messageOf({ lane, number }: Fault): string {
  return `${lane}@${number}`;
}

function isLastOfLane(message: string, bad: RunIndex): boolean {
  const at = message.lastIndexOf('@');
  return !bad.sends.has(`${message.slice(0, at)}@${Number(message.slice(at + 1)) + 1}`);
}

function inOrder(faults: readonly Fault[], { run }: RunIndex): Fault[] {
  const place = ({ token }: Fault) => {
    const at = run.incidents.findIndex(({ fault }) => fault === token);
    return at < 0 ? run.incidents.length : at;
  };
  return faults.toSorted((a, b) => place(a) - place(b));
}

/** Losses on one link of one type are told together. */
function sameLane(faults: readonly Fault[]): Fault[][] {
  const groups: Fault[][] = [];
  for (const fault of faults) {
    const group = fault.kind === 'drop' ? groups.find(([first]) => first!.kind === 'drop' && first!.lane === fault.lane) : undefined;
    if (group === undefined) groups.push([fault]);
    else group.push(fault);
  }
  return groups;
}

function ticks(count: number): string {
  return count === 1 ? '1 tick' : `${count} ticks`;
}
