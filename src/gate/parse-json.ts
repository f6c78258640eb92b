import { ClewError } from '../simulator/errors.ts';

/**
 * Reads JSON as people leave it behind: with a byte order mark, or in the middle of a merge.
 *
 * @throws ClewError CLEW_BAD_FILE with the line where the file stops being JSON
 */
export function parseJson(text: string, file: string): unknown {
  const plain = text.replace(/^\ufeff/, '');
  checkMergeConflict(plain, file);
  if (plain.trim() === '') throw new ClewError('CLEW_BAD_FILE', `${file} is empty`, { usually: 'A write that was cut short, or a file made by `touch`.' });
  try {
    return JSON.parse(plain);
  } catch (error) {
    const message = (error as Error).message;
    const position = /position (\d+)/.exec(message);
    const end = /end of (?:JSON|data)|Unterminated/i.test(message);
    const offset = position === null ? (end ? plain.trimEnd().length : -1) : Number(position[1]);
    throw new ClewError('CLEW_BAD_FILE', `${file} is not JSON`, {
      values: [offset < 0 ? message : placeOf(plain, Math.min(offset, plain.trimEnd().length), end)],
      usually: 'A comma too many or too few, after an edit or a merge by hand.',
    });
  }
}

function placeOf(text: string, offset: number, end: boolean): string {
  const before = text.slice(0, offset).split('\n');
  const line = text.split('\n')[before.length - 1]!.trim();
  const where = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
  return end ? `it ends too early, in ${where}` : `${where}: ${line.length > 80 ? `${line.slice(0, 79)}…` : line}`;
}

function checkMergeConflict(text: string, file: string): void {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => /^(<{7}|={7}|>{7}|\|{7})( |$)/.test(line));
  if (first < 0) return;
  throw new ClewError('CLEW_BAD_FILE', `${file} holds the marks of a merge conflict`, {
    values: [`line ${first + 1}: ${lines[first]!.slice(0, 80)}`],
    usually: 'Two branches have changed the agreement on the same protocol.',
    next: `Take either side whole, such as \`git checkout --theirs -- ${file}\`; \`clew gate\` then says what is different.`,
  });
}
