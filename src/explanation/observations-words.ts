import type { RecordedRun } from '../simulator/recorded-run.ts';
import { valueWords } from './words.ts';

/** In what the observations of a kind differ between the good run and the broken one, for a cell such as `observations of reply`. */
export function observationsWords(cell: string, good: RecordedRun, bad: RecordedRun): string {
  const kind = cell.slice('observations of '.length);
  const [usual, now] = [recordedIn(good, kind), recordedIn(bad, kind)];
  const [added] = without(now, usual);
  const [gone] = without(usual, now);
  if (added !== undefined && gone !== undefined) return `${added} is recorded, not ${gone}`;
  if (added !== undefined) return usual.includes(added) ? `${added} is recorded more often than in the good run` : `${added} is recorded, and in the good run is not`;
  return gone === undefined ? `the ${cell} come in another order than in the good run` : `${gone} is never recorded`;
}

function recordedIn({ steps }: RecordedRun, kind: string): string[] {
  return steps.flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'observation' && (effect.name === kind || kind === '') ? [`${effect.name} ${valueWords(effect.value)}`] : [])));
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
