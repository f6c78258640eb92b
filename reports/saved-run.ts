import type { Certificate, FoundSet, OutcomeReport, ScenarioReport, Verdict } from '../src/search/examine.ts';
import type { SearchMethod } from '../src/search/strategy.ts';
import { type Bounds, faultKinds } from '../src/simulator/bounds.ts';
import { ClewError, type ErrorCode } from '../src/simulator/errors.ts';
import { type WorkloadsVerdict, workloadsVerdict } from './saved-workloads.ts';

/** What one scenario's search found out, as it was saved. */
export interface SavedResult extends ScenarioReport {
  /** What to type to get the scenario: its name in the library, or its file. */
  readonly reference: string;
  readonly elapsedMs: number;
}

/** A scenario of which nothing could be found out. */
export interface SavedError {
  readonly scenario: string;
  readonly error: ClewError;
}

/** A document `clew/run/1`, read back. */
export interface SavedRun {
  readonly results: readonly SavedResult[];
  /** On scenarios of generated workloads. */
  readonly workloads: readonly WorkloadsVerdict[];
  readonly errors: readonly SavedError[];
  readonly notSearched: readonly string[];
  readonly interrupted: boolean;
}

/**
 * Reads what `clew run --save` wrote. Fields that it does not know are left alone: a later clew may have written them.
 *
 * @throws ClewError CLEW_BAD_FILE that names the file, and the first place in it that is not as it should be
 */
export function readSavedRun(text: string, file: string): SavedRun {
  const at = new Reader(file);
  const document = at.object(parsed(text, file), 'the document');
  if (document['schema'] !== 'clew/run/1') throw at.wrong('"schema"', '"clew/run/1"');
  return {
    results: at.list(document['results'], 'results').map((result, index) => resultOf(at, result, `results[${index}]`)),
    workloads: at.list(document['workloads'] ?? [], 'workloads').map((result, index) => workloadsOf(at, result, `workloads[${index}]`)),
    errors: at.list(document['errors'] ?? [], 'errors').map((error, index) => errorOf(at, error, `errors[${index}]`)),
    notSearched: at.list(document['notSearched'] ?? [], 'notSearched').map((name, index) => at.text(name, `notSearched[${index}]`)),
    interrupted: document['interrupted'] === true,
  };
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new ClewError('CLEW_BAD_FILE', `${file} is not JSON`, { values: [(error as Error).message], usually: 'Another file than the one that `clew run --save` wrote.' });
  }
}

/** Takes values apart, and says where one is not what it should be. */
class Reader {
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  object(value: unknown, place: string): Readonly<Record<string, unknown>> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong(place, 'an object');
    return value as Record<string, unknown>;
  }

  list(value: unknown, place: string): readonly unknown[] {
    if (!Array.isArray(value)) throw this.wrong(place, 'a list');
    return value;
  }

  text(value: unknown, place: string): string {
    if (typeof value !== 'string') throw this.wrong(place, 'a text');
    return value;
  }

  number(value: unknown, place: string): number {
    if (typeof value !== 'number') throw this.wrong(place, 'a number');
    return value;
  }

  oneOf<Word extends string>(value: unknown, place: string, words: readonly Word[]): Word {
    const found = words.find((word) => word === value);
    if (found === undefined) throw this.wrong(place, words.join(', '));
    return found;
  }

  wrong(place: string, wanted: string): ClewError {
    return new ClewError('CLEW_BAD_FILE', `${this.file} is not what clew saves: ${place} is not ${wanted}`, {
      usually: 'A file of another kind, or one that was edited.',
      next: 'clew run --save run.json',
    });
  }
}

function resultOf(at: Reader, value: unknown, place: string): SavedResult {
  const fields = at.object(value, place);
  const scenario = at.text(fields['scenario'], `${place}.scenario`);
  return {
    scenario,
    reference: at.text(fields['reference'] ?? scenario, `${place}.reference`),
    bounds: boundsOf(at, fields['bounds'], `${place}.bounds`),
    outcomes: at.list(fields['outcomes'], `${place}.outcomes`).map((outcome, index) => outcomeOf(at, outcome, `${place}.outcomes[${index}]`)),
    runs: at.number(fields['runs'], `${place}.runs`),
    steps: at.number(fields['steps'], `${place}.steps`),
    interrupted: fields['interrupted'] === true,
    elapsedMs: at.number(fields['elapsedMs'], `${place}.elapsedMs`),
  };
}

function workloadsOf(at: Reader, value: unknown, place: string): WorkloadsVerdict {
  const fields = at.object(value, place);
  const number = (name: string) => at.number(fields[name], `${place}.${name}`);
  const reference = at.text(fields['reference'], `${place}.reference`);
  const verdict = at.oneOf(fields['verdict'], `${place}.verdict`, verdicts);
  const counterexample = fields['counterexample'] === undefined ? null : counterexampleOf(at, fields['counterexample'], `${place}.counterexample`);
  return workloadsVerdict({ reference, verdict, workloads: number('workloads'), runs: number('runs'), seed: number('seed'), counterexample, saved: fields });
}

