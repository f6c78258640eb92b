import { beforeAll, describe, expect, it } from 'vitest';
import { lineageDot } from '../../../../reports/dot/dot.ts';
import { githubAnnotations } from '../../../../reports/github/annotations.ts';
import { htmlReport } from '../../../../reports/html/html.ts';
import { documentText } from '../../../../reports/json/document.ts';
import { runDocument } from '../../../../reports/json/run-document.ts';
import { junitReport } from '../../../../reports/junit/junit.ts';
import { markdownReport } from '../../../../reports/markdown/markdown.ts';
import { mermaidDiagram } from '../../../../reports/mermaid/mermaid.ts';
import { outcomeInRun } from '../../../../reports/outcome-in-run.ts';
import type { Report } from '../../../../reports/report.ts';
import { readSavedRun } from '../../../../reports/saved-run.ts';
import { sarifReport } from '../../../../reports/sarif/sarif.ts';
import { shivizLog } from '../../../../reports/shiviz/shiviz.ts';
import { drawSpaceTime } from '../../../../reports/space-time/text.ts';
import { spaceTime } from '../../../../reports/space-time/model.ts';
import { plainPalette } from '../../../../reports/text/palette.ts';
import { scenarioInFull } from '../../../../reports/text/scenario-in-full.ts';
import { verdictTable } from '../../../../reports/text/verdict-table.ts';
import type { RecordedRun } from '../../../../src/simulator/recorded-run.ts';
import { flaws } from '../../../cli/spawned.ts';
import { harmful, hostile } from './hostile.ts';
import { hasGraphviz, mermaidErrors, readDot, readHtml, readJunit, readMarkdown, readSarif, readShiviz, readWorkflowCommands } from './readers.ts';
import { workloadsVerdict } from '../../../../reports/saved-workloads.ts';
import { reportOf, withTrouble } from './report-of.ts';

let report: Report;
let run: RecordedRun;

beforeAll(() => {
  const place = { file: `weird "name", with: all\n<of> it%.ts`, line: 1, lineOfOutcome: new Map([[harmful, 3]]) };
  const counterexample = { workload: harmful, path: '1:0', broken: [{ name: harmful, faults: 'drop:b:a:reply@1' }], withoutFaults: '' };
  const onWorkloads = [workloadsVerdict({ reference: `it's ${harmful}.ts`, verdict: 'broken', workloads: 3, runs: 9, seed: 1, counterexample, saved: {} })];
  report = { ...withTrouble(reportOf([hostile], { drops: 1, crashes: 1, depth: 1 }, place), `trouble/${harmful}`, harmful.repeat(2000)), onWorkloads };
  run = report.examined[0]!.play('drop:b:a:reply@1')!;
});

/** What no report may pass on: controls but line breaks, and marks that hide or turn text around. */
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function expectTame(text: string, most: number): void {
  expect(unprintable.exec(text)?.[0]).toBeUndefined();
  expect(text.length).toBeLessThan(most);
}

const elementsAllowed = ['br', 'details', 'summary', 'b', 'sub', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'h2', 'p', 'ul', 'li', 'blockquote', 'code', 'pre', 'hr'];

