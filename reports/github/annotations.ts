import { lineOf, replayCommand, type Report, type Reported } from '../report.ts';
import type { OutcomeReport } from '../../src/search/examine.ts';
import { plain, verdictLine } from '../summary.ts';
import { textMost } from '../text/words.ts';

/**
 * A report as workflow commands of GitHub Actions, one line each: an error for each broken outcome and each unusable
 * scenario, a warning for each undecided one. GitHub shows them at the line that declares the outcome.
 */
export function githubAnnotations(report: Report): string {
  const lines = [
    ...report.examined.flatMap((reported) => reported.report.outcomes.flatMap((outcome) => (outcome.verdict === 'survives' ? [] : [annotationOf(reported, outcome)]))),
    ...report.onWorkloads.flatMap(({ reference, verdict, grounds, found, again }) => (verdict === 'survives' ? [] : [workflowCommand(verdict === 'broken' ? 'error' : 'warning', { title: `${plain(reference)} is ${verdict}` }, [grounds, ...found, plain(again)].join('\n'))])),
    ...report.unusable.map(({ scenario, error }) => workflowCommand('error', { title: `clew: ${plain(scenario.name)} is unusable` }, plain(error.what))),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function annotationOf(reported: Reported, outcome: OutcomeReport): string {
  const { place, scenario } = reported;
  const set = outcome.failureSets[0]?.faults;
  const ways = reported.explained().get(outcome.name)?.ways ?? [];
  const message = [plain(outcome.title), verdictLine(outcome), ...ways.slice(0, 3).map(({ sentence }) => plain(sentence)), ...(set === undefined ? [] : [plain(replayCommand(reported, set), 2 * textMost)])];
  const where = place === null ? {} : { file: plain(place.file), line: String(Math.max(1, lineOf(place, outcome.name))) };
  return workflowCommand(outcome.verdict === 'broken' ? 'error' : 'warning', { ...where, title: `${plain(scenario.name)}: ${plain(outcome.name)} is ${outcome.verdict}` }, message.join('\n'));
}

/** A workflow command of GitHub Actions, escaped. */
export function workflowCommand(name: 'error' | 'warning' | 'notice', properties: Readonly<Record<string, string>>, message: string): string {
  const fields = Object.entries(properties).map(([key, value]) => `${key}=${escaped(value).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::${name} ${fields.join(',')}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
