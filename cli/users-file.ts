import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ClewError } from '../src/simulator/errors.ts';
import { relative } from './relative-paths.ts';
import { type Exports, importFile } from './scenario-modules.ts';

/**
 * The exports of a file of the user's.
 *
 * @throws ClewError CLEW_BAD_FILE where it is not there or cannot be loaded, with the line if there is one
 */
export async function loadUsersFile(file: string): Promise<Exports> {
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
  if (isSyntaxError(error)) return 'A syntax error: the file must be TypeScript or JavaScript.';
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