describe('a scenario in which everything is meant to break reports', () => {
  it('throws, so that the text of an exception is among what is shown', () => {
    expect(run.steps.some(({ threw }) => threw !== null)).toBe(true);
  });

  it('is explained, so that what is said of it is among what is shown', () => {
    const explained = report.examined[0]!.explained();
    expect(explained.get(harmful)!.ways.length).toBeGreaterThan(1);
    expect(explained.get(harmful)!.inShort).not.toBe('');
    expect(explained.get('exception')!.ways.length).toBeGreaterThan(0);
    expect(outcomeInRun(run, harmful)!.goodness).toBe('bad');
  });

  it('is one suite and its cases in JUnit', () => {
    const text = junitReport(report);
    expectTame(text, 200_000);
    expect(readJunit(text)).toMatchObject({ total: 5, failed: 3, errors: 1, skipped: 1 });
  });

  it('is results and nothing else in SARIF', () => {
    const text = sarifReport(report, '1.0.0');
    expectTame(text, 200_000);
    const [sarifRun] = readSarif(text).runs;
    expect(sarifRun!.results).toHaveLength(3);
    expect(sarifRun!.results![0]!.locations![0]!.physicalLocation).toMatchObject({ artifactLocation: { uri: expect.not.stringMatching(/[\s<>"]/) as string }, region: { startLine: 3 } });
  });

  it('is one workflow command for each outcome on GitHub', () => {
    const text = githubAnnotations(report);
    expectTame(text, 50_000);
    const commands = readWorkflowCommands(text);
    expect(commands.map(({ command }) => command)).toEqual(['error', 'error', 'error', 'error']);
    expect(commands[0]!.properties['line']).toBe('3');
  });

  it('brings no element of its own into Markdown', () => {
    const text = markdownReport(report);
    expectTame(text, 65_000);
    const { elements } = readMarkdown(text);
    expect([...new Set(elements.map(({ name }) => name))].filter((name) => !elementsAllowed.includes(name))).toEqual([]);
    expect(elements.filter(({ name }) => name === 'tr')).toHaveLength(5);
    expect(elements.filter(({ name }) => name === 'td')).toHaveLength(16);
    expect(elements.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => !['class', 'style'].includes(name))).toEqual([]);
  });

  it('is one event on each line for ShiViz', () => {
    const text = shivizLog(run);
    expectTame(text, 50_000);
    expect(readShiviz(text).length).toBeGreaterThan(5);
  });

  it('is a valid Mermaid diagram', () => {
    const text = mermaidDiagram(run);
    expectTame(text, 50_000);
    expect(mermaidErrors(text)).toEqual([]);
    expect(text.replaceAll('->>', '')).not.toMatch(/[<>"'`;%](?<!#\d+;)/);
  });

  it.runIf(hasGraphviz)('is a valid graph for Graphviz, with no more nodes than steps', () => {
    for (const outcome of run.outcomes) {
      const text = lineageDot(run, outcome);
      expectTame(text, 50_000);
      expect(readDot(text).objects.length).toBeLessThanOrEqual(run.steps.length + 3);
    }
  });

  it('brings no element of its own into the page', () => {
    const text = htmlReport(report, { version: '1.0.0' });
    expectTame(text, 2_000_000);
    const { elements } = readHtml(text);
    expect(elements.filter(({ name }) => ['img', 'iframe', 'object'].includes(name))).toEqual([]);
    expect(elements.filter(({ name }) => name === 'script').map(({ attributes }) => attributes['type'])).toEqual(['application/json', 'module']);
    expect(elements.flatMap(({ attributes }) => Object.keys(attributes)).filter((name) => name.startsWith('on'))).toEqual([]);
  });

  it('is valid JSON, and can be read back', () => {
    const text = documentText(runDocument(report));
    expectTame(text, 12_000_000);
    expect(flaws(text, 'run')).toEqual([]);
    expect(readSavedRun(text, 'run.json').results[0]!.outcomes.map(({ verdict }) => verdict)).toEqual(['broken', 'survives', 'broken']);
  });

  it('is text that a terminal can show', () => {
    const waysIn = (name: string) => {
      const { ways, leftOut } = report.examined[0]!.explained().get(name)!;
      return { ways, leftOut: leftOut.sets };
    };
    const drawn = drawSpaceTime(spaceTime(run)).split('\n');
    const texts = [verdictTable(report, plainPalette), scenarioInFull(report.examined[0]!, report, plainPalette, { all: true, diagram: () => drawn, ways: (_, { name }) => waysIn(name) })];
    expect(texts.filter((text) => unprintable.test(text))).toEqual([]);
    expect(Math.max(...texts.map(({ length }) => length))).toBeLessThan(50_000);
  });
});
