import type { Incident, RecordedEffect, RecordedRun, RecordedSend, RecordedStep } from '../simulator/recorded-run.ts';
import { strikesAfter } from '../simulator/strikes-after.ts';
import type { Launched, RunIndex } from './run-index.ts';
import { deedsWords, distinct, listed, stepWords } from './words.ts';

/** What a failure set is seen against: the fault-free run, and the messages of the outcome's lineage in it. */
export interface Background {
  readonly good: RunIndex;
  /** By name. */
  readonly messages: ReadonlySet<string>;
}

/** How far a node had come with one type of message, towards or from it, when a fault struck it. */
interface Progress {
  readonly type: string;
  /** Those it had sent it to, or who had sent it, and those that were still to come in the fault-free run. */
  readonly done: readonly string[];
  readonly left: readonly string[];
  /** The step that sent the last of those that were sent; -1 for none. */
  readonly latest: number;
}

/** What a node had been sent, and had sent itself, when a fault struck it: its phase. */
export interface Moment {
  readonly node: string;
  /** The step that it was about to take, or was in the middle of, by name; empty for none. */
  readonly subject: string;
  /** The step that was cut short, or just after which it was struck; null where that was before one. */
  readonly inside: RecordedStep | null;
  readonly after: RecordedStep | null;
  readonly received: readonly Progress[];
  readonly sent: readonly Progress[];
}

/** The moment at which an incident struck a node. */
export function momentOf({ nodes, beforeStep, fault, subject }: Incident, bad: RunIndex, background: Background): Moment {
  const node = nodes[0]!;
  const before = bad.run.steps.slice(0, beforeStep);
  const last = before.at(-1);
  const inside = last !== undefined && last.cutShort === fault ? last : null;
  const after = last !== undefined && strikesAfter(last, fault) ? last : null;
  const of = (end: 'from' | 'to') => {
    const expected = relevantSends(background, node, end);
    const done = sendsIn(before).filter((send) => endOf(send, end) === node);
    return distinct(expected.map(({ effect }) => effect.type)).map((type) => progressIn(type, end === 'from' ? 'to' : 'from', done, expected));
  };
  return { node, subject, inside, after, received: of('to'), sent: of('from') };
}

/** The phase without names of nodes, so that moments can be compared. */
export function phaseOf({ inside, after, received, sent }: Moment): string {
  const share = ({ type, done, left }: Progress) => `${type} ${done.length === 0 ? 'none' : left.length === 0 ? 'all' : 'some'}`;
  return [inside === null ? '' : 'inside', after === null ? '' : 'after', `taken ${received.map(share).join(' ')}`, `sent ${sent.map(share).join(' ')}`].join('; ');
}

/** When it was, in the protocol's words: `after all have sent it vote and before it sends decide to anyone`. */
export function momentWords(moment: Moment, bad: RunIndex, reference: RunIndex): string {
  if (moment.inside !== null) return insideWords(moment.inside, reference);
  if (moment.after !== null) return `right after the step in which ${stepWords(moment.after, { payload: false }).replace(moment.node, 'it')}`;
  if (moment.subject === '') return `after all that it does up to tick ${bad.run.bounds.until}`;
  const next = moment.sent.find(({ left }) => left.length > 0);
  // Of several messages that are under way, the one that it was about to take.
  const [received, sent] = [moment.received.find(({ type, latest }) => latest >= 0 && type === typeOf(moment.subject)) ?? latestOf(moment.received), latestOf(moment.sent)];
  const before = next === undefined ? `before ${takingWords(moment.subject, bad, reference)}` : sendingWords(next);
  if (next !== undefined && next.done.length > 0) return before;
  if (received !== undefined && received.latest > (sent?.latest ?? -1)) return `after ${sendersWords(received)} sent it ${received.type} and ${before}`;
  return sent === undefined ? before : `after it has sent ${sent.type} to ${receiversWords(sent.done, sent)} and ${before}`;
}

/** The type of the message that a step takes; empty for other steps. */
function typeOf(subject: string): string {
  return /:([^:@]+)(?:@\d+)?$/.exec(subject)?.[1] ?? '';
}

function latestOf(all: readonly Progress[]): Progress | undefined {
  const done = all.filter(({ latest }) => latest >= 0);
  return done.find(({ latest }) => done.every((other) => other.latest <= latest));
}

