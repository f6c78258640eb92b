/** The stable codes of errors; each is a user's mistake, told apart for scripts. */
export type ErrorCode =
  | 'CLEW_UNKNOWN_SCENARIO'
  | 'CLEW_UNKNOWN_COMMAND'
  | 'CLEW_UNKNOWN_OUTCOME'
  | 'CLEW_UNKNOWN_NODE'
  | 'CLEW_UNKNOWN_MESSAGE'
  | 'CLEW_UNKNOWN_TIMER'
  | 'CLEW_BAD_NAME'
  | 'CLEW_BAD_FAULT'
  | 'CLEW_BAD_BOUNDS'
  | 'CLEW_BAD_SCENARIO'
  | 'CLEW_BAD_OPTION'
  | 'CLEW_BAD_FILE'
  | 'CLEW_CANNOT_WRITE'
  | 'CLEW_UNTRACKED_VALUE'
  | 'CLEW_IMPURE_HANDLER'
  | 'CLEW_IMPURE_OUTCOME'
  | 'CLEW_NOT_REPEATABLE'
  | 'CLEW_NOT_INTERCHANGEABLE'
  | 'CLEW_ENDLESS_TICK'
  | 'CLEW_ENDLESS_HANDLER'
  | 'CLEW_TOO_MANY_STEPS'
  | 'CLEW_HANDLER_THREW'
  | 'CLEW_OUTCOME_THREW'
  | 'CLEW_VACUOUS_OUTCOME'
  | 'CLEW_BROKEN_WITHOUT_FAULTS';

/** The parts of an error message besides what happened. */
export interface ErrorParts {
  /** The values at hand, a line each. */
  readonly values?: readonly string[];
  /** The usual cause. */
  readonly usually?: string;
  /** The next command, or what to write instead. */
  readonly next?: string;
}

/** A mistake of the user's, with what happened, the values, the usual cause and the next command. */
export class ClewError extends Error {
  readonly code: ErrorCode;
  readonly what: string;
  readonly values: readonly string[];
  readonly usually: string | undefined;
  readonly next: string | undefined;

  constructor(code: ErrorCode, what: string, parts: ErrorParts = {}) {
    super([what, ...(parts.values ?? []), parts.usually, parts.next].filter((part) => part !== undefined).join('\n  '));
    this.name = 'ClewError';
    this.code = code;
    this.what = what;
    this.values = parts.values ?? [];
    this.usually = parts.usually;
    this.next = parts.next;
  }
}

/** The names closest to a misspelt one, best first; none if nothing is close. */
export function closest(name: string, known: Iterable<string>, most = 3): string[] {
  const limit = Math.max(2, Math.floor(name.length / 3));
  return [...known]
    .map((candidate) => ({ candidate, distance: candidate.includes(name) ? 1 : editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** "Did you mean …?" for a misspelt name, or the list of what there is. */
export function suggestion(name: string, known: readonly string[]): string {
  const close = closest(name, known);
  if (close.length > 0) return `Did you mean ${close.map((candidate) => `"${candidate}"`).join(' or ')}?`;
  return known.length === 0 ? 'There is none.' : `There is ${known.slice(0, 12).map((candidate) => `"${candidate}"`).join(', ')}${known.length > 12 ? ', …' : ''}.`;
}

/** Edit distance with neighbouring swaps (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min(current[column - 1]! + 1, last[column]! + 1, last[column - 1]! + cost);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) best = Math.min(best, beforeLast[column - 2]! + 1);
      current.push(best);
    }
    [beforeLast, last] = [last, current];
  }
  return last[b.length]!;
}
