import type { TuiState } from './tui-state.ts';

/** What there is to move over on a page of a list. */
export function pageOf({ rows }: TuiState): number {
  return Math.max(1, rows - 6);
}

/** How far a key moves in a list; 0 for keys that do not. */
export function moveOf(key: string, page: number): number {
  switch (key) {
    case 'down':
    case 'j':
      return 1;
    case 'up':
    case 'k':
      return -1;
    case 'pagedown':
    case ' ':
      return page;
    case 'pageup':
      return -page;
    case 'home':
    case 'g':
      return -Infinity;
    case 'end':
    case 'G':
      return Infinity;
    default:
      return 0;
  }
}

/** The place after a move, within a list of that length. */
export function moved(place: number, by: number, length: number): number {
  return Math.max(0, Math.min(place + by, length - 1));
}
