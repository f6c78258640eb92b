import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gateDocument } from '../reports/json/gate-document.ts';
import { documentText } from '../reports/json/document.ts';
import type { Selected } from '../reports/run-results.ts';
import { errorText } from '../reports/text/error-text.ts';
import { gateText } from '../reports/text/gate-text.ts';
import { counted } from '../reports/text/words.ts';
import { agreementOf, type Reported, updated } from '../src/gate/agreement-of.ts';
import type { Agreement } from '../src/gate/agreement.ts';
import { changesBetween } from '../src/gate/changes-between.ts';
import { type GateReport, gateVerdict, type UnusableScenario } from '../src/gate/gate-report.ts';
import { printAgreement } from '../src/gate/print-agreement.ts';
import { readAgreement } from '../src/gate/read-agreement.ts';
import { sameCourseIn } from '../src/gate/same-course.ts';
import { parseShard } from '../src/gate/shard.ts';
import { examination, type ScenarioReport } from '../src/search/examine.ts';
import type { BoundsOptions } from '../src/simulator/bounds.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { boundsOf } from './bounds-options.ts';
import { ExitCode } from './exit-code.ts';
import { type GateScope, gateScope, type Gated } from './gate-scope.ts';
import { inSlices } from './in-slices.ts';
import { type Interruption, listenForInterruption } from './interruption.ts';
import { currentProject } from './project/project.ts';
import { progressLine, searchState } from './progress-line.ts';
import { relativePaths } from './relative-paths.ts';
import { checkWritable, save } from './save.ts';
import { paletteFor, print, printDocument, printError } from './terminal.ts';

/** The options of `clew gate`, as commander gives them. */
export interface GateOptions extends BoundsOptions {
  readonly file?: string;
  readonly update?: boolean;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly shard?: string;
  readonly runs?: number;
  /** In milliseconds, for each scenario. */
  readonly budget?: number;
}

/** The gate file, unless another is named. */
export const defaultGateFile = 'clew.gate.json';

/** `clew gate`: searches again, and says what is not as agreed; with `--update`, agrees to it. */
export async function gate(words: readonly string[], options: GateOptions): Promise<void> {
  const { file = await gateFileOfProject(), update = false } = options;
  const shard = options.shard === undefined ? undefined : parseShard(options.shard);
  if (update && shard !== undefined) throw new ClewError('CLEW_BAD_OPTION', '--update and --shard do not go together: a part cannot agree for all', { next: 'clew merge part-*.json --update' });
  if (update) checkWritable(file);
  const agreed = agreementIn(file, update);
  const scope = await gateScope(words, agreed, file, shard);
  const interruption = listenForInterruption();
  const found = await searchAll(scope.searched, options, interruption);
  interruption.end();
  const report: GateReport = {
    file,
    changes: changesFound(scope, found, options),
    found: agreementOf(found.reports.map(({ reported }) => reported)),
    unusable: found.unusable,
    runs: found.reports.reduce((sum, { reported }) => sum + reported.report.runs, 0),
    interrupted: interruption.stopped,
    ...(scope.part !== undefined && { part: scope.part }),
  };
  process.exitCode = exitCodeOf(report);
  await show(report, scope, options);
  if (update) await agreeTo(report, agreed, scope);
}

/** The gate file lies beside the configuration, if there is one. */
async function gateFileOfProject(): Promise<string> {
  const project = await currentProject();
  return project === undefined ? defaultGateFile : path.join(path.dirname(project.file), defaultGateFile);
}

/** What a gate's exit code is, unless it is told to agree. */
export function exitCodeOf(report: GateReport): number {
  return { unusable: ExitCode.unusable, undecided: ExitCode.undecided, agreed: ExitCode.good, differs: ExitCode.broken }[gateVerdict(report)];
}

function agreementIn(file: string, update: boolean): Agreement {
  if (existsSync(file)) return readAgreement(readFileSync(file, 'utf8'), file);
  if (update) return { scenarios: [] };
  throw new ClewError('CLEW_BAD_FILE', `there is no ${file}: nothing is agreed yet`, { usually: 'A first gate, or another folder than that of the project.', next: 'Agree to what your protocols do now: clew gate <scenario or file> --update' });
}

interface Found {
  readonly reports: readonly { readonly selected: Selected; readonly reported: Reported }[];
  readonly unusable: readonly UnusableScenario[];
}

