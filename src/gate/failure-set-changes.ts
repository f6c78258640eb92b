import { exceptionOutcome } from '../search/simulated-system.ts';
import { type AgreedBounds, type AgreedOutcome, sizeOf } from './agreement.ts';
import type { Change } from './change.ts';
import { isCovered, timelessForm } from './within-bounds.ts';

/** An outcome together with the bounds that it was searched within. */
export interface Judged {
  readonly outcome: AgreedOutcome;
  readonly bounds: AgreedBounds;
}

/** Tells whether a failure set comes to the same as one of the known ones, though it names another moment. */
export type SameCourse = (outcome: string, faults: string, known: readonly string[]) => boolean;

/** A change of one failure set. */
export type SetChange = Omit<Change, 'scenario'>;

/**
 * What has become of the minimal failure sets, a line for each.
 *
 * A set that appears is only worse where it had been looked for; one that is missing is only better where it was looked
 * for again. One that shrank, or grew, is told once, not as a set that is gone and a set that is new.
 */
export function failureSetChanges(agreed: Judged, found: Judged, sameCourse: SameCourse): SetChange[] {
  const { appeared, gone } = unpaired(agreed, found);
  const name = found.outcome.outcome;
  const told = new Set<string>();
  const changes: SetChange[] = [];
  const seenAgain = gone.filter((set) => name === exceptionOutcome || isCovered(set, found.bounds, found.outcome.certified));
  for (const faults of appeared) {
    const larger = gone.filter((set) => isProperSubset(faults, set));
    const smaller = seenAgain.find((set) => isProperSubset(set, faults));
    const add = (direction: Change['direction'], text: string) => changes.push({ outcome: name, kind: 'failure-set-new', direction, text, faults });
    if (larger.length > 0) {
      for (const set of larger) told.add(set);
      add('worse', `fewer faults are enough: ${faults} (it took ${larger[0]})`);
    } else if (!isCovered(faults, agreed.bounds, agreed.outcome.certified) && !(name === exceptionOutcome && agreed.outcome.certified < 0)) add('changed', `a way to break it that had not been looked for: ${faults}`);
    else if (smaller !== undefined) {
      told.add(smaller);
      add('better', `it now takes more: ${faults} (${smaller} was enough)`);
    } else if (!sameCourse(name, faults, agreed.outcome.failureSets)) add('worse', `a new way to break it: ${faults}`);
  }
  for (const faults of gone) {
    if (told.has(faults)) continue;
    if (seenAgain.includes(faults)) changes.push({ outcome: name, kind: 'failure-set-gone', direction: 'better', text: `no longer breaks it: ${faults}`, faults });
    else changes.push({ outcome: name, kind: 'failure-set-out-of-sight', direction: 'changed', text: `was not looked for this time: ${faults}`, faults });
  }
  return changes;
}

/** The sets that only one side has. Where derived durations have followed a change of latencies, a set is the same but for its ticks. */
function unpaired(agreed: Judged, found: Judged): { appeared: readonly string[]; gone: readonly string[] } {
  const before = new Set(agreed.outcome.failureSets);
  const now = new Set(found.outcome.failureSets);
  const appeared = [...now].filter((set) => !before.has(set));
  const gone = [...before].filter((set) => !now.has(set));
  const [then, today] = [agreed.bounds.derivedDurations, found.bounds.derivedDurations];
  if (then === undefined || today === undefined || String(then) === String(today)) return { appeared, gone };
  const waiting = [...gone];
  const unmatched = appeared.filter((set) => {
    const match = waiting.findIndex((other) => timelessForm(other) === timelessForm(set));
    if (match >= 0) waiting.splice(match, 1);
    return match < 0;
  });
  return { appeared: unmatched, gone: waiting };
}

function isProperSubset(smaller: string, larger: string): boolean {
  if (sizeOf(smaller) >= sizeOf(larger)) return false;
  const tokens = new Set(larger.split('+'));
  return smaller === 'none' || smaller.split('+').every((token) => tokens.has(token));
}
