import type { FoundOutcome, Reported } from '../src/gate/agreement-of.ts';
import { exceptionOutcome } from '../src/search/simulated-system.ts';
import type { Bounds } from '../src/simulator/bounds.ts';
import { deriveBounds } from '../src/simulator/derive-bounds.ts';
import { guarded } from '../src/simulator/preparation.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import { Simulation } from '../src/simulator/simulation.ts';
import { examineWorkloads, type WorkloadsReport } from '../src/workload/examine-workloads.ts';
import { boundsOf } from './bounds-options.ts';
import type { GatedWorkloads } from './gate-scope.ts';
import type { GateOptions } from './gate.ts';
import { firstScenario, withOnly } from './generated-workloads.ts';
import { inSlices } from './in-slices.ts';
import type { Interruption } from './interruption.ts';
import { progressLine } from './progress-line.ts';
import { workloadsOfProject } from './project/project.ts';

/**
 * Searches a scenario under generated workloads, one outcome after the other: each has a smallest workload of its own that
 * breaks it, and a search ends with the first.
 */
export async function searchGenerated(selected: GatedWorkloads, options: GateOptions, interruption: Interruption): Promise<{ readonly reported: Reported; readonly runs: number }> {
  const { name, file, outcomes: wanted } = selected;
  const seed = options.seed ?? 1;
  const count = options.workloads ?? (await workloadsOfProject());
  const workloads = withOnly(selected.workloads, wanted);
  const scenario = await firstScenario({ ...selected, workloads }, seed);
  const progress = progressLine(name);
  const deadline = options.budget === undefined ? Infinity : performance.now() + options.budget;
  const outcomes: FoundOutcome[] = [];
  let bounds: Bounds | undefined;
  let runs = 0;
  try {
    for (const outcome of Object.keys(scenario.outcomes)) {
      // Alone: a workload that breaks another outcome without any fault says nothing of this one.
      const report = await examineWorkloads(withOnly(workloads, [outcome]), {
        ...boundsOf(options),
        ...(options.runs !== undefined && { runsMax: options.runs }),
        outcomes: [outcome],
        seed,
        workloads: count,
        stopped: () => interruption.stopped || performance.now() > deadline,
        drive: (running) => inSlices(running, (state) => progress.show('workloads', (state as { readonly runs: number }).runs)),
      });
      runs += report.runs;
      bounds ??= report.counterexample?.report?.bounds;
      outcomes.push(...foundOutcomes(scenario, outcome, report));
    }
  } finally {
    progress.clear();
  }
  bounds ??= boundsBefore(scenario, options);
  const distinct = [...new Map(outcomes.map((outcome) => [outcome.name, outcome])).values()];
  const certified = distinct.map((outcome) => (outcome.verdict === 'survives' ? { ...outcome, certificate: { depth: bounds.depth } } : outcome));
  return { runs, reported: { report: { scenario: name, bounds, outcomes: certified }, workloads: { count, seed }, fixed: { ...scenario.bounds, ...boundsOf(options) }, file, known: scenario.known } };
}

function boundsBefore(scenario: Scenario, options: GateOptions): Bounds {
  const simulation = new Simulation(scenario);
  return guarded(simulation, () => deriveBounds(simulation, boundsOf(options)));
}

/** What one search says of its outcome, and of handlers that throw. */
function foundOutcomes({ outcomes }: Scenario, name: string, { verdict, counterexample }: WorkloadsReport): FoundOutcome[] {
  const { kind } = outcomes[name]!;
  if (counterexample === undefined) return [{ name, kind, verdict, certificate: { depth: -1 }, failureSets: [] }];
  const { shown: workload, report } = counterexample;
  if (report === undefined) return [{ name, kind, verdict: 'broken', certificate: { depth: 0 }, failureSets: [{ faults: 'none', size: 0, foundAtRun: 1 }], workload }];
  const found = report.outcomes.filter((outcome) => outcome.name === name || outcome.name === exceptionOutcome);
  // The search for the smallest workload ends with the first: of an outcome that this one does not break, no more is known.
  return found.map((outcome) => (outcome.verdict === 'broken' ? { ...outcome, workload } : { ...outcome, verdict: 'undecided', certificate: { depth: -1 } }));
}
