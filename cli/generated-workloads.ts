import type { SelectedWorkloads } from '../reports/run-results.ts';
import { ClewError } from '../src/simulator/errors.ts';
import type { Scenario } from '../src/simulator/scenario.ts';
import type { Workloads } from '../src/workload/workloads.ts';

/** The workloads with only those outcomes in their scenarios; with all of them where a scenario has none of these. */
export function withOnly(workloads: Workloads, outcomes: readonly string[] | undefined): Workloads {
  if (outcomes === undefined) return workloads;
  return { ...workloads, scenarioOf: (input) => keeping(workloads.scenarioOf(input), outcomes) };
}

function keeping(scenario: Scenario, names: readonly string[]): Scenario {
  const kept = Object.entries(scenario.outcomes).filter(([name]) => names.includes(name));
  return kept.length === 0 ? scenario : { ...scenario, outcomes: Object.fromEntries(kept), known: scenario.known.filter(({ outcome }) => names.includes(outcome)) };
}

/** The scenario under the first workload of that seed: what can be told of it before anything is searched. */
export async function firstScenario({ workloads, reference }: SelectedWorkloads, seed: number): Promise<Scenario> {
  const fastCheck = await import('fast-check').catch((error: unknown) => {
    throw new ClewError('CLEW_BAD_OPTION', `${reference} is a scenario of workloads that fast-check generates, and it cannot be loaded`, { values: [(error as Error).message.split('\n')[0]!], usually: 'It is not installed.', next: 'npm install --save-dev fast-check' });
  });
  const [input] = fastCheck.sample(workloads.inputs as never, { seed, numRuns: 1 });
  return workloads.scenarioOf(input);
}
