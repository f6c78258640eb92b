import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ClewError } from '../src/simulator/errors.ts';

/** Refuses a file that could not be written, before any work is done for it. @throws ClewError CLEW_CANNOT_WRITE */
export function checkWritable(file: string): void {
  try {
    accessSync(path.dirname(file), constants.W_OK);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) throw new Error('it is a folder');
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

/** Writes a file whole or not at all. @throws ClewError CLEW_CANNOT_WRITE */
export function save(file: string, text: string): void {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw cannotWrite(file, error);
  }
}

function cannotWrite(file: string, error: unknown): ClewError {
  return new ClewError('CLEW_CANNOT_WRITE', `${file} cannot be written`, { values: [(error as Error).message], usually: 'A folder that is not there, or without permission to write.' });
}
