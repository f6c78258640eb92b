import { isPlainObject } from '../lineage/tracker.ts';

/**
 * A value on one line, at most so many characters long: `{vote: "yes", seen: Set{1, 2}}`.
 *
 * Safe to print: control characters, ANSI escapes, line breaks and marks that change the direction of writing come out
 * as `\u001b`. Deterministic, calls no getter, and stops looking as soon as the line is full.
 *
 * @param plainOf takes tracked views to what they are views of, so that looking at them is no read
 */
export function displayValue(value: unknown, most: number, plainOf: (value: unknown) => unknown = asItIs): string {
  const writer = new ValueWriter(most, plainOf);
  try {
    writer.write(value);
  } catch {
    writer.text += '[unreadable]';
  }
  return shortened(safeText(writer.text), most);
}

/** A text on one line that cannot do anything to a terminal, at most so many characters long. */
export function safeText(text: string, most = Infinity): string {
  const considered = text.length > most ? text.slice(0, most + 1) : text;
  return shortened(considered.replace(unsafe, escapeOf), most);
}

// Controls, invisible characters, what changes the direction of writing, line separators, halves of surrogate pairs, tags.
// The joiner and the selector that emoji are made with are left.
// oxlint-disable-next-line no-control-regex, no-misleading-character-class
const unsafe = /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

const shortEscapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const identifier = /^[A-Za-z_$][\w$]*$/;

function escapeOf(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  return shortEscapes[character] ?? (code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`);
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = /[\ud800-\udbff]/.test(text[most - 2] ?? '') ? most - 2 : most - 1;
  return `${text.slice(0, Math.max(0, end))}…`;
}

function asItIs(value: unknown): unknown {
  return value;
}

class ValueWriter {
  text = '';
  private readonly most: number;
  private readonly plainOf: (value: unknown) => unknown;
  private readonly open = new Set<object>();

  constructor(most: number, plainOf: (value: unknown) => unknown) {
    this.most = most;
    this.plainOf = plainOf;
  }

  write(value: unknown): void {
    const plain = this.plainOf(value);
    if (typeof plain === 'string') this.text += this.quoted(plain);
    else if (typeof plain === 'bigint') this.text += `${plain}n`;
    else if (typeof plain === 'function') this.text += '[function]';
    else if (typeof plain === 'object' && plain !== null) this.writeObject(plain);
    else this.text += Object.is(plain, -0) ? '-0' : String(plain);
  }

  private get full(): boolean {
    return this.text.length > this.most;
  }

  /** In JSON's notation; of a very long string only as much as can be shown. */
  private quoted(text: string): string {
    return JSON.stringify(text.length > this.most ? text.slice(0, this.most + 1) : text);
  }

  private writeObject(value: object): void {
    if (this.open.has(value)) {
      this.text += '[circular]';
      return;
    }
    this.open.add(value);
    if (Array.isArray(value)) this.writeList('[', ']', value, (item) => this.write(item));
    else if (value instanceof Set) this.writeList('Set{', '}', value, (item) => this.write(item));
    else if (value instanceof Map) this.writeList('Map{', '}', value, ([key, entry]) => this.writeEntry(key, entry));
    else if (isPlainObject(value)) this.writeList('{', '}', Object.keys(value), (key) => this.writeProperty(value, key));
    else this.text += `[${classOf(value)}]`;
    this.open.delete(value);
  }

  private writeList<Item>(opening: string, closing: string, items: Iterable<Item>, writeItem: (item: Item) => void): void {
    this.text += opening;
    let separator = '';
    for (const item of items) {
      if (this.full) return;
      this.text += separator;
      separator = ', ';
      writeItem(item);
    }
    this.text += closing;
  }

  private writeEntry(key: unknown, entry: unknown): void {
    this.write(key);
    this.text += ': ';
    this.write(entry);
  }

  private writeProperty(holder: object, key: string): void {
    this.text += `${identifier.test(key) ? key : this.quoted(key)}: `;
    const descriptor = Object.getOwnPropertyDescriptor(holder, key);
    if (descriptor !== undefined && 'value' in descriptor) this.write(descriptor.value);
    else this.text += '[accessor]';
  }
}

function classOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as object | null;
  const descriptor = prototype === null ? undefined : Object.getOwnPropertyDescriptor(prototype, 'constructor');
  const made: unknown = descriptor?.value;
  return typeof made === 'function' && made.name !== '' ? made.name : 'object';
}
