import { type Budget, budgetOf, type BudgetOptions, type FaultKindName, faultKinds, pluralOf } from '../simulator/bounds.ts';
import type { Scenario } from '../simulator/scenario.ts';
import { examination, type ExamineOptions, type OutcomeReport, type ScenarioReport } from './examine.ts';
import type { SearchProgress } from './search.ts';

/** Faults that lose nothing: things only happen later, or a clock is wrong. */
const asynchronous: ReadonlySet<FaultKindName> = new Set(['defer', 'pause', 'skew']);

/** What goes wrong in each half, unless the scenario or the user names kinds of it. */
const defaultAsynchrony: BudgetOptions = { defers: 2 };
const defaultFailures: BudgetOptions = { crashes: 1, drops: 2 };

/** One of the four worlds in which a scenario is examined. */
export interface Quadrant {
  readonly asynchrony: boolean;
  readonly failures: boolean;
  readonly report: ScenarioReport;
}

/** A scenario in the four worlds: {synchronous, asynchronous} × {no failures, failures}. */
export interface Quadrants {
  readonly scenario: string;
  readonly quadrants: readonly Quadrant[];
  /** The outcomes that survive asynchrony alone and failures alone, and are broken by both together. */
  readonly onlyTogether: readonly string[];
}

/**
 * Examines a scenario under asynchrony and partial failure, each alone and both together: what a protocol stands alone
 * it may not stand together.
 *
 * Asynchrony is whatever makes things late and loses nothing: defer, pause, skew. All other kinds are failures.
 *
 * @throws ClewError if the scenario is unusable; see `prepare`
 */
export function* quadrantsOf(scenario: Scenario, options: ExamineOptions = {}): Generator<SearchProgress, Quadrants> {
  const named = faultKinds.some((kind) => options[pluralOf[kind]] !== undefined) ? options : scenario.bounds;
  const late = budgetOptions(budgetOf({ ...zeroed, ...pick(named, true, defaultAsynchrony) }));
  const lost = budgetOptions(budgetOf({ ...zeroed, ...pick(named, false, defaultFailures) }));
  const depth = options.depth ?? scenario.bounds.depth ?? 2;
  const quadrants: Quadrant[] = [];
  for (const failures of [false, true]) {
    for (const asynchrony of [false, true]) {
      const budget = { ...zeroed, ...(asynchrony ? late : {}), ...(failures ? lost : {}) };
      const report = yield* examination(scenario, { ...options, ...budget, depth });
      quadrants.push({ asynchrony, failures, report });
    }
  }
  return { scenario: scenario.name, quadrants, onlyTogether: onlyTogether(quadrants) };
}

const zeroed: BudgetOptions = Object.fromEntries(faultKinds.map((kind) => [pluralOf[kind], 0]));

/** The kinds of one half that are named, or else its default. */
function pick(named: BudgetOptions, late: boolean, otherwise: BudgetOptions): BudgetOptions {
  const picked = faultKinds.filter((kind) => asynchronous.has(kind) === late && (named[pluralOf[kind]] ?? 0) > 0);
  return picked.length === 0 ? otherwise : Object.fromEntries(picked.map((kind) => [pluralOf[kind], named[pluralOf[kind]]]));
}

function budgetOptions(budget: Budget): BudgetOptions {
  return Object.fromEntries(faultKinds.filter((kind) => (budget[kind] ?? 0) > 0).map((kind) => [pluralOf[kind], budget[kind]]));
}

function onlyTogether(quadrants: readonly Quadrant[]): string[] {
  const verdicts = (asynchrony: boolean, failures: boolean): readonly OutcomeReport[] => quadrants.find((quadrant) => quadrant.asynchrony === asynchrony && quadrant.failures === failures)!.report.outcomes;
  const survives = (reports: readonly OutcomeReport[], name: string) => reports.find((report) => report.name === name)?.verdict === 'survives';
  return verdicts(true, true)
    .filter(({ name, verdict }) => verdict === 'broken' && survives(verdicts(true, false), name) && survives(verdicts(false, true), name))
    .map(({ name }) => name);
}
