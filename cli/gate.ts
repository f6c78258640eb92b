import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gateDocument } from '../reports/json/gate-document.ts';
import { documentText } from '../reports/json/document.ts';
import { counted } from '../reports/text/words.ts';
import { agreementOf, updated } from '../src/gate/agreement-of.ts';
import type { Agreement } from '../src/gate/agreement.ts';
import { changesBetween } from '../src/gate/changes-between.ts';
import { type GateReport, gateVerdict } from '../src/gate/gate-report.ts';
import { printAgreement } from '../src/gate/print-agreement.ts';
import { readAgreement } from '../src/gate/read-agreement.ts';
import { sameCourseIn } from '../src/gate/same-course.ts';
import { parseShard } from '../src/gate/shard.ts';
import type { BoundsOptions } from '../src/simulator/bounds.ts';
import { ClewError } from '../src/simulator/errors.ts';
import { boundsOf, boundsTyped } from './bounds-options.ts';
import { ExitCode } from './exit-code.ts';
import { type GateScope, gateScope } from './gate-scope.ts';
import { type Found, searchAll } from './gate-search.ts';
import { listenForInterruption } from './interruption.ts';
import { currentProject } from './project/project.ts';
import { type ChosenReporter, chosenReporters } from './reporters/chosen-reporters.ts';
import { type GateTelling, reportGate } from './reporters/report-gate.ts';
import { checkWritable, save } from './save.ts';
import { printDocument, printError } from './terminal.ts';

/** The options of `clew gate`, as commander gives them. */
export interface GateOptions extends BoundsOptions {
  readonly file?: string;
  readonly update?: boolean;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly shard?: string;
  /** The most runs of a scenario, or of each workload of one. */
  readonly runs?: number;
  /** How many workloads are generated. */
  readonly workloads?: number;
  readonly seed?: number;
  /** Names of reporters, perhaps with a file: `junit=clew.xml`. */
  readonly reporter?: readonly string[];
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
  const reporters = await chosenReporters(options.reporter);
  const agreed = agreementIn(file, update);
  const scope = await gateScope(words, agreed, file, shard);
  const interruption = listenForInterruption();
  const found = await searchAll(scope, options, interruption);
  interruption.end();
  const report: GateReport = {
    file,
    changes: changesFound(scope, found, options),
    found: agreementOf(found.reported),
    unusable: found.unusable,
    runs: found.runs,
    interrupted: interruption.stopped,
    ...(scope.part !== undefined && { part: scope.part }),
  };
  process.exitCode = exitCodeOf(report);
  await show({ report, all: options.all === true, updating: update, command: commandIn(scope, options), examined: found.examined }, options.json === true, reporters);
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

/** What is not as agreed, of what was searched to its end; and what is no longer there. */
function changesFound({ agreed, gone }: GateScope, { examined, reported }: Found, options: GateOptions): GateReport['changes'] {
  const names = new Set([...reported.map(({ report }) => report.scenario), ...gone]);
  const compared = { scenarios: agreed.scenarios.filter(({ scenario }) => names.has(scenario)) };
  const sameCourseOf = new Map<string, ReturnType<typeof sameCourseIn>>();
  return changesBetween(compared, agreementOf(reported), {
    sameCourse: (name, ...question) => {
      const scenario = examined.find((one) => one.scenario.name === name)?.scenario;
      if (scenario === undefined) return false;
      if (!sameCourseOf.has(name)) sameCourseOf.set(name, sameCourseIn(scenario, boundsOf(options)));
      return sameCourseOf.get(name)!(...question);
    },
  });
}

/** Prints the document, where it is asked for, and lets the reporters say the rest. */
export async function show(telling: GateTelling, json: boolean, reporters: readonly ChosenReporter[]): Promise<void> {
  if (json) printDocument(documentText(gateDocument(telling.report)));
  await reportGate(telling, json ? reporters.filter(({ file }) => file !== undefined) : reporters);
}

/** What to type to see a failure set at work; under generated workloads, what finds the workload again. */
function commandIn({ searched, generated }: GateScope, options: GateOptions): (scenario: string, faults: string) => string {
  const { until, horizon, seed = 1 } = options;
  const moments = `${until === undefined ? '' : ` --until ${until}`}${horizon === undefined ? '' : ` --horizon ${horizon}`}`;
  return (name, faults) => {
    const workloads = generated.find((one) => one.name === name);
    if (workloads !== undefined) return `clew run ${workloads.reference} --seed ${seed}${options.workloads === undefined ? '' : ` --workloads ${options.workloads}`}${boundsTyped(options)}`;
    const reference = searched.find(({ scenario }) => scenario.name === name)?.reference ?? name;
    return `clew replay ${reference} --faults ${faults}${moments}`;
  };
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
