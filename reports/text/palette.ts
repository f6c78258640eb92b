/** Colours, for a terminal that has them. They only repeat what words and glyphs already say. */
export interface Palette {
  /** What is broken, and errors. */
  bad(text: string): string;
  /** What survives. */
  good(text: string): string;
  /** What is undecided, and warnings. */
  open(text: string): string;
  /** What matters less. */
  faint(text: string): string;
  /** What matters more. */
  strong(text: string): string;
}

const same = (text: string) => text;

/** No colours. */
export const plainPalette: Palette = { bad: same, good: same, open: same, faint: same, strong: same };
