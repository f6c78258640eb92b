import type { Scenario } from '../src/simulator/scenario.ts';
import { isWorkloads, type Workloads } from '../src/workload/workloads.ts';
import { breakage, type BreakageOptions, type Faults } from './breakage.ts';
import { survival, type SurvivalOptions } from './survival.ts';
import { workloadSurvival, type WorkloadSurvivalOptions } from './workload-survival.ts';

/** Thrown by the assertions; test runners show its message. */
export class ScenarioAssertionError extends Error {
  override readonly name = 'ScenarioAssertionError';
}

/**
 * Asserts that a scenario survives every failure set within the bounds: for node:test, or any other runner.
 *
 * @throws ScenarioAssertionError with the failure set, the diagram and the replay command
 */
export function assertSurvives(workloads: Workloads, options?: WorkloadSurvivalOptions): Promise<void>;
export function assertSurvives(scenario: Scenario, options?: SurvivalOptions): void;
export function assertSurvives(subject: Scenario | Workloads, options: WorkloadSurvivalOptions = {}): void | Promise<void> {
  if (!isWorkloads(subject)) return check(survival(subject, options));
  return workloadSurvival(subject, options).then(check);
}

/**
 * Asserts that a failure set breaks a scenario: a known weakness that is to stay known.
 *
 * @throws ScenarioAssertionError with the run, drawn
 */
export function assertBrokenBy(scenario: Scenario, faults: Faults, options?: BreakageOptions): void {
  check(breakage(scenario, faults, options));
}

function check({ pass, message }: { readonly pass: boolean; readonly message: () => string }): void {
  if (!pass) throw new ScenarioAssertionError(message());
}
