import { plain } from '../summary.ts';

/** A text that Markdown shows as it is: no emphasis, links, mentions, lists, HTML or images come of it. */
export function markdownText(text: string, most?: number): string {
  return plain(text, most).replace(/[\\`*_{}[\]()#|~$^&<>"'@]|:(?=\/\/|[\w+-]+:)|^[-+=]|(?<=^\d+)[.)]|(?<=\bwww)\./gi, (character) => `&#${character.charCodeAt(0)};`);
}

/** A text as code within a line; in a table a bar is escaped. */
export function markdownCode(text: string, most?: number): string {
  const shown = plain(text, most).replaceAll('|', String.raw`\|`);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const room = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${room}${shown}${room}${fence}`;
}

/** Lines as a block of code. They must be safe to print already. */
export function markdownBlock(lines: readonly string[], language = 'text'): string {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return `${fence}${language}\n${lines.join('\n')}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
