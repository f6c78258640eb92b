import { graphemesOf, widthOf } from '../space-time/width.ts';

/** What each of our own signs becomes where only ASCII can be shown; all of them are one column wide, and so are these. */
const signs: Readonly<Record<string, string>> = {
  '…': '.', '→': '>', '←': '<', '↑': '^', '↓': 'v', '›': '>', '▸': '>', '▾': 'v', '·': '.', '•': '*', '▏': '_', '–': '-', '—': '-', '’': "'", '‘': "'", '“': '"', '”': '"', '×': 'x', '∖': '\\', '⊂': '<', '∅': '0',
  '─': '-', '│': '|', '║': '|', '├': '|', '└': '`', '✗': 'x', '✓': '+', '◇': '?', '▪': '#', '╳': 'X', '⋮': ':',
  '●': '*', '↻': '@', '◀': '<', '▶': '>', '⊠': '%', '⇉': '2', '↷': '~', '◷': 't', '⊘': '/', '◴': '^', '◆': '+',
};

/** Whether that sign has an ASCII sign of its own. */
export function hasAsciiSign(sign: string): boolean {
  return sign in signs;
}

/** A text for a terminal that shows ASCII only, in as many columns: our own signs as their like, what a scenario brought as question marks. */
export function inAscii(text: string): string {
  // oxlint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(text)) return text;
  // Where it stands for words and not for the end of one, nothing has to stay in its column.
  const told = text.replaceAll(/(?<=^|\s)…(?= \w)/gmu, '...');
  let plain = '';
  // oxlint-disable-next-line no-control-regex
  for (const { segment } of graphemesOf(told)) plain += /^[\u0000-\u007f]+$/.test(segment) ? segment : (signs[segment] ?? bareLetter(segment) ?? '?'.repeat(widthOf(segment)));
  return plain;
}

/** A Latin letter without its accents. */
function bareLetter(segment: string): string | undefined {
  return /^([A-Za-z])\p{M}+$/u.exec(segment.normalize('NFD'))?.[1];
}
