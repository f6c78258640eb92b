import type { BoundsOptions } from 'clew';
import type { Scenario } from '../src/simulator/scenario.ts';
import { type Comparison, comparison } from '../src/search/compare.ts';
import { processorTime } from './processor-time.ts';

/** How far to go with each scenario. */
export interface ComparisonLimits {
  readonly bounds: BoundsOptions;
  /** The largest space that is enumerated, and the most runs of one search. */
  readonly runsMax: number;
  /** After so many milliseconds a scenario is left as it is. */
  readonly milliseconds: number;
  readonly trials: number;
}

/** Compares all strategies on one scenario. */
export function compareWithin(scenario: Scenario, { bounds, runsMax, milliseconds, trials }: ComparisonLimits): Comparison {
  const end = processorTime() + milliseconds;
  const running = comparison(scenario, { ...bounds, runsMax, trials, merged: true, clock: processorTime, stopped: () => processorTime() > end });
  for (;;) {
    const next = running.next();
    if (next.done === true) return next.value;
  }
}
