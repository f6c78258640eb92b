import type { FoundSet } from '../search/examine.ts';
import { parseFailureSet } from '../simulator/failure-set.ts';
import type { RecordedRead, RecordedSend, RecordedStep } from '../simulator/recorded-run.ts';
import { type Allowance, stopsOf } from './allowance.ts';
import type { Lineage, Redundancy } from './explanation.ts';
import { decisiveMessagesOf, lineageOf } from './lineage-of.ts';
import type { Played, Player } from './player.ts';
import { keyOfStep } from './run-index.ts';
import { cellWords, containerOf, distinct, innermost, listed, stepWords } from './words.ts';

/** What redundancy is looked for in. */
export interface Question {
  readonly player: Player;
  /** The outcome's place. */
  readonly outcome: number;
  readonly good: Played;
  readonly lineage: Lineage;
  /** What the search found. */
  readonly failureSets: readonly FoundSet[];
  readonly allowance: Allowance;
}

/** What covers some links or nodes, and how many more of them were left out for want of runs. */
export interface Redundancies {
  readonly found: readonly Redundancy[];
  readonly leftOut: number;
}

type Cover = Pick<Redundancy, 'cover' | 'instead' | 'text'>;

/** For each message of the lineage, what covers it: found out by losing it and looking at what the outcome then rests on. */
export function linkRedundancy(question: Question): Redundancies {
  const { good, lineage, allowance } = question;
  const messages = decisiveMessagesOf(lineage).filter((message) => {
    const send = good.index.sends.get(message);
    return send !== undefined && send.by.node !== send.effect.to;
  });
  const tried = messages.slice(0, allowance.links);
  return { found: tried.map((message) => linkOf(message, question)), leftOut: messages.length - tried.length };
}

function linkOf(message: string, question: Question): Redundancy {
  const { by, effect } = question.good.index.sends.get(message)!;
  const link = { from: by.node, to: effect.to, type: effect.type };
  const withinBounds = (question.player.bounds.budget.drop ?? 0) > 0;
  if (by.tick > question.player.bounds.until) return { subject: message, link, tried: [], withinBounds: false, cover: 'untried', instead: [], text: `nothing goes wrong any more once it is sent, at tick ${by.tick}`, usedBy: null };
  const token = `drop:${message}`;
  const tried = [token];
  const without = question.player.play(parseFailureSet(token));
  if (goodnessOf(without, question) !== 'good') return { subject: message, link, tried, withinBounds, cover: 'none', instead: [], text: 'nothing takes its place', usedBy: token };
  const fresh = freshSteps(question, without, effect.takenBy);
  const { cover, instead, text } = sentAgain(fresh, by.node, effect) ?? coverOf(question, without, fresh, (step) => step.node === effect.to, by.node);
  return { subject: message, link, tried, withinBounds, cover, instead, text, usedBy: smallestWith(question, token) };
}

/** For each node of the lineage, what covers it: found out by letting it crash before each of the steps that it takes there. */
export function nodeRedundancy(question: Question): Redundancies {
  const nodes = distinct(question.lineage.steps.map(({ node }) => node)).sort();
  const tried = nodes.slice(0, question.allowance.nodes);
  const stops = stopsOf(question.allowance, tried.length);
  return { found: tried.map((node) => nodeOf(node, stops, question)), leftOut: nodes.length - tried.length };
}

function nodeOf(node: string, stops: number, question: Question): Redundancy {
  const { player, lineage } = question;
  const withinBounds = (player.bounds.budget.crash ?? 0) > 0;
  const steps = lineage.steps.filter((step) => step.node === node && step.tick <= player.bounds.until);
  const tokens = distinct(evenly(steps, stops).map(({ name }) => `crash:${name}`));
  if (tokens.length === 0) return { subject: node, link: null, tried: [], withinBounds: false, cover: 'untried', instead: [], text: 'nothing goes wrong any more when it has its part in it', usedBy: null };
  const alone = question.failureSets.find(({ faults }) => faults.split('+').every((token) => token.startsWith(`crash:${node}/`)));
  if (alone !== undefined) return { subject: node, link: null, tried: [alone.faults], withinBounds, cover: 'none', instead: [], text: 'nobody takes its place', usedBy: alone.faults };
  const runs = tokens.map((token) => ({ token, without: player.play(parseFailureSet(token)) }));
  const broken = runs.filter(({ without }) => goodnessOf(without, question) !== 'good').map(({ token }) => token);
  const common = { subject: node, link: null, tried: tokens, withinBounds };
  if (broken.length > 0) {
    return { ...common, cover: 'none', instead: [], text: 'nobody takes its place', usedBy: broken[0]! };
  }
  const covers = runs.map(({ token, without }) => ({ token, ...coverOf(question, without, freshSteps(question, without, []), (step) => step.node !== node, node) }));
  const best = covers.find(({ cover }) => cover === 'space') ?? covers.find(({ cover }) => cover === 'time') ?? covers[0]!;
  return { ...common, cover: best.cover, instead: best.instead, text: best.text, usedBy: tokens.map((token) => smallestWith(question, token)).find((set) => set !== null) ?? null };
}

