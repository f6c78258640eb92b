import { ClewError, suggestion } from '../simulator/errors.ts';

/** Reads the fields of one object of a file, and says where one is not as it should be. */
export class Fields {
  private readonly fields: Readonly<Record<string, unknown>>;
  readonly file: string;
  /** Where in the file, in words, such as `outcome "agreement" of 2pc/plain`. */
  readonly where: string;

  /** @throws ClewError CLEW_BAD_FILE if it is no object, or has a field besides the allowed ones */
  constructor(value: unknown, file: string, where: string, allowed?: readonly string[]) {
    this.file = file;
    this.where = where;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.bad(`is ${shown(value)}, not an object`);
    this.fields = value as Record<string, unknown>;
    if (allowed === undefined) return;
    for (const name of Object.keys(value)) if (!allowed.includes(name)) throw this.bad(`has a field "${name}", which means nothing`, suggestion(name, allowed));
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined;
  }

  value(name: string): unknown {
    return this.fields[name];
  }

  text(name: string): string {
    const value = this.fields[name];
    if (typeof value !== 'string') throw this.wrong(name, 'text');
    return value;
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word {
    const value = this.fields[name];
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw this.wrong(name, `one of ${words.map((candidate) => `"${candidate}"`).join(', ')}`);
    return word;
  }

  wholeNumber(name: string, least = 0): number {
    const value = this.fields[name];
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least) throw this.wrong(name, `a whole number, at least ${least}`);
    return value;
  }

  truth(name: string): boolean {
    const value = this.fields[name];
    if (typeof value !== 'boolean') throw this.wrong(name, 'true or false');
    return value;
  }

  list(name: string): readonly unknown[] {
    const value = this.fields[name];
    if (!Array.isArray(value)) throw this.wrong(name, 'a list');
    return value;
  }

  numbers(name: string): readonly number[] {
    const values = this.list(name);
    if (!values.every((value) => typeof value === 'number' && Number.isInteger(value) && value > 0)) throw this.wrong(name, 'a list of whole numbers, at least 1');
    return [...new Set(values as number[])].sort((a, b) => a - b);
  }

  /** The names of its fields. */
  names(): readonly string[] {
    return Object.keys(this.fields);
  }

  wrong(name: string, wanted: string): ClewError {
    const value = this.fields[name];
    return this.bad(value === undefined ? `has no "${name}"` : `has the "${name}" ${shown(value)}`, `It should be ${wanted}.`);
  }

  bad(what: string, hint?: string): ClewError {
    return new ClewError('CLEW_BAD_FILE', `${this.file}: ${this.where} ${what}`, {
      ...(hint !== undefined && { values: [hint] }),
      usually: 'The file was edited or merged by hand.',
    });
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
