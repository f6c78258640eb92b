import { existsSync } from 'node:fs';
import path from 'node:path';
import { ClewError } from '../../src/simulator/errors.ts';

/** The files that some of the globs match, relative to the folder, in alphabetical order; none of `node_modules`. */
export async function filesMatching(globs: readonly string[], folder: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  const files = await glob([...globs], { cwd: folder, ignore: ['**/node_modules/**', '**/.git/**'], onlyFiles: true, expandDirectories: false });
  return [...new Set(files)].sort();
}

/** Whether an argument is a glob: `src/**` and the like, unless there is a file of that very name. */
export function isGlob(word: string): boolean {
  return /[*?[{]|!\(/.test(word) && !existsSync(word.split('#')[0]!);
}

/** The arguments with files in place of globs, relative to the working directory. @throws ClewError CLEW_BAD_FILE for a glob that matches nothing */
export async function withoutGlobs(words: readonly string[]): Promise<string[]> {
  const expanded: string[] = [];
  for (const word of words) expanded.push(...(isGlob(word) ? await filesOfGlob(word) : [word]));
  return [...new Set(expanded)];
}

async function filesOfGlob(word: string): Promise<string[]> {
  const files = await filesMatching([word.split(path.sep).join('/').replace(/^\.\//, '')], process.cwd());
  if (files.length > 0) return files;
  throw new ClewError('CLEW_BAD_FILE', `no file matches ${word}`, { values: [`looked in ${process.cwd()}`], usually: 'A glob of another folder; files of node_modules are left out.', next: "In quotes, so that the shell leaves it alone: clew run 'src/**/*.scenario.ts'" });
}
