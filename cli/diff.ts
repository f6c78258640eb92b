import { readFileSync } from 'node:fs';
import { documentText } from '../reports/json/document.ts';
import { diffDocument } from '../reports/json/gate-document.ts';
import { diffText } from '../reports/text/gate-text.ts';
import { changesBetween } from '../src/gate/changes-between.ts';
import { readFindings } from '../src/gate/read-documents.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { ExitCode } from './exit-code.ts';
import { paletteFor, print, printDocument } from './terminal.ts';

/** The options of `clew diff`, as commander gives them. */
export interface DiffOptions {
  readonly json?: boolean;
  readonly all?: boolean;
}

/** `clew diff`: what lies between two states of the protocols. Exit code 1 if one thing got worse. */
export async function diff(base: string, head: string, options: DiffOptions): Promise<void> {
  const changes = changesBetween(readFindings(textOf(base), base), readFindings(textOf(head), head));
  process.exitCode = changes.some(({ direction }) => direction === 'worse') ? ExitCode.broken : ExitCode.good;
  if (options.json === true) return printDocument(documentText(diffDocument(base, head, changes)));
  print(diffText(changes, await paletteFor(process.stdout), { all: options.all === true }));
}

/** The text of a file that the user named. @throws ClewError CLEW_BAD_FILE */
export function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new ClewError('CLEW_BAD_FILE', missing ? `there is no file ${file}` : `${file} cannot be read`, { ...(!missing && { values: [(error as Error).message] }) });
  }
}
