import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ClewError } from '../../src/simulator/errors.ts';
import { save } from '../save.ts';
import { print, printDocument, printError } from '../terminal.ts';
import type { ChosenReporter } from './chosen-reporters.ts';

/** Puts what a reporter says where it belongs, and names the file on stderr. @throws ClewError CLEW_CANNOT_WRITE */
export function deliver({ name, file }: ChosenReporter, text: string): void {
  if (file === undefined) return name === 'text' ? print(text) : printDocument(text);
  try {
    mkdirSync(path.dirname(file), { recursive: true });
  } catch (error) {
    throw new ClewError('CLEW_CANNOT_WRITE', `${file} cannot be written`, { values: [(error as Error).message], usually: 'A file where a folder is wanted.' });
  }
  save(file, text);
  printError(`${file} is written: ${name}.\n`);
}
