import { existsSync, readFileSync } from 'node:fs';
import { documentText } from '../reports/json/document.ts';
import { gateDocument } from '../reports/json/gate-document.ts';
import { gateText } from '../reports/text/gate-text.ts';
import { updated } from '../src/gate/agreement-of.ts';
import { gateVerdict, mergeParts } from '../src/gate/gate-report.ts';
import { readAgreement } from '../src/gate/read-agreement.ts';
import { readGateReport } from '../src/gate/read-documents.ts';
import { textOf } from './diff.ts';
import { exitCodeOf, writeAgreement } from './gate.ts';
import { checkWritable } from './save.ts';
import { paletteFor, print, printDocument, printError } from './terminal.ts';

/** The options of `clew merge`, as commander gives them. */
export interface MergeOptions {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly update?: boolean;
}

/** `clew merge`: joins what the shards of one gate have printed, and says what the gate would have said. */
export async function merge(files: readonly string[], options: MergeOptions): Promise<void> {
  const parts = files.map((name) => ({ name, report: readGateReport(textOf(name), name) }));
  const names = new Set(parts.flatMap(({ report }) => report.part?.of ?? []));
  const report = mergeParts(parts);
  if (options.update === true) checkWritable(report.file);
  process.exitCode = exitCodeOf(report);
  const fileOf = new Map(report.found.scenarios.map(({ scenario, file }) => [scenario, file]));
  if (options.json === true) printDocument(documentText(gateDocument(report)));
  else print(gateText(report, await paletteFor(process.stdout), { all: options.all === true, reference: (name) => (fileOf.get(name) === undefined ? name : `${fileOf.get(name)}#${name}`), updating: options.update === true }));
  if (options.update !== true) return;
  const verdict = gateVerdict(report);
  if (verdict === 'unusable' || verdict === 'undecided') return printError(`${report.file} is left as it was.\n`);
  const agreed = existsSync(report.file) ? readAgreement(readFileSync(report.file, 'utf8'), report.file) : { scenarios: [] };
  writeAgreement(report.file, updated(agreed, report.found, { keeps: ({ scenario }) => !names.has(scenario) }));
}