function counterexampleOf(at: Reader, value: unknown, place: string) {
  const fields = at.object(value, place);
  const outcomes = at.list(fields['outcomes'] ?? [], `${place}.outcomes`).map((outcome, index) => outcomeOf(at, outcome, `${place}.outcomes[${index}]`));
  const broken = outcomes.flatMap(({ name, failureSets }) => failureSets.slice(0, 1).map(({ faults }) => ({ name, faults })));
  const alone = fields['withoutFaults'] === undefined ? '' : at.text(at.object(fields['withoutFaults'], `${place}.withoutFaults`)['what'], `${place}.withoutFaults.what`);
  return { workload: at.text(fields['workload'], `${place}.workload`), path: at.text(fields['path'], `${place}.path`), broken, withoutFaults: alone };
}

function boundsOf(at: Reader, value: unknown, place: string): Bounds {
  const fields = at.object(value, place);
  const budget = at.object(fields['budget'], `${place}.budget`);
  const numbers = (name: string) => at.list(fields[name], `${place}.${name}`).map((number, index) => at.number(number, `${place}.${name}[${index}]`));
  return {
    horizon: at.number(fields['horizon'], `${place}.horizon`),
    until: at.number(fields['until'], `${place}.until`),
    depth: at.number(fields['depth'], `${place}.depth`),
    atomicSteps: fields['atomicSteps'] === true,
    budget: Object.fromEntries(faultKinds.flatMap((kind) => (budget[kind] === undefined ? [] : [[kind, at.number(budget[kind], `${place}.budget.${kind}`)]]))),
    durations: numbers('durations'),
    deferrals: numbers('deferrals'),
  };
}

const verdicts: readonly Verdict[] = ['broken', 'survives', 'undecided'];

function outcomeOf(at: Reader, value: unknown, place: string): OutcomeReport {
  const fields = at.object(value, place);
  const of = fields['of'] === undefined ? {} : { of: at.text(fields['of'], `${place}.of`) };
  const verdict = at.oneOf(fields['verdict'], `${place}.verdict`, verdicts);
  const failureSets = at.list(fields['failureSets'], `${place}.failureSets`).map((set, index) => setOf(at, set, `${place}.failureSets[${index}]`));
  if (verdict === 'broken' && failureSets.length === 0) throw at.wrong(`${place}.failureSets`, 'a list of at least one failure set');
  return {
    name: at.text(fields['name'], `${place}.name`),
    kind: at.oneOf(fields['kind'], `${place}.kind`, ['always', 'eventually']),
    title: at.text(fields['title'], `${place}.title`),
    ...of,
    verdict,
    failureSets,
    certificate: certificateOf(at, fields['certificate'], `${place}.certificate`),
  };
}

function setOf(at: Reader, value: unknown, place: string): FoundSet {
  const fields = at.object(value, place);
  return { faults: at.text(fields['faults'], `${place}.faults`), size: at.number(fields['size'], `${place}.size`), foundAtRun: at.number(fields['foundAtRun'], `${place}.foundAtRun`) };
}

const methods: readonly SearchMethod[] = ['cover', 'probe', 'random', 'exhaustive'];

function certificateOf(at: Reader, value: unknown, place: string): Certificate {
  const fields = at.object(value, place);
  const number = (name: string) => at.number(fields[name], `${place}.${name}`);
  const method = at.oneOf(fields['method'], `${place}.method`, methods);
  return { method, depth: number('depth'), complete: fields['complete'] === true, runs: number('runs'), covered: number('covered'), shareOfNext: number('shareOfNext'), ...interchangeableOf(at, fields['interchangeable'], `${place}.interchangeable`) };
}

function interchangeableOf(at: Reader, value: unknown, place: string): Pick<Certificate, 'interchangeable'> {
  if (value === undefined) return {};
  const fields = at.object(value, place);
  const nodes = at.list(fields['nodes'], `${place}.nodes`).map((group, index) => at.list(group, `${place}.nodes[${index}]`).map((node, inGroup) => at.text(node, `${place}.nodes[${index}][${inGroup}]`)));
  return { interchangeable: { nodes, taken: at.number(fields['taken'], `${place}.taken`) } };
}

function errorOf(at: Reader, value: unknown, place: string): SavedError {
  const fields = at.object(value, place);
  const values = at.list(fields['values'] ?? [], `${place}.values`).map((line, index) => at.text(line, `${place}.values[${index}]`));
  const part = (name: 'usually' | 'next') => (fields[name] === undefined ? {} : { [name]: at.text(fields[name], `${place}.${name}`) });
  const error = new ClewError(at.text(fields['code'], `${place}.code`) as ErrorCode, at.text(fields['what'], `${place}.what`), { values, ...part('usually'), ...part('next') });
  return { scenario: at.text(fields['scenario'], `${place}.scenario`), error };
}
