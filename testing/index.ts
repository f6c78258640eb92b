export { assertBrokenBy, assertSurvives, ScenarioAssertionError } from './assertions.ts';
export type { BreakageOptions, Faults } from './breakage.ts';
export { type SurvivalOptions, UndecidedError } from './survival.ts';
export type { WorkloadSurvivalOptions } from './workload-survival.ts';
