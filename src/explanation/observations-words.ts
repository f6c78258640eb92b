import type { RecordedEffect, RecordedRun, RecordedStep } from '../simulator/recorded-run.ts';
import { valueWords } from './words.ts';

/** In what the observations of a kind differ between the good run and the broken one, for a cell such as `observations of reply`. */
export function observationsWords(cell: string, good: RecordedRun, bad: RecordedRun): string {
  const [usual, now] = [recordedIn(good, cell), recordedIn(bad, cell)];
  const [added] = without(now, usual);
  const [gone] = without(usual, now);
  if (added !== undefined && gone !== undefined) return `${added} is recorded, not ${gone}`;
  if (added !== undefined) return usual.includes(added) ? `${added} is recorded more often than in the good run` : `${added} is recorded, and in the good run is not`;
  return gone === undefined ? `the ${cell} come in another order than in the good run` : `${gone} is never recorded`;
}

/** Whether an effect is an observation of that cell, which may stand for one kind of them or for all. */
export function isObservationIn(cell: string): (effect: RecordedEffect) => boolean {
  const kind = cell.slice('observations of '.length);
  return (effect) => effect.kind === 'observation' && (kind === '' || effect.name === kind);
}

/** The steps that do such a thing. */
export function stepsWith(isMeant: (effect: RecordedEffect) => boolean, { steps }: RecordedRun): RecordedStep[] {
  return steps.filter(({ effects }) => effects.some(isMeant));
}

function recordedIn({ steps }: RecordedRun, cell: string): string[] {
  const isMeant = isObservationIn(cell);
  return steps.flatMap(({ effects }) => effects.filter(isMeant).map((effect) => (effect.kind === 'observation' ? `${effect.name} ${valueWords(effect.value)}` : '')));
}

/** What is in the first list more often than in the second. */
function without(first: readonly string[], second: readonly string[]): string[] {
  const left = [...second];
  return first.filter((item) => {
    const place = left.indexOf(item);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}
