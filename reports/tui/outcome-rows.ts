import type { Ways } from '../../src/explanation/ways.ts';
import type { OutcomeReport } from '../../src/search/examine.ts';
import { counted } from '../text/words.ts';

/** A line of the outcome screen that the cursor can be on: it stands for one run. */
export interface OutcomeRow {
  /** The fault-free run; a way to break it; one failure set, of the way above it if that is open, else of none. */
  readonly kind: 'none' | 'way' | 'set';
  /** The failure set whose run it opens: of a way, the first. */
  readonly faults: string;
  /** The way's place, from 0; -1 for none. */
  readonly way: number;
  readonly text: string;
  /** What stands below it; empty for nothing. */
  readonly below: string;
  /** All that a search looks through. */
  readonly sought: string;
}

/** The fault-free run, then each distinct way to break the outcome, with all its failure sets where it is open, then sets that no way is known of. */
export function outcomeRows({ failureSets }: OutcomeReport, ways: Ways | null, open: readonly number[]): OutcomeRow[] {
  const none: OutcomeRow = { kind: 'none', faults: 'none', way: -1, text: 'none, the fault-free run', below: '', sought: 'none' };
  const told = new Set(ways?.ways.flatMap(({ sets }) => sets));
  const rows = (ways?.ways ?? []).flatMap(({ sentence, sets }, way): OutcomeRow[] => {
    const isOpen = open.includes(way);
    const more = sets.length === 1 ? '' : isOpen ? `  ▾ ${counted(sets.length, 'set')}` : `  ▸ and ${counted(sets.length - 1, 'set')} more`;
    const head: OutcomeRow = { kind: 'way', faults: sets[0]!, way, text: sentence, below: isOpen ? more.trimStart() : sets[0]! + more, sought: [sentence, ...sets].join(' ') };
    return isOpen && sets.length > 1 ? [head, ...sets.map((faults): OutcomeRow => ({ kind: 'set', faults, way, text: faults, below: '', sought: faults }))] : [head];
  });
  const others = failureSets.filter(({ faults }) => !told.has(faults)).map(({ faults }): OutcomeRow => ({ kind: 'set', faults, way: -1, text: faults, below: '', sought: faults }));
  return [none, ...rows, ...others];
}

/** How many ways and sets there are, and whether some sets are in none of the ways. */
export function outcomeHeading({ failureSets }: OutcomeReport, ways: Ways | null): string {
  if (failureSets.length === 0) return 'no failure set breaks it';
  const sets = counted(failureSets.length, 'minimal failure set');
  if (ways === null) return `${sets}, smallest first`;
  const untold = ways.leftOut === 0 ? '' : `; ${ways.leftOut} not told apart, as runs are long`;
  return `${counted(ways.ways.length, 'way')} to break it (${sets}), simplest first${untold}`;
}
