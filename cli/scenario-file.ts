import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Selected } from '../reports/run-results.ts';
import { ClewError, suggestion } from '../src/simulator/errors.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { relative } from './relative-paths.ts';
import { type Exports, importFile } from './scenario-modules.ts';

const filePattern = /\.[cm]?[jt]sx?(?:#(.*))?$/;

/** Whether the argument is a file rather than the name of a scenario: `saga.scenario.ts`, `./saga.ts#saga/keyed`. */
export function isFile(argument: string): boolean {
  return filePattern.test(argument);
}

/**
 * The scenarios that a file exports, or the one named after `#`.
 *
 * @throws ClewError CLEW_BAD_FILE where it cannot be loaded or exports none, with the line if there is one
 */
export async function scenariosInFile(argument: string): Promise<Selected[]> {
  const [file = '', wanted] = argument.split(/#(.*)/s);
  const found = scenariosAmong(await load(file));
  if (found.size === 0) {
    throw new ClewError('CLEW_BAD_FILE', `${file} exports no scenario`, {
      usually: 'A scenario that is made but not exported.',
      next: "Expected: export const saga = scenario({ name: 'saga/first', nodes: { … }, outcomes: { … } })",
    });
  }
  checkNames(file, [...found.keys()]);
  const all = [...found].map(([scenario, exported]) => ({ scenario, exported, reference: shellWord(found.size === 1 ? file : `${file}#${scenario.name}`) }));
  if (wanted === undefined) return all;
  const chosen = all.filter(({ scenario, exported }) => scenario.name === wanted || exported === wanted);
  if (chosen.length > 0) return chosen;
  throw new ClewError('CLEW_UNKNOWN_SCENARIO', `${file} has no scenario "${wanted}"`, { values: [suggestion(wanted, all.map(({ scenario }) => scenario.name))] });
}

/** A word that a shell leaves as it is. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./#-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function scenariosAmong(exports: Exports): Map<Scenario, string> {
  const found = new Map<Scenario, string>();
  const inner = exports['default'];
  // A CommonJS module has its exports in `default` as well.
  const named = Object.entries({ ...(typeof inner === 'object' && inner !== null && !isScenario(inner) ? inner : {}), ...exports });
  for (const [name, value] of named) if (isScenario(value) && !found.has(value)) found.set(value, name);
  return found;
}

function isScenario(value: unknown): value is Scenario {
  if (typeof value !== 'object' || value === null) return false;
  const { name, nodes, outcomes, known, links } = value as Partial<Record<keyof Scenario, unknown>>;
  return typeof name === 'string' && typeof nodes === 'object' && nodes !== null && typeof outcomes === 'object' && outcomes !== null && Array.isArray(known) && Array.isArray(links);
}

function checkNames(file: string, scenarios: readonly Scenario[]): void {
  const seen = new Set<string>();
  for (const { name } of scenarios) {
    if (name.trim() === '') throw new ClewError('CLEW_BAD_SCENARIO', `a scenario in ${file} has no name`, { usually: "A name is `family/variant`: name: 'saga/first'." });
    if (seen.has(name)) throw new ClewError('CLEW_BAD_SCENARIO', `two scenarios in ${file} are called "${name}"`, { usually: 'A variant that was copied: give each its own name.' });
    seen.add(name);
  }
}

async function load(file: string): Promise<Exports> {
  const absolute = path.resolve(file);
  if (!existsSync(absolute)) throw new ClewError('CLEW_BAD_FILE', `there is no file ${file}`, { values: [`looked in ${path.dirname(file)}`], next: '`clew list` shows the scenarios of the library.' });
  if (!statSync(absolute).isFile()) throw new ClewError('CLEW_BAD_FILE', `${file} is not a file`);
  try {
    return await importFile(absolute);
  } catch (error) {
    if (error instanceof ClewError) throw error;
    throw cannotImport(file, error);
  }
}

function cannotImport(file: string, error: unknown): ClewError {
  const text = error instanceof Error ? error.message : String(error);
  const { message, at } = sayWhere(text, error instanceof SyntaxError ? syntaxErrorIn(file, error) : error instanceof Error ? (error.stack ?? '') : '');
  const missing = /Cannot find (?:module|package) '([^']*)'/.exec(message);
  const place = at === '' && missing !== null ? importIn(message, missing[1]!) : at;
  return new ClewError('CLEW_BAD_FILE', `${file} cannot be loaded`, {
    values: [...(place === '' ? [] : [relative(place)]), relative(message)],
    usually: missing === null ? usualCause(error, message) : 'A misspelt path, or a package that is not installed where the file is.',
  });
}

/** Where the file that a message names as the importer imports it. */
function importIn(message: string, imported: string): string {
  const importer = / imported from (.+?)(?:\?.*)?$/s.exec(message)?.[1]?.replace(/^file:\/\//, '');
  if (importer === undefined || !existsSync(importer)) return '';
  const lines = readFileSync(importer, 'utf8').split('\n');
  const line = lines.findIndex((text) => /\b(?:from|import|require)\b/.test(text) && text.includes(path.basename(imported)));
  return line < 0 ? '' : `${importer}:${line + 1}`;
}

function usualCause(error: unknown, message: string): string {
  if (/does not provide an export/.test(message)) return 'A misspelt name, or an import of a type without the word `type`.';
  if (isSyntaxError(error)) return 'A syntax error: the file must be TypeScript or JavaScript that exports scenarios.';
  return 'The file throws while it is loaded.';
}

function isSyntaxError(error: unknown): boolean {
  return error instanceof SyntaxError || (error instanceof Error && error.message.startsWith('Transform failed'));
}

/** The stack of a syntax error, beginning with the place; Node only tells it as it prints it. */
function syntaxErrorIn(file: string, { stack = '' }: SyntaxError): string {
  if (/^\S+:\d+\n/.test(stack)) return stack;
  return spawnSync(process.execPath, ['--check', path.resolve(file)], { encoding: 'utf8' }).stderr;
}

/** The message without its decoration, and where it points: `file:line` or `file:line:column`. */
function sayWhere(message: string, stack: string): { message: string; at: string } {
  const transformed = /\n(.+):(\d+):(\d+): ERROR: (.*)/.exec(message);
  if (transformed !== null) return { message: transformed[4]!, at: `${transformed[1]}:${transformed[2]}:${Number(transformed[3]) + 1}` };
  const first = message.split('\n')[0]!.replace(/ imported from \S*[\\/]cli[\\/]scenario-modules\S*$/, '');
  // A syntax error's stack begins with the place; any other error's has it in its first frame outside of Node and packages.
  const parsed = /^((?:file:\/\/|\/|[A-Za-z]:\\)\S+:\d+)\n/.exec(stack);
  if (parsed !== null) return { message: first, at: parsed[1]! };
  const frame = stack.split('\n').find((line) => /^\s+at /.test(line) && !/node:|node_modules|\/cli\//.test(line));
  return { message: first, at: /\(?((?:file:\/\/)?[^()\s]+:\d+:\d+)\)?$/.exec(frame ?? '')?.[1] ?? '' };
}
