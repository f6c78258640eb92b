import { outcomeInRun } from '../reports/outcome-in-run.ts';
import { type Report, type Reported } from '../reports/report.ts';
import type { OutcomeReport } from '../src/search/examine.ts';
import { safeText } from '../src/simulator/display-value.ts';
import { ClewError } from '../src/simulator/errors.ts';
import type { RecordedRun } from '../src/simulator/recorded-run.ts';
import { diagramLines } from './diagram.ts';
import type { FormatName } from './format-list.ts';
import { packageVersion } from './own-package.ts';
import { paletteFor } from './terminal.ts';

/** What there is to write about. */
export interface Subject {
  readonly report: Report;
  /** The outcome, and the run, that formats show which have room for one only. */
  readonly outcome: () => { readonly reported: Reported; readonly outcome: OutcomeReport };
  readonly run: (byDefault: 'smallest' | 'none') => RecordedRun;
  /** The failure set that the user asked for. */
  readonly faults: string | undefined;
  /** Whether it is shown in a terminal, which may have colours. */
  readonly shown: boolean;
}

/** A format that a report can be written in. */
export interface Format {
  readonly write: (subject: Subject) => Promise<string>;
}

/** All formats by name. Their code is loaded when one is asked for. */
export const formats: Readonly<Record<FormatName, Format>> = {
  text: { write: writeText },
  json: {
    write: writeJson,
  },
  html: {
    write: async ({ report, faults }) => (await import('../reports/html/html.ts')).htmlReport(report, { version: packageVersion(), ...(faults !== undefined && { faults }) }),
  },
  junit: { write: async ({ report }) => (await import('../reports/junit/junit.ts')).junitReport(report) },
  sarif: { write: async ({ report }) => (await import('../reports/sarif/sarif.ts')).sarifReport(report, packageVersion()) },
  github: { write: async ({ report }) => (await import('../reports/github/annotations.ts')).githubAnnotations(report) },
  markdown: { write: async ({ report }) => (await import('../reports/markdown/markdown.ts')).markdownReport(report) },
  shiviz: { write: async ({ run }) => (await import('../reports/shiviz/shiviz.ts')).shivizLog(run('smallest')) },
  mermaid: { write: async ({ run }) => (await import('../reports/mermaid/mermaid.ts')).mermaidDiagram(run('smallest')) },
  dot: { write: writeLineage },
};

async function writeJson({ report }: Subject): Promise<string> {
  const { documentText } = await import('../reports/json/document.ts');
  const { runDocument } = await import('../reports/json/run-document.ts');
  const { onWorkloads } = report;
  return documentText({ ...runDocument(report), ...(onWorkloads.length > 0 && { workloads: onWorkloads.map(({ saved }) => saved) }) });
}

async function writeText(subject: Subject): Promise<string> {
  const { onWorkloads } = subject.report;
  const lines = onWorkloads.map(({ reference, verdict, grounds, found, again }) => [`  ${safeText(reference)}  ${verdict === 'broken' ? 'BROKEN' : verdict}: ${grounds}`, ...found.map((line) => `    ${line}`), `    again   ${safeText(again)}`].join('\n'));
  const onScenarios = subject.report.examined.length > 0 || lines.length === 0 ? await scenariosText(subject) : '';
  return lines.length === 0 ? onScenarios : `${onScenarios}\n${lines.join('\n\n')}\n`;
}

async function scenariosText({ report, shown }: Subject): Promise<string> {
  const palette = await paletteFor(process.stdout, shown && !process.argv.includes('--no-color'));
  const [only] = report.examined;
  if (report.examined.length !== 1 || only === undefined) return (await import('../reports/text/verdict-table.ts')).verdictTable(report, palette);
  const { scenarioInFull } = await import('../reports/text/scenario-in-full.ts');
  const diagram = (_: unknown, faults: string) => {
    const run = only.play(faults);
    return run === null ? [`  not drawn: ${only.unplayable}`] : diagramLines(run, palette);
  };
  const ways = (_: unknown, { name }: OutcomeReport) => {
    const explained = only.explained().get(name);
    return explained === undefined ? null : { ways: explained.ways, leftOut: explained.leftOut.sets };
  };
  return scenarioInFull(only, report, palette, { all: false, diagram, ways });
}

async function writeLineage({ run, outcome }: Subject): Promise<string> {
  const { name } = outcome().outcome;
  const played = run('none');
  const found = outcomeInRun(played, name) ?? played.outcomes[0];
  if (found === undefined) throw new ClewError('CLEW_UNKNOWN_OUTCOME', `${played.scenario} has no outcomes`);
  return (await import('../reports/dot/dot.ts')).lineageDot(played, found);
}
