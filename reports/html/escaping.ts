import { plain } from '../summary.ts';

/** A text of a scenario that HTML shows as it is, on one line and shortened: between tags and in quotes. */
export function htmlText(text: string, most?: number): string {
  return plain(text, most).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
