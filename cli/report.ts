import { appendFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { outcomeInRun } from '../reports/outcome-in-run.ts';
import { replayCommand, type Report, type Reported } from '../reports/report.ts';
import { readSavedRun, type SavedRun } from '../reports/saved-run.ts';
import type { OutcomeReport } from '../src/search/examine.ts';
import { ClewError, suggestion } from '../src/simulator/errors.ts';
import { parseFailureSet } from '../src/simulator/failure-set.ts';
import { printFailureSet } from '../src/simulator/fault.ts';
import type { RecordedRun } from '../src/simulator/recorded-run.ts';
import type { FormatName } from './format-list.ts';
import { formats, type Subject } from './report-formats.ts';
import { reported, unknownScenario } from './report-scenarios.ts';
import { deliver as deliverFile } from './reporters/deliver.ts';
import { reportFiles } from './reporters/report-files.ts';
import { save } from './save.ts';
import { print, printDocument, printError } from './terminal.ts';

/** The options of `clew report`, as commander gives them. */
export interface ReportOptions {
  readonly format: readonly FormatName[];
  readonly output?: string;
  readonly scenario?: readonly string[];
  readonly outcome?: readonly string[];
  readonly faults?: string;
}

/** `clew report`: writes what a search found out in other formats. What the user sees of it is decided by the formats, not here. */
export async function writeReports(file: string, options: ReportOptions): Promise<void> {
  const { format: names, output } = options;
  if (names.length > 1 && output === undefined) throw new ClewError('CLEW_BAD_OPTION', `${names.length} formats are asked for, and no folder to write them to`, { next: `clew report ${file} --format ${names.join(',')} --output reports` });
  const report = await reportOf(only(readSavedRun(textOf(file), file), options), file);
  warnOfChanges(report);
  const subject = subjectOf(report, { shown: output === undefined, faults: options.faults });
  const texts: [FormatName, string][] = [];
  for (const name of names) texts.push([name, await formats[name].write(subject)]);
  await deliver(texts, output, report);
}

/** The report on a run that was saved, with its scenarios found again. */
export async function reportOf(saved: SavedRun, file: string): Promise<Report> {
  const examined: Reported[] = [];
  for (const result of saved.results) examined.push(await reported(result, file));
  const unusable = saved.errors.map(({ scenario, error }) => ({ scenario: unknownScenario(scenario), reference: scenario, error }));
  return { examined, onWorkloads: saved.workloads, unusable, notSearched: saved.notSearched, interrupted: saved.interrupted, replayOptions: '', searchOptions: '' };
}

/** What the formats are given to write about. */
export function subjectOf(report: Report, { shown, faults }: Pick<Subject, 'shown' | 'faults'>): Subject {
  return { report, shown, faults, outcome: () => outcomeOf(report), run: (byDefault) => runOf(report, byDefault, faults) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ClewError('CLEW_BAD_FILE', `${file} cannot be read`, { values: [(error as Error).message], usually: 'A search that was not saved.', next: `clew run --save ${file}` });
  }
}

/** Leaves out scenarios and outcomes that were not asked for. @throws ClewError where nothing has that name */
function only(saved: SavedRun, { scenario, outcome }: ReportOptions): SavedRun {
  const scenarios = [...saved.results.map((result) => result.scenario), ...saved.workloads.map(({ reference }) => reference)];
  for (const name of scenario ?? []) {
    if (!scenarios.includes(name)) throw new ClewError('CLEW_UNKNOWN_SCENARIO', `no scenario in the file is called "${name}"`, { values: [suggestion(name, scenarios)] });
  }
  const outcomes = saved.results.flatMap((result) => result.outcomes.map(({ name }) => name));
  for (const name of outcome ?? []) {
    if (!outcomes.includes(name)) throw new ClewError('CLEW_UNKNOWN_OUTCOME', `no outcome in the file is called "${name}"`, { values: [suggestion(name, outcomes)] });
  }
  const wanted = saved.results.filter((result) => scenario?.includes(result.scenario) ?? true).map((result) => ({ ...result, outcomes: result.outcomes.filter(({ name }) => outcome?.includes(name) ?? true) }));
  const workloads = outcome !== undefined ? [] : saved.workloads.filter(({ reference }) => scenario?.includes(reference) ?? true);
  return { ...saved, workloads, results: wanted.filter(({ outcomes: left }) => outcome === undefined || left.length > 0), errors: scenario === undefined ? saved.errors : saved.errors.filter((error) => scenario.includes(error.scenario)) };
}

/** A scenario may have been edited since it was searched: then its runs are no longer those that the verdicts speak of. */
function warnOfChanges({ examined }: Report): void {
  for (const one of examined) {
    if (one.unplayable !== '') printError(`warning: no run of ${one.report.scenario} is drawn\n  ${one.unplayable}\n`);
    for (const { name, failureSets } of one.report.outcomes) {
      const [set] = failureSets;
      const run = set === undefined ? null : one.play(set.faults);
      const outcome = run === null ? undefined : outcomeInRun(run, name);
      const gone = run !== null && run.breakdowns.length === 0 && outcome?.goodness !== 'bad';
      if (gone && set !== undefined) printError(`warning: ${set.faults} no longer breaks "${name}" of ${one.report.scenario}: it was changed after the search\n  Search again: clew run ${one.reference}\n`);
    }
  }
}

/** The first broken outcome; the first of all where none is. */
function outcomeOf({ examined }: Report): { readonly reported: Reported; readonly outcome: OutcomeReport } {
  const all = examined.flatMap((one) => one.report.outcomes.map((outcome) => ({ reported: one, outcome })));
  const chosen = all.find(({ outcome, reported: { unplayable } }) => outcome.verdict === 'broken' && unplayable === '') ?? all.find(({ reported: { unplayable } }) => unplayable === '') ?? all[0];
  if (chosen !== undefined) return chosen;
  throw new ClewError('CLEW_BAD_FILE', 'there is no outcome in the file to draw', { usually: 'Every scenario in it is unusable, or none was searched.' });
}

/** The one run that is drawn: under the failure set that was asked for, or that of the first broken outcome. */
function runOf(report: Report, byDefault: 'smallest' | 'none', faults: string | undefined): RecordedRun {
  const { reported: one, outcome } = outcomeOf(report);
  const word = faults === undefined ? ((byDefault === 'smallest' ? outcome.failureSets[0]?.faults : undefined) ?? 'none') : printFailureSet(parseFailureSet(faults));
  const run = one.play(word);
  if (run === null) throw new ClewError('CLEW_UNKNOWN_SCENARIO', `${one.report.scenario} cannot be played, and this format draws a run`, { values: [one.unplayable], usually: 'A file that was moved or renamed after the search.', next: `clew run ${one.reference} --save run.json` });
  if (report.examined.length > 1) printError(`drawn: ${replayCommand(one, word)}\n  Draw another with --scenario, --outcome and --faults.\n`);
  return run;
}

async function deliver(texts: readonly (readonly [FormatName, string])[], output: string | undefined, report: Report): Promise<void> {
  if (texts.some(([name]) => name === 'github')) await summarize(async () => (await import('../reports/markdown/markdown.ts')).markdownReport(report));
  const [first] = texts;
  if (output === undefined) (first![0] === 'text' ? print : printDocument)(first![1]);
  else if (texts.length === 1 && !isFolder(output)) save(output, first![1]);
  else {
    folder(output);
    // Whoever names a folder has not named the files.
    for (const [name, text] of texts) deliverFile({ name, file: path.join(output, reportFiles[name]) }, text);
  }
}

/** GitHub Actions names a file to which a step may add what is shown below the workflow. */
export async function summarize(markdown: () => Promise<string>): Promise<void> {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, await markdown());
  } catch (error) {
    throw new ClewError('CLEW_CANNOT_WRITE', `${file} cannot be written`, { values: [(error as Error).message], usually: 'GITHUB_STEP_SUMMARY names a file that is not there.' });
  }
}

function isFolder(output: string): boolean {
  return output.endsWith('/') || output.endsWith(path.sep) || statSync(output, { throwIfNoEntry: false })?.isDirectory() === true;
}

function folder(output: string): void {
  try {
    mkdirSync(output, { recursive: true });
  } catch (error) {
    throw new ClewError('CLEW_CANNOT_WRITE', `${output} cannot be written`, { values: [(error as Error).message], usually: 'A file of that name.' });
  }
}
