import type { Counterexample } from '../../src/workload/examine-workloads.ts';
import type { ExaminedWorkloads } from '../run-results.ts';
import { errorFields } from './error-document.ts';
import { boundsFields, outcomeFields } from './run-document.ts';

/** A scenario of many workloads as the document `clew/run/1` shows it. */
export function workloadsFields({ reference, report, elapsedMs }: ExaminedWorkloads): object {
  const { verdict, workloads, skipped, undecided, runs, seed, counterexample } = report;
  return {
    reference,
    verdict,
    workloads,
    skipped,
    undecided,
    runs,
    seed,
    ...(counterexample !== undefined && { counterexample: counterexampleFields(counterexample) }),
    elapsedMs: Math.round(elapsedMs * 10) / 10,
  };
}

function counterexampleFields({ shown, path, shrinks, scenario, report, withoutFaults }: Counterexample): object {
  return {
    workload: shown,
    path,
    shrinks,
    scenario: scenario.name,
    ...(report !== undefined && { bounds: boundsFields(report.bounds), outcomes: report.outcomes.map(outcomeFields) }),
    ...(withoutFaults !== undefined && { withoutFaults: errorFields(withoutFaults) }),
  };
}
