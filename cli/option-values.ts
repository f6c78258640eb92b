import { ClewError, suggestion } from '../src/simulator/errors.ts';
import type { SearchMethod } from '../src/search/strategy.ts';

/** Reads a whole number, at least `least`. @throws ClewError CLEW_BAD_OPTION */
export function wholeNumber(option: string, least = 0): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
    throw badValue(option, text, `a whole number, at least ${least}`, `${option} ${Math.max(least, 2)}`);
  };
}

/** Reads numbers with commas between them. @throws ClewError CLEW_BAD_OPTION */
export function numberList(option: string): (text: string) => number[] {
  return (text) => {
    const numbers = text.split(',').map((part) => part.trim());
    if (numbers.every((part) => /^\d+$/.test(part) && Number(part) >= 1 && Number(part) < 4096)) return numbers.map(Number);
    throw badValue(option, text, 'whole numbers from 1 to 4095 with commas between them', `${option} 1,5`);
  };
}

const millisecondsOf: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Reads a time, such as `500ms`, `60s` or `2m`, in milliseconds. @throws ClewError CLEW_BAD_OPTION */
export function time(option: string): (text: string) => number {
  return (text) => {
    const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
    const milliseconds = match === null ? 0 : Number(match[1]) * millisecondsOf[match[2]!]!;
    if (milliseconds > 0) return milliseconds;
    throw badValue(option, text, 'a time with its unit (ms, s, m or h)', `${option} 60s`);
  };
}

const methods: readonly SearchMethod[] = ['cover', 'probe', 'random', 'exhaustive'];

/** Reads the way to search. @throws ClewError CLEW_BAD_OPTION */
export function searchMethod(text: string): SearchMethod {
  const method = methods.find((candidate) => candidate === text);
  if (method !== undefined) return method;
  throw new ClewError('CLEW_BAD_OPTION', `there is no search called "${text}"`, { values: [suggestion(text, methods)], next: '`clew run --help` says what each does.' });
}

/** Reads the way to a generated workload, such as `3:0:1`. @throws ClewError CLEW_BAD_OPTION */
export function workloadPath(text: string): string {
  if (/^\d+(?::\d+)*$/.test(text)) return text;
  throw badValue('--path', text, 'whole numbers with colons between them, as a report prints them', '--path 3:0:1');
}

/** Collects the values of an option that may be given several times. */
export function repeated(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

function badValue(option: string, text: string, wanted: string, example: string): ClewError {
  return new ClewError('CLEW_BAD_OPTION', `${option} is ${JSON.stringify(text)}, not ${wanted}`, { next: `For example: ${example}` });
}
