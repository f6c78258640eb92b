import { widthOf } from '../space-time/width.ts';

/** Lays out rows of cells in columns of equal width, two spaces apart. `paint` colours a cell after it was measured. */
export function inColumns(rows: readonly (readonly string[])[], paint: (cell: string, row: number, column: number) => string = (cell) => cell): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
  return rows.map((row, rowIndex) =>
    row
      .map((cell, column) => paint(cell, rowIndex, column) + (column === row.length - 1 ? '' : ' '.repeat(widths[column]! - widthOf(cell))))
      .join('  ')
      .trimEnd(),
  );
}

/** Breaks a text into lines of at most that width, at spaces. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
