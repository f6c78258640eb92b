import type { ReplayResults } from '../replay-results.ts';
import { boundsFields } from './run-document.ts';

/** One run in full, as the document `clew/replay/1`. */
export function replayDocument({ run, reference, unfired, repeated }: ReplayResults): object {
  const { scenario, faults, fired, nodes, steps, incidents, outcomes, breakdowns, end } = run;
  return {
    schema: 'clew/replay/1',
    scenario,
    reference,
    bounds: boundsFields(run.bounds),
    faults,
    fired,
    unfired,
    ...(repeated && { repeated }),
    outcomes,
    breakdowns,
    nodes,
    steps,
    incidents,
    end,
  };
}
