import type { OutcomeReport } from '../../src/search/examine.ts';
import { lineOf, type Report, type Reported } from '../report.ts';
import type { WorkloadsVerdict } from '../saved-workloads.ts';
import { countVerdicts, grounds, plain, verdictLine } from '../summary.ts';
import { boundsInWords } from '../text/words.ts';
import { type Element, element, xmlDocument } from './xml.ts';

/**
 * A report as JUnit XML: a suite for each scenario, a test case for each outcome.
 *
 * A broken outcome is a failure, an undecided one and an unusable scenario an error (neither has passed), and a scenario
 * whose turn did not come is skipped.
 */
export function junitReport(report: Report): string {
  const suites = [...report.examined.map(suiteOf), ...report.onWorkloads.map(workloadsSuite), ...report.unusable.map(({ scenario, error }) => lonelyCase(scenario.name, element('error', { type: error.code, message: plain(error.what) }, errorLines(error)))), ...report.notSearched.map((name) => lonelyCase(name, element('skipped', { message: 'the search was stopped before its turn came' })))];
  const counts = countVerdicts(report);
  const milliseconds = report.examined.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0);
  const totals = { tests: counts.outcomes + report.unusable.length + report.notSearched.length, failures: counts.broken, errors: counts.undecided + counts.unusable, skipped: report.notSearched.length };
  return xmlDocument(element('testsuites', { name: 'clew', ...totals, time: seconds(milliseconds) }, suites));
}

function suiteOf(reported: Reported): Element {
  const { report, elapsedMs } = reported;
  const { outcomes } = report;
  const count = (verdict: string) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const properties = [
    ['clew.bounds', boundsInWords(report.bounds)],
    ['clew.depth', report.bounds.depth],
    ['clew.horizon', report.bounds.horizon],
    ['clew.until', report.bounds.until],
    ['clew.runs', report.runs],
    ['clew.steps', report.steps],
  ] as const;
  return element('testsuite', { name: plain(reported.scenario.name), tests: outcomes.length, failures: count('broken'), errors: count('undecided'), skipped: 0, time: seconds(elapsedMs) }, [
    element('properties', {}, properties.map(([name, value]) => element('property', { name, value }))),
    ...outcomes.map((outcome) => caseOf(reported, outcome)),
  ]);
}

function caseOf(reported: Reported, outcome: OutcomeReport): Element {
  const { place, scenario } = reported;
  const line = lineOf(place, outcome.name);
  const where = place === null ? {} : { file: plain(place.file), ...(line > 0 && { line }) };
  const said = { message: verdictLine(outcome), type: outcome.verdict };
  const text = grounds(reported, outcome).join('\n');
  const result = outcome.verdict === 'broken' ? [element('failure', said, text)] : outcome.verdict === 'undecided' ? [element('error', said, text)] : [element('system-out', {}, text)];
  return element('testcase', { classname: plain(scenario.name), name: plain(outcome.name), time: '0', ...where }, result);
}

function workloadsSuite({ reference, verdict, grounds: said, found, again }: WorkloadsVerdict): Element {
  const text = [...found, '', `again: ${plain(again)}`].join('\n');
  const result = verdict === 'survives' ? element('system-out', {}, said) : element(verdict === 'broken' ? 'failure' : 'error', { message: said, type: verdict }, text);
  return lonelyCase(reference, result, 'workloads');
}

function lonelyCase(name: string, result: Element, about = 'search'): Element {
  const counts = { tests: 1, failures: result.name === 'failure' ? 1 : 0, errors: result.name === 'error' ? 1 : 0, skipped: result.name === 'skipped' ? 1 : 0 };
  return element('testsuite', { name: plain(name), ...counts, time: '0' }, [element('testcase', { classname: plain(name), name: about, time: '0' }, [result])]);
}

function errorLines({ values, usually, next }: { readonly values: readonly string[]; readonly usually: string | undefined; readonly next: string | undefined }): string {
  return [...values, usually, next].flatMap((line) => (line === undefined ? [] : [plain(line)])).join('\n');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
