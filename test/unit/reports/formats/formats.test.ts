import { beforeAll, describe, expect, it } from 'vitest';
import { lineageDot } from '../../../../reports/dot/dot.ts';
import { githubAnnotations } from '../../../../reports/github/annotations.ts';
import { junitReport } from '../../../../reports/junit/junit.ts';
import { markdownReport } from '../../../../reports/markdown/markdown.ts';
import { mermaidDiagram } from '../../../../reports/mermaid/mermaid.ts';
import type { Report } from '../../../../reports/report.ts';
import { sarifReport } from '../../../../reports/sarif/sarif.ts';
import { shivizLog } from '../../../../reports/shiviz/shiviz.ts';
import type { RecordedRun } from '../../../../src/simulator/recorded-run.ts';
import { twoPhaseCommit } from '../two-phase-commit.ts';
import { hasGraphviz, mermaidErrors, readDot, readJunit, readMarkdown, readSarif, readShiviz, readWorkflowCommands } from './readers.ts';
import { reportOf, withTrouble } from './report-of.ts';

const place = { file: 'protocols/commit.scenario.ts', line: 46, lineOfOutcome: new Map([['termination', 50]]) };
const crash = 'crash:C/p1:vote@1';

let report: Report;
let library: Report;
let undecided: Report;
let good: RecordedRun;
let bad: RecordedRun;

beforeAll(() => {
  report = reportOf([twoPhaseCommit], { crashes: 1, drops: 1, depth: 1 }, place);
  library = reportOf([twoPhaseCommit], { crashes: 1, depth: 1 });
  undecided = reportOf([twoPhaseCommit], { crashes: 1, depth: 1, outcomes: ['agreement'], runsMax: 1 }, place);
  good = report.examined[0]!.play('none')!;
  bad = report.examined[0]!.play(crash)!;
});

describe('JUnit', () => {
  it('is a suite for each scenario and a case for each outcome', () => {
    const [suite] = readJunit(junitReport(report)).suites;
    expect(suite).toMatchObject({ name: '2pc/drawn', total: 2, failed: 1, errors: 0 });
    expect(suite!.cases.map(({ name, status }) => [name, status])).toEqual([['termination', 'FAIL'], ['agreement', 'PASS']]);
  });

  it('names the failure set and the replay command in a failure', () => {
    const text = junitReport(report);
    expect(text).toContain('<failure message="broken by 1 fault: crash:C/');
    expect(text).toContain('replay: clew replay 2pc/drawn --faults crash:C/');
    expect(text).toContain('file="protocols/commit.scenario.ts" line="50"');
  });

  it('counts what is undecided and what is unusable as errors, and what was not searched as skipped', () => {
    expect(readJunit(junitReport(undecided))).toMatchObject({ failed: 0, errors: 1 });
    expect(readJunit(junitReport(withTrouble(report)))).toMatchObject({ failed: 1, errors: 1, skipped: 1 });
  });

  it('is valid where nothing was searched', () => {
    expect(readJunit(junitReport({ ...report, examined: [] }))).toMatchObject({ total: 0, failed: 0 });
  });
});

describe('SARIF', () => {
  it('points at the line that declares the outcome', () => {
    const [result, ...others] = readSarif(sarifReport(report, '1.2.3')).runs[0]!.results!;
    expect(others).toEqual([]);
    expect(result).toMatchObject({ ruleId: 'clew/broken', level: 'error', partialFingerprints: { 'clewOutcome/v1': '2pc/drawn/termination' } });
    expect(result!.locations![0]!.physicalLocation).toEqual({ artifactLocation: { uri: 'protocols/commit.scenario.ts', uriBaseId: 'SRCROOT' }, region: { startLine: 50 } });
  });

  it('names an outcome of the library by a logical location', () => {
    const [result] = readSarif(sarifReport(library, '1.2.3')).runs[0]!.results!;
    expect(result!.locations).toEqual([{ logicalLocations: [{ name: 'termination', fullyQualifiedName: '2pc/drawn/termination', kind: 'member' }] }]);
  });

  it('warns of what is undecided, and notifies of what is unusable', () => {
    const [run] = readSarif(sarifReport(withTrouble(undecided), '1.2.3')).runs;
    expect(run!.results![0]).toMatchObject({ ruleId: 'clew/undecided', ruleIndex: 1, level: 'warning', kind: 'open' });
    expect(run!.invocations![0]).toMatchObject({ executionSuccessful: false, toolExecutionNotifications: [{ descriptor: { id: 'CLEW_HANDLER_THREW' } }] });
  });
});

