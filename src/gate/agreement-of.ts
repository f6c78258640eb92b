import type { OutcomeReport, ScenarioReport } from '../search/examine.ts';
import { type Bounds, type BoundsOptions, type Budget, faultKinds, type FaultKindName } from '../simulator/bounds.ts';
import type { KnownVerdict } from '../simulator/scenario.ts';
import { type AgreedBounds, type AgreedOutcome, type AgreedScenario, type AgreedWorkloads, type Agreement, byName, bySizeThenToken } from './agreement.ts';

/** What was found out about an outcome: all that an agreement looks at. */
export interface FoundOutcome extends Pick<OutcomeReport, 'name' | 'kind' | 'verdict' | 'failureSets'> {
  readonly certificate: Pick<OutcomeReport['certificate'], 'depth'>;
  /** The smallest generated workload that breaks it; absent where none does, or where there is only one. */
  readonly workload?: string;
}

/** A report, and what else belongs to an agreement on it. */
export interface Reported {
  readonly report: Pick<ScenarioReport, 'scenario' | 'bounds'> & { readonly outcomes: readonly FoundOutcome[] };
  /** Under which generated workloads it was searched; absent where it has only one. */
  readonly workloads?: AgreedWorkloads;
  /** The bounds that somebody fixed, in the scenario or on the command line; all others are derived. */
  readonly fixed?: BoundsOptions;
  /** The file that exports the scenario. */
  readonly file?: string;
  /** What the scenario says is known: its reasons become those of a first agreement. */
  readonly known?: readonly KnownVerdict[];
}

/** The kinds of fault whose tokens name a duration. */
const lastingKinds: readonly FaultKindName[] = ['cut', 'isolate', 'pause', 'restart', 'skew'];

/** Agrees to what a search has found out. */
export function agreementOf(reports: readonly Reported[]): Agreement {
  return { scenarios: reports.map(agreedScenario).sort((a, b) => byName(a.scenario, b.scenario)) };
}

function agreedScenario({ report, fixed = {}, file, workloads, known = [] }: Reported): AgreedScenario {
  return {
    scenario: report.scenario,
    ...(file !== undefined && { file }),
    ...(workloads !== undefined && { workloads }),
    bounds: agreedBounds(report.bounds, fixed),
    outcomes: report.outcomes.map((outcome) => agreedOutcome(outcome, known)).sort((a, b) => byName(a.outcome, b.outcome)),
  };
}

function agreedBounds({ depth, budget, atomicSteps, until, horizon, durations, deferrals }: Bounds, fixed: BoundsOptions): AgreedBounds {
  const lasting = lastingKinds.some((kind) => (budget[kind] ?? 0) > 0);
  return {
    depth,
    budget: inOrder(budget),
    atomicSteps,
    ...(fixed.until !== undefined && { until }),
    ...(fixed.horizon !== undefined && { horizon }),
    ...(lasting && (fixed.durations === undefined ? { derivedDurations: durations } : { durations })),
    ...((budget.defer ?? 0) > 0 && { deferrals }),
  };
}

/** The budget with its kinds in canonical order, without those of which there are none. */
export function inOrder(budget: Budget): Budget {
  return Object.fromEntries(faultKinds.flatMap((kind) => ((budget[kind] ?? 0) > 0 ? [[kind, budget[kind]]] : [])));
}

function agreedOutcome({ name, kind, verdict, certificate, workload, failureSets }: FoundOutcome, known: readonly KnownVerdict[]): AgreedOutcome {
  const because = known.find((line) => line.outcome === name && line.verdict === verdict && line.because !== undefined)?.because;
  return {
    outcome: name,
    kind,
    verdict,
    certified: certificate.depth,
    ...(workload !== undefined && { workload }),
    ...(because !== undefined && { because }),
    failureSets: failureSets.map(({ faults }) => faults).sort(bySizeThenToken),
  };
}

/** Which of the agreed scenarios were searched again. */
export interface UpdateScope {
  /** Whether an agreed scenario that was not found is to be kept: it was not asked for. */
  readonly keeps: (scenario: AgreedScenario) => boolean;
}

/** The new agreement: what was found, with the reasons that the old one gives, and the scenarios that nobody looked at. */
export function updated(agreed: Agreement, found: Agreement, { keeps }: UpdateScope): Agreement {
  const before = new Map(agreed.scenarios.map((scenario) => [scenario.scenario, scenario]));
  const names = new Set(found.scenarios.map(({ scenario }) => scenario));
  const kept = agreed.scenarios.filter((scenario) => !names.has(scenario.scenario) && keeps(scenario));
  const scenarios = found.scenarios.map((scenario) => withReasons(scenario, before.get(scenario.scenario)));
  return { scenarios: [...kept, ...scenarios].sort((a, b) => byName(a.scenario, b.scenario)) };
}

function withReasons(found: AgreedScenario, agreed: AgreedScenario | undefined): AgreedScenario {
  return { ...found, outcomes: found.outcomes.map((outcome) => withReason(outcome, agreed?.outcomes.find((other) => other.outcome === outcome.outcome))) };
}

/** Keeps a reason, unless it explains a weakness that is no more. */
function withReason(found: AgreedOutcome, agreed: AgreedOutcome | undefined): AgreedOutcome {
  if (agreed?.because === undefined || (agreed.verdict === 'broken' && found.verdict === 'survives')) return found;
  const { failureSets, because: _, ...rest } = found;
  return { ...rest, because: agreed.because, failureSets };
}
