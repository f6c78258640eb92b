import type { FaultList } from './failure-sets.ts';
import type { SearchFault } from './system-under-test.ts';

/**
 * How likely a failure set is to break the outcome, next to others of its size: how many of its faults strike just after
 * something has left a node, and how many touch the run of the other faults.
 *
 * A node that stops between two effects has told somebody what it may now forget, or not do. And of two faults that
 * touch each other's runs neither is there only for what the other has set off, such as one more repetition.
 *
 * @param touches whether the fault at that place touches the run of the others
 */
export function likelihoodOf<F extends SearchFault>(faults: FaultList<F>, touches: (place: number) => boolean): number {
  let likelihood = 0;
  for (const [place, fault] of faults.entries()) {
    if ((fault.inside ?? 0) > 0) likelihood++;
    if (touches(place)) likelihood++;
  }
  return likelihood;
}

/** The likeliest first; those that are equally likely stay as they are. */
export function likeliestFirst<F extends SearchFault>(sets: readonly FaultList<F>[], likelihood: (faults: FaultList<F>) => number): FaultList<F>[] {
  const byLikelihood: FaultList<F>[][] = [];
  for (const faults of sets) (byLikelihood[likelihood(faults)] ??= []).push(faults);
  return byLikelihood.toReversed().flatMap((equal) => equal ?? []);
}
