import type { Log, Result, ReportingDescriptor, Location, Notification } from 'sarif';
import type { OutcomeReport } from '../../src/search/examine.ts';
import { lineOf, replayCommand, type Report, type Reported } from '../report.ts';
import type { WorkloadsVerdict } from '../saved-workloads.ts';
import { documentText } from '../json/document.ts';
import { grounds, plain, verdictLine } from '../summary.ts';
import { textMost } from '../text/words.ts';

const rules: readonly ReportingDescriptor[] = [
  {
    id: 'clew/broken',
    name: 'OutcomeBroken',
    shortDescription: { text: 'An outcome can be broken.' },
    fullDescription: { text: 'There is a failure set within the bounds under which the outcome does not hold. The message names the smallest.' },
    help: { text: 'Play the run with the `clew replay` command of the message; `clew explain` says why it broke.' },
    defaultConfiguration: { level: 'error' },
  },
  {
    id: 'clew/undecided',
    name: 'OutcomeUndecided',
    shortDescription: { text: 'It is not known whether an outcome can be broken.' },
    fullDescription: { text: 'The search ended before it had covered every failure set within the bounds.' },
    help: { text: 'Search for longer, or within tighter bounds.' },
    defaultConfiguration: { level: 'warning' },
  },
];

/**
 * A report as SARIF 2.1.0: a result for each outcome that is broken or undecided, at the line that declares it.
 *
 * Outcomes of the library have no file of the user's to point at; they are named by a logical location.
 */
export function sarifReport(report: Report, version: string): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'clew', semanticVersion: version, version, rules: [...rules] } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The folder in which clew was run.' } } },
        invocations: [{ executionSuccessful: report.unusable.length === 0, toolExecutionNotifications: report.unusable.map(({ scenario, error }): Notification => ({ level: 'error', message: { text: `${plain(scenario.name)}: ${plain(error.what)}` }, descriptor: { id: error.code } })) }],
        results: [
          ...report.examined.flatMap((reported) => reported.report.outcomes.flatMap((outcome) => (outcome.verdict === 'survives' ? [] : [resultOf(reported, outcome)]))),
          ...report.onWorkloads.flatMap((verdict) => (verdict.verdict === 'survives' ? [] : [workloadsResult(verdict)])),
        ],
      },
    ],
  };
  return documentText(log);
}

function resultOf(reported: Reported, outcome: OutcomeReport): Result {
  const { verdict, failureSets, certificate } = outcome;
  const name = `${plain(reported.scenario.name)}/${plain(outcome.name)}`;
  const ruleIndex = verdict === 'broken' ? 0 : 1;
  const set = failureSets[0]?.faults;
  return {
    ruleId: rules[ruleIndex]!.id,
    ruleIndex,
    level: verdict === 'broken' ? 'error' : 'warning',
    kind: verdict === 'broken' ? 'fail' : 'open',
    message: { text: linkless(`${name} is ${verdictLine(outcome)}\n${grounds(reported, outcome).join('\n')}`) },
    locations: [locationOf(reported, outcome)],
    // Stays the same while the outcome stays broken, in whatever way.
    partialFingerprints: { 'clewOutcome/v1': name },
    properties: { scenario: plain(reported.scenario.name), outcome: plain(outcome.name), verdict, failureSets: failureSets.slice(0, 100).map(({ faults }) => plain(faults)), depth: certificate.depth, complete: certificate.complete, ...(set !== undefined && { replay: plain(replayCommand(reported, set), 2 * textMost) }) },
  };
}

function workloadsResult({ reference, verdict, grounds: said, found, again }: WorkloadsVerdict): Result {
  const name = plain(reference);
  const ruleIndex = verdict === 'broken' ? 0 : 1;
  return {
    ruleId: rules[ruleIndex]!.id,
    ruleIndex,
    level: verdict === 'broken' ? 'error' : 'warning',
    kind: verdict === 'broken' ? 'fail' : 'open',
    message: { text: linkless([`${name}: ${said}`, ...found, plain(again)].join('\n')) },
    locations: [{ logicalLocations: [{ name, fullyQualifiedName: name, kind: 'module' }] }],
    partialFingerprints: { 'clewOutcome/v1': `${name}/workloads` },
  };
}

function locationOf({ place, scenario }: Reported, outcome: OutcomeReport): Location {
  const logicalLocations = [{ name: plain(outcome.name), fullyQualifiedName: `${plain(scenario.name)}/${plain(outcome.name)}`, kind: 'member' }];
  if (place === null) return { logicalLocations };
  return { physicalLocation: { artifactLocation: artifactOf(place.file), region: { startLine: Math.max(1, lineOf(place, outcome.name)) } }, logicalLocations };
}

function artifactOf(file: string): { uri: string; uriBaseId?: string } {
  const path = file.split('/').map(encodeURIComponent).join('/');
  return file.startsWith('/') ? { uri: `file://${path}` } : { uri: path, uriBaseId: 'SRCROOT' };
}

/** Brackets make links in a SARIF message. */
function linkless(text: string): string {
  return text.replace(/[[\]\\]/g, String.raw`\$&`);
}
