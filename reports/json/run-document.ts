import type { Certificate, OutcomeReport } from '../../src/search/examine.ts';
import { type Bounds, faultKinds } from '../../src/simulator/bounds.ts';
import type { Counterexample } from '../../src/workload/examine-workloads.ts';
import type { Examined, ExaminedWorkloads, RunResults } from '../run-results.ts';
import { errorFields } from './error-document.ts';

/** What `clew run` found out, as the document `clew/run/1`. The same results give the same document, but for `elapsedMs`. */
export function runDocument(results: RunResults): object {
  const { unusable, workloads = [], notSearched, interrupted } = results;
  return {
    schema: 'clew/run/1',
    results: results.examined.map(resultFields),
    ...(workloads.length > 0 && { workloads: workloads.map(workloadsFields) }),
    ...(unusable.length > 0 && { errors: unusable.map(({ scenario, error }) => ({ scenario: scenario.name, ...errorFields(error) })) }),
    ...(notSearched.length > 0 && { notSearched }),
    interrupted,
  };
}

function resultFields({ report, reference, elapsedMs }: Examined): object {
  return {
    scenario: report.scenario,
    reference,
    bounds: boundsFields(report.bounds),
    outcomes: report.outcomes.map(outcomeFields),
    runs: report.runs,
    steps: report.steps,
    interrupted: report.interrupted,
    elapsedMs: Math.round(elapsedMs * 10) / 10,
  };
}

/** A scenario of many workloads as the document `clew/run/1` shows it. */
function workloadsFields({ reference, report, elapsedMs }: ExaminedWorkloads): object {
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

/** Bounds as all documents show them. */
export function boundsFields(bounds: Bounds): object {
  const { horizon, until, depth, atomicSteps, budget, durations, deferrals } = bounds;
  const inOrder = Object.fromEntries(faultKinds.flatMap((kind) => (budget[kind] === undefined ? [] : [[kind, budget[kind]]])));
  return { horizon, until, depth, atomicSteps, budget: inOrder, durations, deferrals };
}

/** An outcome as all documents show it. */
export function outcomeFields({ name, kind, title, of, verdict, failureSets, certificate }: OutcomeReport): object {
  return {
    name,
    kind,
    title,
    ...(of !== undefined && { of }),
    verdict,
    failureSets: failureSets.map(({ faults, size, foundAtRun }) => ({ faults, size, foundAtRun })),
    certificate: certificateFields(certificate),
  };
}

/** A certificate as all documents show it. */
export function certificateFields({ method, depth, complete, runs, covered, shareOfNext, interchangeable }: Certificate): object {
  return { method, depth, complete, runs, covered, shareOfNext: Math.round(shareOfNext * 10_000) / 10_000, ...(interchangeable !== undefined && { interchangeable }) };
}