async function searchAll(searched: readonly Gated[], options: GateOptions, interruption: Interruption): Promise<Found> {
  const reports: Found['reports'][number][] = [];
  const unusable: UnusableScenario[] = [];
  for (const selected of searched) {
    if (interruption.stopped) break;
    try {
      const report = await searchOne(selected, options, interruption);
      const { scenario, file } = selected;
      reports.push({ selected, reported: { report, fixed: { ...scenario.bounds, ...boundsOf(options) }, known: scenario.known, ...(file !== undefined && { file }) } });
    } catch (error) {
      if (!(error instanceof ClewError)) throw error;
      const told = relativePaths(error, selected);
      if (searched.length === 1) throw told;
      unusable.push({ scenario: selected.scenario.name, code: told.code, what: told.what });
      printError(errorText(told, await paletteFor(process.stderr)));
    }
  }
  return { reports, unusable };
}

async function searchOne({ scenario, outcomes }: Selected, options: GateOptions, interruption: Interruption): Promise<ScenarioReport> {
  const progress = progressLine(scenario.name);
  const deadline = options.budget === undefined ? Infinity : performance.now() + options.budget;
  const stopped = () => interruption.stopped || performance.now() > deadline;
  try {
    const running = examination(scenario, { ...boundsOf(options), ...(outcomes !== undefined && { outcomes }), ...(options.runs !== undefined && { runsMax: options.runs }), stopped });
    return await inSlices(running, (state) => progress.show(searchState(state), state.runs));
  } finally {
    progress.clear();
  }
}

/** What is not as agreed, of what was searched to its end; and what is no longer there. */
function changesFound({ agreed, gone }: GateScope, { reports }: Found, options: GateOptions): GateReport['changes'] {
  const names = new Set([...reports.map(({ selected }) => selected.scenario.name), ...gone]);
  const compared = { scenarios: agreed.scenarios.filter(({ scenario }) => names.has(scenario)) };
  const sameCourseOf = new Map<string, ReturnType<typeof sameCourseIn>>();
  return changesBetween(compared, agreementOf(reports.map(({ reported }) => reported)), {
    sameCourse: (name, ...question) => {
      const { scenario } = reports.find(({ selected }) => selected.scenario.name === name)!.selected;
      if (!sameCourseOf.has(name)) sameCourseOf.set(name, sameCourseIn(scenario, boundsOf(options)));
      return sameCourseOf.get(name)!(...question);
    },
  });
}

async function show(report: GateReport, scope: GateScope, options: GateOptions): Promise<void> {
  if (options.json === true) return printDocument(documentText(gateDocument(report)));
  const { until, horizon } = options;
  const replayOptions = `${until === undefined ? '' : ` --until ${until}`}${horizon === undefined ? '' : ` --horizon ${horizon}`}`;
  const reference = (name: string) => scope.searched.find(({ scenario }) => scenario.name === name)?.reference ?? name;
  print(gateText(report, await paletteFor(process.stdout), { all: options.all === true, reference, replayOptions, updating: options.update === true }));
}

/** Writes the new agreement, unless too little is known for one. */
async function agreeTo(report: GateReport, agreed: Agreement, scope: GateScope): Promise<void> {
  const verdict = gateVerdict(report);
  if (verdict === 'unusable' || verdict === 'undecided') return printError(`${report.file} is left as it was.\n`);
  const inScope = new Set(scope.agreed.scenarios.map(({ scenario }) => scenario));
  writeAgreement(report.file, updated(agreed, report.found, { keeps: ({ scenario }) => !inScope.has(scenario) }));
}

/** Writes an agreement whole or not at all, unless the file says the same already. */
export function writeAgreement(file: string, agreement: Agreement): void {
  const text = printAgreement(agreement);
  process.exitCode = ExitCode.good;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return printError(`${file} already says so.\n`);
  save(file, text);
  const outcomes = agreement.scenarios.flatMap((scenario) => scenario.outcomes);
  printError(`${file} is written: ${counted(agreement.scenarios.length, 'scenario')}, ${counted(outcomes.length, 'outcome')}.\n`);
  const unexplained = outcomes.filter(({ verdict, because }) => verdict === 'broken' && because === undefined).length;
  if (unexplained > 0) printError(`${counted(unexplained, 'agreed weakness', 'agreed weaknesses')} without a reason: say why in words, as "because" beside the verdict.\n`);
}
