import { saidBefore } from '../../src/explanation/account.ts';
import type { Fact, OutcomeExplanation, Redundancy } from '../../src/explanation/explanation.ts';
import { distinct, listed } from '../../src/explanation/words.ts';

/** How much of each kind is told. */
const valuesMax = 2;
const missingMax = 4;

/** An outcome that can be broken, for those who have a minute: the simplest way to break it, what that comes to, and what nothing covers. Empty for one that nothing breaks. */
export function inShort({ ways, links, nodes }: Pick<OutcomeExplanation, 'ways' | 'links' | 'nodes'>): string[] {
  const [way] = ways;
  if (way === undefined) return [];
  const values = way.example.cause.filter(({ kind }) => kind === 'value').slice(0, valuesMax);
  const events = tellingEvents(way.example.cause, values);
  const saw = values.filter(({ text }) => !events.some((event) => event.text.includes(text.replace(notWhat, ''))));
  const end = [...(events.length === 0 ? [] : [events.map((event) => eventWords(event, values)).join('; and ')]), ...(saw.length === 0 ? [] : [listed(saw.map(withLikewise))])].join('; and so ');
  return [`${capital(way.sentence)}.`, ...(end === '' ? [] : [`Then ${end}.`]), ...uncovered(links, nodes)];
}

/** What a value would have been in the good run. */
const notWhat = /, not .*$/;

/** The last that wrote what the outcome saw, and what was tried again in vain, or else the last thing that happened. */
function tellingEvents(cause: readonly Fact[], values: readonly Fact[]): Fact[] {
  const events = cause.filter(({ kind }) => kind !== 'fault' && kind !== 'value');
  const writers = values.map(({ text }) => events.findLast((event) => event.kind === 'other' && event.text.includes(`writes ${text.replace(notWhat, '')}`)));
  const inVain = events.find(({ kind, text }) => kind === 'other' && text.includes(saidBefore) && text.includes(' never '));
  const telling = new Set([...writers, inVain ?? events.at(-1)]);
  return events.filter((event) => telling.has(event));
}

/** What was never done is told by the values; what was written, beside what it would have been. */
function eventWords(event: Fact, values: readonly Fact[]): string {
  const value = values.find(({ text }) => event.text.endsWith(text.replace(notWhat, '')));
  const text = event.kind === 'missing' ? event.text.replace(/, and so never .*$/, '') : `${event.text}${notWhat.exec(value?.text ?? '')?.[0] ?? ''}`;
  return withLikewise({ ...event, text });
}

function withLikewise({ text, likewise }: Fact): string {
  return likewise.length === 0 ? text : `${text} (likewise ${likewise.join(', ')})`;
}

/** What was taken away by itself, within the bounds, and broke the outcome. */
function uncovered(links: readonly Redundancy[], nodes: readonly Redundancy[]): string[] {
  const bare = (all: readonly Redundancy[]) => all.filter(({ cover, withinBounds }) => cover === 'none' && withinBounds);
  const types = distinct(bare(links).map(({ link }) => link!.type));
  const parts = [...types.flatMap((type) => messagesWords(type, bare(links).flatMap(({ link }) => (link!.type === type ? [link!] : [])))), ...bare(nodes).map(({ subject }) => `${subject} itself`)];
  if (parts.length === 0) return [];
  const shown = parts.length > missingMax ? [...parts.slice(0, missingMax - 1), `${parts.length - missingMax + 1} more`] : parts;
  return [`Nothing takes the place of ${shown.join(', or of ')}.`];
}

/** The messages of one type, by sender; where there are many senders, by their number. */
function messagesWords(type: string, links: readonly NonNullable<Redundancy['link']>[]): string[] {
  const senders = distinct(links.map(({ from }) => from));
  if (senders.length > 2) return [`the ${type} from any of ${senders.length} nodes`];
  return senders.map((from) => `the ${type} from ${from} to ${listed(distinct(links.filter((link) => link.from === from).map(({ to }) => to)))}`);
}

function capital(sentence: string): string {
  // Names of nodes stay as they are.
  return /^(the|all|in|its|nothing) /.test(sentence) ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : sentence;
}
