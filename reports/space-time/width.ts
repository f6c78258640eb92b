/**
 * How many columns of a terminal a text takes: East Asian wide characters and emoji two, combining marks none.
 *
 * What belongs together, such as the parts of a flag or of a family, counts once.
 */
export function widthOf(text: string): number {
  // oxlint-disable-next-line no-control-regex
  if (/^[\u0000-\u02ff\u2190-\u22ff\u2500-\u259f\u2026]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemesOf(text)) width += widthOfSegment(segment);
  return width;
}

/** The text in exactly so many columns: filled up with spaces, or cut with an ellipsis. */
export function fitted(text: string, width: number, ellipsis = '…'): string {
  const wide = widthOf(text);
  if (wide <= width) return text + ' '.repeat(width - wide);
  if (width <= ellipsis.length) return ellipsis.slice(0, width);
  let cut = '';
  let taken = 0;
  for (const { segment } of graphemesOf(text)) {
    const next = taken + widthOfSegment(segment);
    if (next > width - ellipsis.length) break;
    cut += segment;
    taken = next;
  }
  return cut + ellipsis + ' '.repeat(width - ellipsis.length - taken);
}

/** The text in at most so many lines of at most that width, broken at spaces, or after "="; the last one ends in an ellipsis where it does not fit. */
export function wrapped(text: string, width: number, linesMax: number, ellipsis = '…'): string[] {
  const lines: string[] = [];
  let rest = text;
  while (lines.length < linesMax - 1 && widthOf(rest) > width) {
    const end = breakBefore(rest, width);
    if (end === 0) break;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...lines, widthOf(rest) > width ? fitted(rest, width, ellipsis) : rest];
}

/** Where a line of that width may end; 0 for nowhere. */
function breakBefore(text: string, width: number): number {
  let end = 0;
  for (const { index } of text.matchAll(/(?<= )|(?<==)(?=\S)/g)) {
    if (widthOf(text.slice(0, index).trimEnd()) > width) return end;
    end = index;
  }
  return end;
}

let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for characters. The tables for that are only loaded once they are needed. */
export function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

const wide = /^[\u1100-\u115f\u231a\u231b\u2329\u232a\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f004}\u{1f0cf}\u{1f18e}\u{1f191}-\u{1f19a}\u{1f1e6}-\u{1f320}\u{1f32d}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f7e0}-\u{1f7eb}\u{1f90c}-\u{1f9ff}\u{1fa70}-\u{1faff}\u{20000}-\u{3fffd}]/u;

function widthOfSegment(segment: string): number {
  // oxlint-disable-next-line no-misleading-character-class
  if (/^[\p{M}\u200d\ufe0f]+$/u.test(segment)) return 0;
  return wide.test(segment) || segment.includes('\ufe0f') ? 2 : 1;
}
