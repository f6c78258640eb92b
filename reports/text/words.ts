import { type Bounds, faultKinds, pluralOf } from '../../src/simulator/bounds.ts';

/** How long a name, and a text, of a scenario may be where they are printed, in characters. */
export const nameMost = 60;
/** See {@link nameMost}. */
export const textMost = 500;

/** A number of things: `1 fault`, `2 faults`, `3 crashes`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(count)} ${count === 1 ? singular : plural}`;
}

/** A whole number with its thousands apart. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** A budget in words: `1 crash, 2 drops`. */
export function budgetInWords(budget: Bounds['budget']): string {
  const parts = faultKinds.flatMap((kind) => (budget[kind] === undefined ? [] : [counted(budget[kind], nounOf[kind] ?? kind, pluralOf[kind])]));
  return parts.length === 0 ? 'no faults' : parts.join(', ');
}

const nounOf: { readonly [kind: string]: string } = { isolate: 'isolation' };

/** What bounds a search, in one line. Every verdict speaks only of what lies within. */
export function boundsInWords(bounds: Bounds): string {
  const lasting = ['cut', 'isolate', 'pause', 'restart', 'skew'].some((kind) => (bounds.budget[kind as 'cut'] ?? 0) > 0);
  return [
    `at most ${counted(bounds.depth, 'fault')} of ${budgetInWords(bounds.budget)}`,
    bounds.atomicSteps ? 'none inside a step' : '',
    lasting ? `lasting ${bounds.durations.join(', ')} ticks` : '',
    (bounds.budget.defer ?? 0) > 0 ? `deferred by ${bounds.deferrals.join(', ')} steps` : '',
    `none after tick ${bounds.until}`,
    `runs end at tick ${bounds.horizon}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}
