import { safeText } from '../simulator/display-value.ts';
import type { RecordedEffect, RecordedStep } from '../simulator/recorded-run.ts';

/** How long a payload or value may be in a sentence, in characters. */
const valueMost = 60;

/** How recorded runs name a list of keys. */
const listMark = ' (its keys)';

/** Names in a row: `p1, p2 and p3`. */
export function listed(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Each once, in the order of their first appearance. */
export function distinct<Item>(items: Iterable<Item>): Item[] {
  return [...new Set(items)];
}

/** A value as one says it: short, words and identifiers without quotes. */
export function valueWords(value: string, most = valueMost): string {
  if (/^"[A-Za-z][\w.-]*"$/.test(value) && !/^"(true|false|null|undefined|NaN|Infinity)"$/.test(value)) return value.slice(1, -1);
  return safeText(value, most);
}

/** A payload after the name of what carries it; nothing if there is none. */
function payloadWords(payload: string): string {
  if (payload === 'undefined' || payload === 'null' || payload === '{}' || payload === '') return '';
  const words = valueWords(payload);
  return /^[A-Za-z]/.test(words) && !words.includes('{') ? ` ${words}` : ` (${words})`;
}

/** How a step is to be told. */
export interface StepWordsOptions {
  /** Whether messages and timers go by their numbers; false by default. */
  readonly numbered?: boolean;
  /** Whether payloads are told; true by default. */
  readonly payload?: boolean;
}

/** What a step takes: `p1 takes decide commit from C`, `C's timer timeout runs out`, `C starts`. */
export function stepWords({ node, takes, copy, name }: RecordedStep, { numbered = false, payload = true }: StepWordsOptions = {}): string {
  if (takes.kind === 'start') return takes.again ? `${node} starts again` : `${node} starts`;
  const what = payload ? payloadWords(takes.payload) : '';
  if (takes.kind === 'timer') return `${node}'s timer ${numbered ? name.slice(node.length + 1) : takes.timer}${what} runs out`;
  const again = copy === 1 ? ' for the second time' : '';
  return `${node} takes ${numbered ? numberedType(takes.message) : takes.type}${what} from ${takes.from === node ? 'itself' : takes.from}${again}`;
}

/** The type of a message with its number: `vote@2` of `a:b:vote@2`. */
export function numberedType(message: string): string {
  return message.slice(message.lastIndexOf(':') + 1);
}

/** A cell and what is in it: `p1.state.decision = commit`, `b.state.log has 2 entries`. */
export function cellWords(cell: string, value: string, most = valueMost): string {
  if (!isList(cell)) return `${cell} = ${valueWords(value, most)}`;
  return /^\d+$/.test(value) ? `${containerOf(cell)} has ${value} ${value === '1' ? 'entry' : 'entries'}` : `${containerOf(cell)} holds ${valueWords(value, most)}`;
}

/** What a step does, of the effects that are given: `sends decide to p1, p2 and p3 and writes C.state.decision = commit`. */
export function deedsWords(effects: readonly RecordedEffect[], node: string, numbered: (message: string) => boolean): string {
  const sends = new Map<string, string[]>();
  const others: string[] = [];
  for (const effect of effects) {
    if (effect.kind === 'send') {
      const what = `${numbered(effect.message) ? numberedType(effect.message) : effect.type}${payloadWords(effect.payload)}`;
      const to = effect.to === node ? 'itself' : effect.to;
      sends.set(what, [...(sends.get(what) ?? []), to]);
    } else others.push(deedWords(effect));
  }
  const parts = [...distinct(others), ...[...sends].map(([what, to]) => `sends ${what} to ${listed(distinct(to))}`)];
  return parts.length > 4 ? `${parts.slice(0, 3).join(', ')} and does ${parts.length - 3} things more` : listed(parts);
}

function deedWords(effect: Exclude<RecordedEffect, { kind: 'send' }>): string {
  switch (effect.kind) {
    case 'write':
      if (effect.action === 'delete') return `deletes ${effect.cell}`;
      if (effect.action === 'set') return `writes ${cellWords(effect.cell, effect.value)}`;
      return `${effect.action}s ${valueWords(effect.value)} ${effect.action === 'add' ? 'to' : 'from'} ${containerOf(effect.cell)}`;
    case 'timer':
      return `sets the timer ${effect.step.slice(effect.step.indexOf('/') + 1)} for tick ${effect.due}`;
    case 'cancel':
      return `cancels the timer ${effect.step.slice(effect.step.indexOf('/') + 1)}`;
    case 'observation':
      return `records ${effect.name}${payloadWords(effect.value)}`;
  }
}

/** Only the innermost of the cells that were read: not what they are in, and no list of keys where something else tells as much. */
export function innermost<Read extends { readonly cell: string }>(reads: readonly Read[]): Read[] {
  const isIn = (cell: string, container: string) => cell.startsWith(`${container}.`) || cell.startsWith(`${container}[`);
  return reads.filter(({ cell }) => {
    const container = isList(cell) ? containerOf(cell) : cell;
    return !reads.some((other) => isIn(other.cell, container) || (isList(cell) && other.cell === container));
  });
}

function isList(cell: string): boolean {
  return cell.endsWith(listMark);
}

/** The container of a cell: `C.state.yes` of `C.state.yes.p1`, `C.state.yes["p 1"]` and `C.state.yes (its keys)`. */
export function containerOf(cell: string): string {
  if (isList(cell)) return cell.slice(0, -listMark.length);
  if (cell.endsWith(']')) return cell.slice(0, Math.max(0, cell.lastIndexOf('[')));
  return cell.slice(0, Math.max(0, cell.lastIndexOf('.')));
}
