import { existsSync, readFileSync } from 'node:fs';
import { updated } from '../src/gate/agreement-of.ts';
import { type GateReport, gateVerdict, mergeParts } from '../src/gate/gate-report.ts';
import { readAgreement } from '../src/gate/read-agreement.ts';
import { readGateReport } from '../src/gate/read-documents.ts';
import { textOf } from './diff.ts';
import { exitCodeOf, show, writeAgreement } from './gate.ts';
import { chosenReporters } from './reporters/chosen-reporters.ts';
import { checkWritable } from './save.ts';
import { printError } from './terminal.ts';

/** The options of `clew merge`, as commander gives them. */
export interface MergeOptions {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly update?: boolean;
  /** Names of reporters, perhaps with a file: `junit=clew.xml`. */
  readonly reporter?: readonly string[];
}

/** `clew merge`: joins what the shards of one gate have printed, and says what the gate would have said. */
export async function merge(files: readonly string[], options: MergeOptions): Promise<void> {
  const reporters = await chosenReporters(options.reporter);
  const parts = files.map((name) => ({ name, report: readGateReport(textOf(name), name) }));
  const names = new Set(parts.flatMap(({ report }) => report.part?.of ?? []));
  const report = mergeParts(parts);
  if (options.update === true) checkWritable(report.file);
  process.exitCode = exitCodeOf(report);
  const { all = false, update: updating = false } = options;
  await show({ report, all, updating, command: commandFor(report) }, options.json === true, reporters);
  if (options.update !== true) return;
  const verdict = gateVerdict(report);
  if (verdict === 'unusable' || verdict === 'undecided') return printError(`${report.file} is left as it was.\n`);
  const agreed = existsSync(report.file) ? readAgreement(readFileSync(report.file, 'utf8'), report.file) : { scenarios: [] };
  writeAgreement(report.file, updated(agreed, report.found, { keeps: ({ scenario }) => !names.has(scenario) }));
}

/** What to type to see a failure set at work, as far as an agreement tells. */
function commandFor({ found }: GateReport): (scenario: string, faults: string) => string {
  const byScenario = new Map(found.scenarios.map((scenario) => [scenario.scenario, scenario]));
  return (name, faults) => {
    const { file, workloads } = byScenario.get(name) ?? {};
    if (workloads !== undefined) return `clew run ${name} --seed ${workloads.seed}`;
    return `clew replay ${file === undefined ? name : `${file}#${name}`} --faults ${faults}`;
  };
}
