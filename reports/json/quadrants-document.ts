import type { Quadrants } from '../../src/search/quadrants.ts';
import { boundsFields, outcomeFields } from './run-document.ts';

/** A scenario in the four worlds, as the document `clew/quadrants/1`. */
export function quadrantsDocument({ scenario, quadrants, onlyTogether }: Quadrants, reference: string): object {
  return {
    schema: 'clew/quadrants/1',
    scenario,
    reference,
    quadrants: quadrants.map(({ asynchrony, failures, report }) => ({ asynchrony, failures, bounds: boundsFields(report.bounds), outcomes: report.outcomes.map(outcomeFields), runs: report.runs })),
    onlyTogether,
  };
}
