import { type Budget, faultKinds } from '../simulator/bounds.ts';
import { ClewError } from '../simulator/errors.ts';
import { inOrder } from './agreement-of.ts';
import { type AgreedBounds, type AgreedScenario, type Agreement, byName } from './agreement.ts';
import type { Change, ChangeKind, Direction } from './change.ts';
import { Fields } from './fields.ts';
import type { GateReport } from './gate-report.ts';
import { parseJson } from './parse-json.ts';
import { gateSchema } from './print-agreement.ts';
import { agreementIn, checkSchema, readAgreement } from './read-agreement.ts';

/** The schema of what `clew gate --json` prints. */
export const gateReportSchema = 'clew/gate-report/1';

/** The schema of what `clew run --json` prints and `--save` writes. */
const runSchema = 'clew/run/1';

/**
 * Reads what protocols did at some time: from a gate file, from a saved run, or from the report of a gate.
 *
 * @throws ClewError CLEW_BAD_FILE that says where, and what was expected
 */
export function readFindings(text: string, file: string): Agreement {
  const top = new Fields(parseJson(text, file), file, 'the file');
  const schema = top.has('schema') ? top.text('schema') : '';
  if (schema === gateSchema) return readAgreement(text, file);
  if (schema === gateReportSchema) return readGateReport(text, file).found;
  if (schema === runSchema) return readRun(top, file);
  throw new ClewError('CLEW_BAD_FILE', schema === '' ? `${file} does not say what it is` : `${file} is of the kind "${schema}"`, {
    values: ['Expected is a gate file, or what `clew run --save` or `clew gate --json` wrote.'],
    usually: 'Another file than the one that was meant, or one of another version of clew.',
  });
}

/** Reads what `clew gate --json` printed. @throws ClewError CLEW_BAD_FILE */
export function readGateReport(text: string, file: string): GateReport {
  const top = new Fields(parseJson(text, file), file, 'the file');
  checkSchema(top, gateReportSchema);
  const part = top.has('part') ? new Fields(top.value('part'), file, 'the part') : undefined;
  return {
    file: top.text('file'),
    changes: top.list('changes').map((value, index) => readChange(value, file, index)),
    found: agreementIn(top.list('found'), file),
    unusable: top.list('unusable').map((value, index) => {
      const fields = new Fields(value, file, `unusable scenario ${index + 1}`);
      return { scenario: fields.text('scenario'), code: fields.text('code'), what: fields.text('what') };
    }),
    runs: top.wholeNumber('runs'),
    interrupted: top.truth('interrupted'),
    ...(part !== undefined && { part: { shard: { index: part.wholeNumber('index', 1), count: part.wholeNumber('count', 1) }, of: part.list('of').map(String) } }),
  };
}

function readChange(value: unknown, file: string, index: number): Change {
  const fields = new Fields(value, file, `change ${index + 1}`);
  return {
    scenario: fields.text('scenario'),
    ...(fields.has('outcome') && { outcome: fields.text('outcome') }),
    kind: fields.text('kind') as ChangeKind,
    direction: fields.oneOf<Direction>('direction', ['worse', 'better', 'changed']),
    text: fields.text('text'),
    ...(fields.has('faults') && { faults: fields.text('faults') }),
  };
}

function readRun(top: Fields, file: string): Agreement {
  const scenarios = top.list('results').map((value, index) => runScenario(value, file, index));
  return { scenarios: scenarios.sort((a, b) => byName(a.scenario, b.scenario)) };
}

function runScenario(value: unknown, file: string, index: number): AgreedScenario {
  const fields = new Fields(value, file, `result ${index + 1}`);
  const scenario = fields.text('scenario');
  const outcomes = fields.list('outcomes').map((outcome, place) => runOutcome(outcome, file, `outcome ${place + 1} of ${scenario}`));
  // Read as an agreement would be, so that a document that was tampered with is found out.
  return agreementIn([{ scenario, bounds: runBounds(fields.value('bounds'), file, scenario), outcomes }], file).scenarios[0]!;
}

function runOutcome(value: unknown, file: string, where: string): object {
  const fields = new Fields(value, file, where);
  const sets = fields.list('failureSets').map((set, place) => new Fields(set, file, `failure set ${place + 1} of ${where}`).text('faults'));
  const certificate = new Fields(fields.value('certificate'), file, `the certificate of ${where}`);
  return { outcome: fields.text('name'), kind: fields.value('kind'), verdict: fields.value('verdict'), certified: certificate.value('depth'), failureSets: sets };
}

/** A run does not tell which of its ticks somebody fixed: all count as derived. */
function runBounds(value: unknown, file: string, scenario: string): AgreedBounds {
  const fields = new Fields(value, file, `the bounds of ${scenario}`);
  const given = new Fields(fields.value('budget'), file, `the budget of ${scenario}`, faultKinds);
  const budget: Budget = inOrder(Object.fromEntries(given.names().map((kind) => [kind, given.wholeNumber(kind)])));
  const lasting = (['cut', 'isolate', 'pause', 'restart', 'skew'] as const).some((kind) => budget[kind] !== undefined);
  return {
    depth: fields.wholeNumber('depth'),
    budget,
    atomicSteps: fields.truth('atomicSteps'),
    ...(lasting && { derivedDurations: fields.numbers('durations') }),
    ...(budget.defer !== undefined && { deferrals: fields.numbers('deferrals') }),
  };
}
