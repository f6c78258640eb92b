import type { Scenario } from 'clew';
import { playing } from '../../../../cli/report-scenarios.ts';
import type { Report, Reported, SourcePlace } from '../../../../reports/report.ts';
import { examine, type ExamineOptions } from '../../../../src/search/examine.ts';
import { ClewError } from '../../../../src/simulator/errors.ts';

/** A report on a search that is made here and now. */
export function reportOf(scenarios: readonly Scenario[], options: ExamineOptions = {}, place: SourcePlace | null = null): Report {
  return { examined: scenarios.map((scenario) => reportedOf(scenario, options, place)), unusable: [], onWorkloads: [], notSearched: [], interrupted: false, replayOptions: '', searchOptions: '' };
}

/** One scenario of a report. */
function reportedOf(scenario: Scenario, options: ExamineOptions = {}, place: SourcePlace | null = null): Reported {
  const report = examine(scenario, options);
  const reference = scenario.name;
  return { scenario, reference, report, elapsedMs: 12.5, place, unplayable: '', ...playing(scenario, { ...report, reference, elapsedMs: 12.5 }) };
}

/** The same report with a scenario that was unusable, and one whose turn did not come. */
export function withTrouble(report: Report, name = 'broken/scenario', what = 'it throws'): Report {
  const [first] = report.examined;
  return { ...report, unusable: [{ scenario: { ...first!.scenario, name }, reference: name, error: new ClewError('CLEW_HANDLER_THREW', what, { values: [what], usually: what }) }], notSearched: [name], interrupted: true };
}