function sendingWords({ type, done, left }: Progress): string {
  if (done.length > 0) return `after it has sent ${type} to ${listed(done)} and before it sends it to ${listed(left)}${left.some((name) => done.includes(name)) ? ' again' : ''}`;
  return `before it sends ${type} to ${left.length > 1 ? 'anyone' : left[0]!}`;
}

function sendersWords({ done, left }: Progress): string {
  if (left.length === 0 && done.length > 1) return 'all have';
  return done.length === 1 ? `${done[0]!} has` : `${listed(done)} have`;
}

function receiversWords(names: readonly string[], { left }: Progress): string {
  return left.length === 0 && names.length > 1 ? 'all' : listed(names);
}

/** Such as `it takes decide from C`. */
function takingWords(subject: string, bad: RunIndex, reference: RunIndex): string {
  const step = reference.steps.get(subject) ?? bad.steps.get(subject);
  if (step !== undefined) return step.takes.kind === 'timer' ? `its timer ${subject.slice(step.node.length + 1)} runs out` : stepWords(step, { payload: false }).replace(step.node, 'it');
  return subject.includes(':') ? `it takes ${subject.slice(subject.lastIndexOf(':') + 1)} from ${subject.slice(subject.indexOf('/') + 1, subject.indexOf(':'))}` : `its ${subject.slice(subject.indexOf('/') + 1)}`;
}

function insideWords(step: RecordedStep, reference: RunIndex): string {
  const whole = reference.steps.get(step.name);
  const done = step.effects.filter(isOutward(step.node));
  const left = (whole?.effects ?? []).filter(isOutward(step.node)).slice(done.length);
  const sends = [...done, ...left].filter((effect) => effect.kind === 'send');
  const [to, not] = [receiversIn(done), receiversIn(left)];
  if (sends.length === done.length + left.length && new Set(sends.map(({ type }) => type)).size === 1 && left.length > 0 && !to.some((name) => not.includes(name))) {
    return `while it sends ${sends[0]!.type}: ${listed(to)} ${to.length === 1 ? 'is' : 'are'} sent it, ${listed(not)} ${not.length === 1 ? 'is' : 'are'} not`;
  }
  const deeds = (effects: readonly RecordedEffect[]) => deedsWords(effects, step.node, (message) => reference.hasSeveral(message));
  return `in the middle of the step in which ${stepWords(step, { payload: false }).replace(step.node, 'it')}: it ${deeds(done)}${left.length === 0 ? ' and no more' : `, and never ${deeds(left)}`}`;
}

function isOutward(node: string): (effect: RecordedEffect) => boolean {
  return (effect) => (effect.kind === 'send' && effect.to !== node) || (effect.kind === 'write' && effect.disk);
}

function receiversIn(effects: readonly RecordedEffect[]): string[] {
  return distinct(effects.flatMap((effect) => (effect.kind === 'send' ? [effect.to] : [])));
}

function progressIn(type: string, other: 'from' | 'to', done: readonly Launched<RecordedSend>[], expected: readonly Launched<RecordedSend>[]): Progress {
  const ofType = (sends: readonly Launched<RecordedSend>[]) => sends.filter(({ effect }) => effect.type === type).map((send) => endOf(send, other));
  const left = ofType(done).reduce((names, name) => without(names, name), ofType(expected));
  return { type, done: distinct(ofType(done)), left: distinct(left), latest: done.findLast(({ effect }) => effect.type === type)?.by.index ?? -1 };
}

/** The messages of the fault-free run that the node sends, or is sent: those of the types that the outcome rests on; if there are none, all. */
function relevantSends({ good, messages }: Background, node: string, end: 'from' | 'to'): Launched<RecordedSend>[] {
  const all = sendsIn(good.run.steps).filter((send) => endOf(send, end) === node && send.by.node !== send.effect.to);
  const types = new Set(all.filter(({ effect }) => messages.has(effect.message)).map(({ effect }) => effect.type));
  return types.size === 0 ? all : all.filter(({ effect }) => types.has(effect.type));
}

function sendsIn(steps: RecordedRun['steps']): Launched<RecordedSend>[] {
  return steps.flatMap((by) => by.effects.flatMap((effect) => (effect.kind === 'send' ? [{ by, effect }] : [])));
}

function endOf({ by, effect }: Launched<RecordedSend>, end: 'from' | 'to'): string {
  return end === 'from' ? by.node : effect.to;
}

function without(names: readonly string[], name: string): string[] {
  const at = names.indexOf(name);
  return at < 0 ? [...names] : names.toSpliced(at, 1);
}
