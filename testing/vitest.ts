import { expect } from 'vitest';
import type { Scenario } from '../src/simulator/scenario.ts';
import { isWorkloads, type Workloads } from '../src/workload/workloads.ts';
import { breakage, type BreakageOptions, type Faults } from './breakage.ts';
import { type Expectation, survival, type SurvivalOptions } from './survival.ts';
import { workloadSurvival, type WorkloadSurvivalOptions } from './workload-survival.ts';

/** What `expect(scenario)` can be asked, once `clew/vitest` is imported. */
export interface ScenarioMatchers<Subject> {
  /**
   * The scenario survives every failure set within the bounds. Fails with the smallest one that it does not survive, the
   * diagram of that run, and the command that replays it. For a scenario of many workloads it has to be awaited.
   */
  toSurvive: Subject extends Workloads ? (options?: WorkloadSurvivalOptions) => Promise<void> : Subject extends Scenario ? (options?: SurvivalOptions) => void : never;
  /** The failure set breaks the scenario: a known weakness that is to stay known. */
  toBeBrokenBy: Subject extends Scenario ? (faults: Faults, options?: BreakageOptions) => void : never;
}

declare module 'vitest' {
  // oxlint-disable-next-line typescript/no-explicit-any -- has to repeat the declaration of vitest
  interface Matchers<T = any> extends ScenarioMatchers<T> {}
}

expect.extend({
  toSurvive(subject: Scenario | Workloads, options?: WorkloadSurvivalOptions): Expectation | Promise<Expectation> {
    return isWorkloads(subject) ? workloadSurvival(subject, options) : survival(asScenario(subject, 'toSurvive'), options);
  },
  toBeBrokenBy(subject: Scenario, faults: Faults, options?: BreakageOptions): Expectation {
    return breakage(asScenario(subject, 'toBeBrokenBy'), faults, options);
  },
});

function asScenario(subject: Scenario, matcher: string): Scenario {
  if (typeof subject === 'object' && subject !== null && typeof subject.nodes === 'object' && typeof subject.outcomes === 'object') return subject;
  throw new TypeError(`expect(…).${matcher}() is for scenarios, as \`scenario({ … })\` of clew makes them`);
}
