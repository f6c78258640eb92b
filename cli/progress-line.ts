import { safeText } from '../src/simulator/display-value.ts';
import { counted, grouped } from '../reports/text/words.ts';
import type { SearchProgress } from '../src/search/search.ts';

/** How often the line is redrawn, in milliseconds. */
const redrawMilliseconds = 100;

/** A line on stderr that says where a search stands. */
export interface ProgressLine {
  readonly show: (state: string, runs: number) => void;
  readonly clear: () => void;
}

/** A line that shows nothing unless stderr is a terminal. */
export function progressLine(scenario: string): ProgressLine {
  if (!process.stderr.isTTY || process.env['TERM'] === 'dumb') return { show: () => undefined, clear: () => undefined };
  const began = performance.now();
  let drawn = began;
  let dirty = false;
  return {
    show(state, runs) {
      const now = performance.now();
      if (now - drawn < redrawMilliseconds) return;
      drawn = now;
      dirty = true;
      process.stderr.write(`\r${`${safeText(scenario)}  ${state}  ${counted(runs, 'run')}  ${grouped(Math.round((runs / (now - began)) * 1000))} runs/s`.slice(0, (process.stderr.columns || 80) - 1)}\u001b[K`);
    },
    clear() {
      if (dirty) process.stderr.write('\r\u001b[K');
      dirty = false;
    },
  };
}

/** Where a search stands, in a few words. */
export function searchState({ size, depth, found }: SearchProgress): string {
  return `level ${size} of ${depth}  ${found} found`;
}
