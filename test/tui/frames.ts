import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../../docs/tui.md', import.meta.url));

/** The captured frame of that name in docs/tui.md; with UPDATE_DOCS it is written there first. */
export function documented(name: string, captured: string): string {
  const text = readFileSync(page, 'utf8');
  const marks = [`<!-- frame ${name} -->\n\`\`\`\n`, '```\n<!-- /frame -->'] as const;
  const from = text.indexOf(marks[0]);
  if (from < 0) throw new Error(`docs/tui.md has no frame "${name}"`);
  const [start, end] = [from + marks[0].length, text.indexOf(marks[1], from)];
  if (process.env['UPDATE_DOCS'] !== undefined && process.env['UPDATE_DOCS'] !== '') {
    writeFileSync(page, text.slice(0, start) + framed(captured) + text.slice(end));
    return framed(captured);
  }
  return text.slice(start, end);
}

/** A frame without how many runs a search took: that is another matter than what the frame shows. */
export function uncounted(frame: string): string {
  const counts = /\b\d[\d,]*(?= (?:runs?|cover|equal|failure)\b)/g;
  return frame.split('\n').map((line) => line.replaceAll(counts, '#').replace(/\S*…$/, '…')).join('\n');
}

/** A screen as it is written in the page: without spaces at the ends of lines, and without the empty line below it. */
export function framed(screen: string): string {
  return `${screen.split('\n').map((line) => line.trimEnd()).join('\n').trimEnd()}\n`;
}