describe('GitHub annotations', () => {
  it('stand at the line of the outcome, with the sentence and the replay command', () => {
    const [command, ...others] = readWorkflowCommands(githubAnnotations(report));
    expect(others).toEqual([]);
    expect(command).toMatchObject({ command: 'error', properties: { file: 'protocols/commit.scenario.ts', line: '50', title: '2pc/drawn: termination is broken' } });
    expect(command!.message.split('\n')).toEqual(expect.arrayContaining(['every live prepared participant decides', expect.stringContaining('clew replay 2pc/drawn --faults crash:')]));
  });

  it('warn of what is undecided', () => {
    expect(readWorkflowCommands(githubAnnotations(undecided)).map(({ command }) => command)).toEqual(['warning']);
  });

  it('are none where everything survives', () => {
    expect(githubAnnotations(reportOf([twoPhaseCommit], { crashes: 1, depth: 1, outcomes: ['agreement'] }))).toBe('');
  });
});

describe('Markdown', () => {
  it('is a table of verdicts, then each broken outcome with its ways, drawn', () => {
    const text = markdownReport(report);
    const read = readMarkdown(text);
    expect(read.elements.filter(({ name }) => name === 'tr')).toHaveLength(3);
    expect(read.elements.filter(({ name }) => name === 'details')).toHaveLength(1);
    expect(read.text).toContain('C crashes after');
    expect(text).toContain('clew replay 2pc/drawn --faults crash:');
    expect(text).toContain('╳ crash');
  });

  it('fits into a comment, however much is broken', () => {
    const [first] = report.examined;
    const many = { ...report, examined: Array.from({ length: 200 }, () => first!) };
    expect(markdownReport(many).length).toBeLessThan(65_536);
  });
});

describe('a ShiViz log', () => {
  it('merges a message with the clock of its sender, and never one that is lost', () => {
    const events = readShiviz(shivizLog(bad));
    const prepared = events.find(({ host, event }) => host === 'p1' && event.includes('receives C:p1:prepare@1'));
    expect(prepared!.clock).toEqual({ C: expect.any(Number) as number, p1: 1 });
    expect(events.filter(({ event }) => event.includes('FAULT crash'))).toHaveLength(1);
    expect(events.filter(({ host, clock }) => host === 'C' && ('p1' in clock || 'p2' in clock))).toEqual([]);
  });

  it('has every node and every message of a good run', () => {
    const events = readShiviz(shivizLog(good));
    expect(new Set(events.map(({ host }) => host))).toEqual(new Set(['C', 'p1', 'p2', 'p3']));
    const received = events.filter(({ event }) => event.includes(': receives '));
    expect(received).toHaveLength(good.steps.filter(({ takes }) => takes.kind === 'message').length);
  });
});

describe('a Mermaid diagram', () => {
  it('is a sequence diagram with an arrow for each message and a note for each fault', () => {
    const text = mermaidDiagram(bad);
    expect(mermaidErrors(text)).toEqual([]);
    expect(text.match(/->>/g)).toHaveLength(3);
    expect(text.match(/-x/g)).toHaveLength(3);
    expect(text).toContain('Note over n0: crash crash#58;C/p1#58;vote@1');
    expect(text).toContain('termination is broken');
  });

  it.each(['none', 'drop:C:p1:prepare@1', 'crash:p1/C:prepare@1'])('is valid under %s', (faults) => {
    expect(mermaidErrors(mermaidDiagram(report.examined[0]!.play(faults)!))).toEqual([]);
  });
});

describe.runIf(hasGraphviz)('a graph of lineage', () => {
  it('has the steps that the outcome rests on, and the links between them', () => {
    const { objects, edges } = readDot(lineageDot(good, good.outcomes[0]!));
    expect(objects.map(({ name }) => name)).toContain('outcome');
    expect(objects.filter(({ name }) => name.startsWith('cluster_'))).toHaveLength(4);
    expect(edges.filter(({ label }) => label === 'prepare')).toHaveLength(3);
    expect(edges.filter(({ label }) => label === 'decide commit')).toHaveLength(3);
  });
});
