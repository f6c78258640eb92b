import { type Element, element, xmlDocument } from '../junit/xml.ts';
import { lineOf } from '../report.ts';
import { plain } from '../summary.ts';
import { textMost } from '../text/words.ts';
import { asItIs, type GatedOutcome, gatedOutcomes, type GateView, isShutBy, telling } from './gate-view.ts';

/**
 * A gate as JUnit XML: a suite for each scenario, a test case for each outcome.
 *
 * What is not as agreed is a failure, but for an improvement; an unusable scenario is an error. A weakness that was agreed to passes.
 */
export function gateJunit(view: GateView): string {
  const { report } = view;
  const all = gatedOutcomes(report);
  const suites = [...new Set(all.map(({ scenario }) => scenario))].map((scenario) => suite(scenario, all.filter((one) => one.scenario === scenario).map((one) => caseOf(view, one))));
  const unusable = report.unusable.map(({ scenario, code, what }) => suite(scenario, [element('testcase', { classname: plain(scenario), name: 'search', time: '0' }, [element('error', { type: code, message: plain(what) })])]));
  const every = [...suites, ...unusable];
  return xmlDocument(element('testsuites', { name: 'clew gate', ...totals(every.flatMap(({ content }) => content as Element[])), time: '0' }, every));
}

function suite(name: string, cases: readonly Element[]): Element {
  return element('testsuite', { name: plain(name), ...totals(cases), time: '0' }, cases);
}

function totals(cases: readonly Element[]): Element['attributes'] {
  const count = (name: string) => cases.filter(({ content }) => Array.isArray(content) && (content as Element[]).some((child) => child.name === name)).length;
  return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: 0 };
}

function caseOf(view: GateView, { scenario, outcome, changes }: GatedOutcome): Element {
  const place = view.place(scenario);
  const line = outcome === undefined ? (place?.line ?? 0) : lineOf(place, outcome);
  const where = place === null ? {} : { file: plain(place.file), ...(line > 0 && { line }) };
  return element('testcase', { classname: plain(scenario), name: plain(outcome ?? 'the scenario'), time: '0', ...where }, [resultOf(view, { scenario, ...(outcome !== undefined && { outcome }), changes })]);
}

function resultOf({ report, command }: GateView, { scenario, outcome, changes }: GatedOutcome): Element {
  const lines = changes.map(({ direction, text }) => `${direction}: ${plain(text)}`);
  const way = telling(changes);
  if (way !== undefined) lines.push('', plain(command(scenario, way.faults!), 2 * textMost));
  if (isShutBy(changes)) return element('failure', { message: plain(changes.find(({ direction }) => direction !== 'better')!.text), type: 'not as agreed' }, lines.join('\n'));
  const found = report.found.scenarios.find((one) => one.scenario === scenario);
  const now = found?.outcomes.find((one) => one.outcome === outcome);
  return element('system-out', {}, [...lines, ...(now === undefined ? [] : [`as agreed: ${plain(asItIs(found, now))}`])].join('\n'));
}
