import { type Palette, plainPalette } from '../text/palette.ts';
import { fitted } from '../space-time/width.ts';

/** Colours of the interactive report. Everything that they say is said by signs as well. */
export interface Theme extends Palette {
  /** The line, or the cell, that the cursor is on. */
  marked(text: string): string;
  /** Whether only ASCII can be shown. */
  readonly ascii: boolean;
}

/** No colours. */
export const plainTheme: Theme = { ...plainPalette, marked: (text) => text, ascii: false };

/** A line of a list: with a pointer, and marked over the whole width, where the cursor is on it. */
export function listLine(text: string, here: boolean, width: number, theme: Theme, paint: (text: string) => string = (plain) => plain): string {
  const line = fitted(`${here ? '›' : ' '} ${text}`, width);
  return here ? theme.marked(line) : paint(line.trimEnd());
}

/** The part of a list that fits, with the place of the cursor in the middle where there is more on both sides. */
export function visible<Item>(items: readonly Item[], place: number, height: number): readonly Item[] {
  const from = Math.max(0, Math.min(place - Math.floor(height / 2), items.length - height));
  return items.slice(from, from + Math.max(0, height));
}
