import type { Example, Held, OutcomeExplanation, Way } from '../../src/explanation/explanation.ts';
import type { RecordedRun } from '../../src/simulator/recorded-run.ts';
import type { ExplainResults } from '../explain-results.ts';
import { boundsFields, certificateFields } from './run-document.ts';

/** An explanation as the document `clew/explain/1`. The same scenario and bounds give the same document. */
export function explainDocument({ explanation, reference }: ExplainResults): object {
  const { scenario, bounds, faults, good, outcomes, runs } = explanation;
  return { schema: 'clew/explain/1', scenario, reference, bounds: boundsFields(bounds), faults, good: runFields(good), outcomes: outcomes.map(outcomeFields), runs };
}

function outcomeFields({ name, kind, title, report, lineage, links, nodes, leftOut, ways, held }: OutcomeExplanation): object {
  const found = report === null ? {} : { verdict: report.verdict, failureSets: report.failureSets.map(({ faults }) => faults), certificate: certificateFields(report.certificate) };
  return { name, kind, title, ...found, lineage, links, nodes, leftOut, ways: ways.map(wayFields), held: held === null ? null : heldFields(held) };
}

function wayFields({ key, sentence, sets, example }: Way): object {
  return { key, sentence, sets, example: exampleFields(example) };
}

function exampleFields({ faults, run, difference, cut, instead, cause }: Example): object {
  return { faults, run: runFields(run), difference, cut, instead, cause };
}

function heldFields({ faults, run, lineage, text }: Held): object {
  return { faults, run: runFields(run), lineage, text };
}

/** A run as in `clew/replay/1`; what is said of the whole document is not said again. */
function runFields({ faults, fired, unfired, outcomes, breakdowns, nodes, steps, incidents, end }: RecordedRun): object {
  return { faults, fired, unfired, outcomes, breakdowns, nodes, steps, incidents, end };
}