/** What the outcome rests on in a run without something, and did not rest on before, or would have done as well. */
function freshSteps({ good, outcome, lineage }: Question, without: Played, lost: readonly number[]): RecordedStep[] {
  const key = (step: number) => keyOfStep(good.run.steps[step]!);
  const known = new Set(lineage.steps.map(({ step }) => key(step)));
  const reasons = [...lineage.roots, ...lineage.steps.flatMap((step) => step.reasons)];
  const alternatives = new Set(reasons.filter(({ steps }) => steps.some((step) => lost.includes(step))).flatMap(({ steps }) => steps.map(key)));
  const now = lineageOf(without, outcome).steps.map(({ step }) => without.run.steps[step]!);
  return now.filter((step) => !known.has(keyOfStep(step)) || alternatives.has(keyOfStep(step)));
}

/** Whether among them is another message that says the same to the same node. */
function sentAgain(fresh: readonly RecordedStep[], from: string, { to, type, payload, message }: RecordedSend): Cover | undefined {
  for (const { node, takes, name } of fresh) {
    if (node !== to || takes.kind !== 'message' || takes.type !== type || takes.payload !== payload || takes.message === message) continue;
    const inTime = takes.from === from;
    return { cover: inTime ? 'time' : 'space', instead: [name], text: inTime ? `${takes.message} takes its place` : `${takes.from} takes its place, with ${takes.message}` };
  }
  return undefined;
}

/** What took the place of something: `near` it first. */
function coverOf({ good, outcome }: Question, without: Played, fresh: readonly RecordedStep[], isNear: (step: RecordedStep) => boolean, origin: string): Cover {
  const { changed, added } = changedReads(good, without, outcome);
  const near = fresh.filter(isNear);
  const first = mostTelling(near) ?? mostTelling(fresh);
  if (added.length > 0 && changed.every(({ cell }) => cell === `${origin} is up`)) {
    const inSpace = !added[0]!.cell.startsWith(`${origin}.`);
    return { cover: inSpace ? 'space' : 'time', instead: first === undefined ? [] : [first.name], text: `in its place ${valuesWords(added)}` };
  }
  if (changed.length + added.length > 0) {
    const because = first === undefined ? '' : `, as ${stepWords(first)}`;
    return { cover: 'unneeded', instead: first === undefined ? [] : [first.name], text: `without it ${valuesWords([...changed, ...added])}${because}, and the outcome holds all the same` };
  }
  if (first === undefined) return { cover: 'unneeded', instead: [], text: 'the rest is enough' };
  const { takes } = first;
  const inSpace = takes.kind === 'message' && near.length > 0 ? takes.from !== origin : first.node !== origin && near.length === 0;
  const text = takes.kind === 'message' ? (inSpace && takes.from !== origin ? `${takes.from} takes its place, with ${takes.message}` : `${takes.message} takes its place`) : `in its place, ${stepWords(first, { numbered: true })}`;
  return { cover: inSpace ? 'space' : 'time', instead: distinct(near.length > 0 ? near.map(({ name }) => name) : fresh.map(({ name }) => name)).slice(0, 5), text };
}

/** A timer says more than a message, and a message more than a start. */
function mostTelling(steps: readonly RecordedStep[]): RecordedStep | undefined {
  return steps.find(({ takes }) => takes.kind === 'timer') ?? steps.find(({ takes }) => takes.kind === 'message') ?? steps[0];
}

/** What is in some cells, those with the same in them together. */
function valuesWords(reads: readonly { readonly cell: string; readonly value: string }[]): string {
  const byValue = new Map<string, string[]>();
  for (const { cell, value } of reads) {
    const [subject, predicate] = saidOf(cell, value);
    byValue.set(predicate, [...(byValue.get(predicate) ?? []), subject]);
  }
  const parts = [...byValue].map(([predicate, cells]) => `${cells.length > 4 ? `${listed(cells.slice(0, 3))} and ${cells.length - 3} more` : listed(cells)} ${cells.length === 1 ? predicate : predicate.replace(/^is /, 'are ').replace(/^has /, 'have ')}`);
  return parts.length > 3 ? `${parts.slice(0, 2).join(', ')} and so on` : listed(parts);
}

function saidOf(cell: string, value: string): readonly [string, string] {
  if (cell.endsWith(' is up')) return [cell.slice(0, -' is up'.length), value === 'true' ? 'is up' : 'is down'];
  const words = cellWords(cell, value);
  if (words.startsWith(`${cell} = `)) return [cell, `is ${words.slice(cell.length + 3)}`];
  const place = words.indexOf(' ', containerOf(cell).length);
  return [words.slice(0, place), words.slice(place + 1)];
}

/** What the outcome reads otherwise than in the fault-free run, and what it reads that it did not read there. */
function changedReads(good: Played, without: Played, outcome: number): { readonly changed: RecordedRead[]; readonly added: RecordedRead[] } {
  const before = new Map(good.run.outcomes[outcome]!.reads.map(({ cell, value }) => [cell, value]));
  const differing = innermost(without.run.outcomes[outcome]!.reads.filter(({ cell, value }) => before.get(cell) !== value));
  return { changed: differing.filter(({ cell }) => before.has(cell)), added: differing.filter(({ cell }) => !before.has(cell)) };
}

function goodnessOf({ run }: Played, { outcome }: Question): 'good' | 'bad' | 'unknown' {
  return run.outcomes[outcome]!.goodness;
}

function smallestWith({ failureSets }: Question, token: string): string | null {
  return failureSets.find(({ faults }) => faults.split('+').includes(token))?.faults ?? null;
}

/** At most so many of the items, from the first to the last. */
function evenly<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  if (most === 1) return [items[0]!];
  return Array.from({ length: most }, (_, place) => items[Math.round((place * (items.length - 1)) / (most - 1))]!);
}
