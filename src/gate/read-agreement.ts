import { type Budget, faultKinds, type FaultKindName } from '../simulator/bounds.ts';
import { ClewError } from '../simulator/errors.ts';
import { parseFailureSet } from '../simulator/failure-set.ts';
import { printFailureSet } from '../simulator/fault.ts';
import { inOrder } from './agreement-of.ts';
import { type AgreedBounds, type AgreedOutcome, type AgreedScenario, type AgreedWorkloads, type Agreement, byName, bySizeThenToken } from './agreement.ts';
import { Fields } from './fields.ts';
import { parseJson } from './parse-json.ts';
import { gateSchema } from './print-agreement.ts';

/**
 * Reads the text of a gate file. The order of things, and sets that are not in canonical order, do not matter.
 *
 * @throws ClewError CLEW_BAD_FILE that says where, and what was expected
 */
export function readAgreement(text: string, file = 'clew.gate.json'): Agreement {
  const top = new Fields(parseJson(text, file), file, 'the file', ['$schema', 'schema', 'scenarios']);
  checkSchema(top, gateSchema);
  return agreementIn(top.list('scenarios'), file);
}

/** Refuses a document of another kind or version. @throws ClewError CLEW_BAD_FILE */
export function checkSchema(top: Fields, wanted: string): void {
  const schema = top.has('schema') ? top.text('schema') : undefined;
  if (schema === wanted) return;
  const newer = schema !== undefined && schema.replace(/\d+$/, '') === wanted.replace(/\d+$/, '');
  throw new ClewError('CLEW_BAD_FILE', schema === undefined ? `${top.file} does not say what it is` : `${top.file} is of the kind "${schema}"`, {
    values: [`"schema": "${wanted}" is expected`],
    usually: newer ? 'It was written by another version of clew.' : 'Another file than the one that was meant.',
  });
}

/** Reads agreed scenarios, as they stand in a gate file or in the report of one part of it. */
export function agreementIn(list: readonly unknown[], file: string): Agreement {
  const scenarios = list.map((value, index) => readScenario(value, file, index));
  checkDistinct(scenarios.map(({ scenario }) => scenario), file, 'the scenario');
  return { scenarios: scenarios.sort((a, b) => byName(a.scenario, b.scenario)) };
}

function readScenario(value: unknown, file: string, index: number): AgreedScenario {
  const unnamed = new Fields(value, file, `scenario ${index + 1}`);
  const scenario = unnamed.text('scenario');
  const fields = new Fields(value, file, scenario, ['scenario', 'file', 'workloads', 'bounds', 'outcomes']);
  const outcomes = fields.list('outcomes').map((outcome, place) => readOutcome(outcome, file, scenario, place));
  checkDistinct(outcomes.map(({ outcome }) => outcome), file, `in ${scenario} the outcome`);
  return {
    scenario,
    ...(fields.has('file') && { file: fields.text('file') }),
    ...(fields.has('workloads') && { workloads: readWorkloads(fields.value('workloads'), file, scenario) }),
    bounds: readBounds(fields.value('bounds'), file, scenario),
    outcomes: outcomes.sort((a, b) => byName(a.outcome, b.outcome)),
  };
}

function readWorkloads(value: unknown, file: string, scenario: string): AgreedWorkloads {
  const fields = new Fields(value, file, `the workloads of ${scenario}`, ['count', 'seed']);
  return { count: fields.wholeNumber('count', 1), seed: fields.wholeNumber('seed') };
}

function readBounds(value: unknown, file: string, scenario: string): AgreedBounds {
  const where = `the bounds of ${scenario}`;
  const fields = new Fields(value, file, where, ['depth', 'budget', 'atomicSteps', 'until', 'horizon', 'durations', 'deferrals', 'derivedDurations']);
  const budget = new Fields(fields.value('budget'), file, `the budget of ${scenario}`, faultKinds);
  const counts = Object.fromEntries(budget.names().map((kind) => [kind, budget.wholeNumber(kind)])) as { [Kind in FaultKindName]?: number } as Budget;
  return {
    depth: fields.wholeNumber('depth'),
    budget: inOrder(counts),
    atomicSteps: fields.has('atomicSteps') && fields.truth('atomicSteps'),
    ...(fields.has('until') && { until: fields.wholeNumber('until') }),
    ...(fields.has('horizon') && { horizon: fields.wholeNumber('horizon') }),
    ...(fields.has('durations') && { durations: fields.numbers('durations') }),
    ...(fields.has('deferrals') && { deferrals: fields.numbers('deferrals') }),
    ...(fields.has('derivedDurations') && { derivedDurations: fields.numbers('derivedDurations') }),
  };
}

function readOutcome(value: unknown, file: string, scenario: string, index: number): AgreedOutcome {
  const outcome = new Fields(value, file, `outcome ${index + 1} of ${scenario}`).text('outcome');
  const fields = new Fields(value, file, `the outcome "${outcome}" of ${scenario}`, ['outcome', 'kind', 'verdict', 'certified', 'workload', 'because', 'failureSets']);
  const verdict = fields.oneOf('verdict', ['broken', 'survives', 'undecided']);
  const failureSets = fields.has('failureSets') ? fields.list('failureSets').map((set) => readSet(set, fields)) : [];
  if (verdict === 'broken' && failureSets.length === 0) throw fields.bad('is broken, by no failure set', 'Name at least one, or let `clew gate --update` write it.');
  if (verdict !== 'broken' && failureSets.length > 0) throw fields.bad(`has the verdict "${verdict}" and failure sets at once`);
  return {
    outcome,
    kind: fields.oneOf('kind', ['always', 'eventually']),
    verdict,
    certified: fields.wholeNumber('certified', -1),
    ...(fields.has('workload') && { workload: fields.text('workload') }),
    ...(fields.has('because') && { because: fields.text('because') }),
    failureSets: [...new Set(failureSets)].sort(bySizeThenToken),
  };
}

function readSet(value: unknown, fields: Fields): string {
  if (typeof value !== 'string') throw fields.bad(`has the failure set ${JSON.stringify(value)}`, 'A failure set is text, such as "crash:C/p1:vote@1+drop:a:b:vote@2".');
  try {
    return printFailureSet(parseFailureSet(value));
  } catch (error) {
    if (error instanceof ClewError) throw fields.bad(`has the failure set "${value}"`, error.what);
    throw error;
  }
}

function checkDistinct(names: readonly string[], file: string, what: string): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new ClewError('CLEW_BAD_FILE', `${file}: ${what} "${twice}" stands there twice`, { usually: 'Both sides of a merge were kept.', next: 'Delete one of them; `clew gate` then says whether the other is as agreed.' });
}
