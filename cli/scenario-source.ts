import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SourcePlace } from '../reports/report.ts';

/** Where a scenario and its outcomes are declared in a file, found by their names; null where the file cannot be read. */
export function placeOf(file: string, scenario: { readonly name: string; readonly outcomes: { readonly [name: string]: { readonly title: string } } }): SourcePlace | null {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  const lines = text.split(/\r?\n/);
  const line = Math.max(1, lineOfName(lines, scenario.name));
  const lineOfOutcome = new Map<string, number>();
  for (const [name, { title }] of Object.entries(scenario.outcomes)) {
    const found = lineOfKey(lines, name, line) || lineOfText(lines, title, line);
    if (found > 0) lineOfOutcome.set(name, found);
  }
  return { file: relativeTo(process.cwd(), file), line, lineOfOutcome };
}

/** The line of `name: 'saga/first'`; 0 for none. */
function lineOfName(lines: readonly string[], name: string): number {
  return firstLine(lines, new RegExp(String.raw`\bname['"]?\s*:\s*(['"\`])${literally(name)}\1`), 1) || lineOfText(lines, name, 1);
}

/** The line that gives an outcome its name: a key before `always` or `eventually`, if there is one; else any key. */
function lineOfKey(lines: readonly string[], name: string, from: number): number {
  const key = String.raw`(?:^|[\s{,])(?:(['"\`])${literally(name)}\1|${literally(name)})`;
  const declared = new RegExp(String.raw`${key}\s*:\s*(?:\w+\.)?(?:always|eventually)\b`);
  return firstLine(lines, declared, from) || firstLine(lines, declared, 1) || firstLine(lines, new RegExp(String.raw`${key}\s*[:,]`), from);
}

/** The line that has that text in quotes. */
function lineOfText(lines: readonly string[], text: string, from: number): number {
  if (text === '') return 0;
  const quoted = new RegExp(String.raw`(['"\`])${literally(text)}\1`);
  return firstLine(lines, quoted, from) || firstLine(lines, quoted, 1);
}

function firstLine(lines: readonly string[], pattern: RegExp, from: number): number {
  return lines.findIndex((text, index) => index + 1 >= from && pattern.test(text)) + 1;
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

function relativeTo(folder: string, file: string): string {
  const relative = path.relative(folder, path.resolve(file));
  const outside = relative.startsWith('..') || path.isAbsolute(relative);
  return (outside ? path.resolve(file) : relative).split(path.sep).join('/');
}
