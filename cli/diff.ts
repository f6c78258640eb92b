import { readFileSync } from 'node:fs';
import { documentText } from '../reports/json/document.ts';
import { diffDocument } from '../reports/json/gate-document.ts';
import { diffText } from '../reports/text/gate-text.ts';
import { counted } from '../reports/text/words.ts';
import { changesBetween } from '../src/gate/changes-between.ts';
import { parseJson } from '../src/gate/parse-json.ts';
import { readFindings } from '../src/gate/read-documents.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { ExitCode } from './exit-code.ts';
import { paletteFor, print, printDocument, printError } from './terminal.ts';

/** The options of `clew diff`, as commander gives them. */
export interface DiffOptions {
  readonly json?: boolean;
  readonly all?: boolean;
}

/** `clew diff`: what lies between two states of the protocols. Exit code 1 if one thing got worse. */
export async function diff(base: string, head: string, options: DiffOptions): Promise<void> {
  const changes = changesBetween(readFindings(textOf(base), base), readFindings(textOf(head), head));
  for (const file of [base, head]) noteWorkloads(file);
  process.exitCode = changes.some(({ direction }) => direction === 'worse') ? ExitCode.broken : ExitCode.good;
  if (options.json === true) return printDocument(documentText(diffDocument(base, head, changes)));
  print(diffText(changes, await paletteFor(process.stdout), { all: options.all === true }));
}

/** A saved run tells too little of generated workloads: what is agreed on them is in a gate file. */
function noteWorkloads(file: string): void {
  const { schema, workloads } = parseJson(textOf(file), file) as { readonly schema?: unknown; readonly workloads?: readonly unknown[] };
  if (schema === 'clew/run/1' && Array.isArray(workloads) && workloads.length > 0) printError(`${file}: ${counted(workloads.length, 'scenario')} of generated workloads ${workloads.length === 1 ? 'is' : 'are'} not compared; gate files compare them.\n`);
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
