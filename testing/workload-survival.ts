import { counted } from '../reports/text/words.ts';
import { safeText } from '../src/simulator/display-value.ts';
import { type Counterexample, examineWorkloads, type ExamineWorkloadsOptions, type WorkloadsReport } from '../src/workload/examine-workloads.ts';
import type { Workloads } from '../src/workload/workloads.ts';
import { brokenMessage } from './messages.ts';
import { type Expectation, type SurvivalOptions, UndecidedError } from './survival.ts';

/** What a scenario has to survive under each of its workloads, and how many of those are tried. */
export interface WorkloadSurvivalOptions extends SurvivalOptions, Pick<ExamineWorkloadsOptions, 'workloads' | 'seed' | 'path'> {}

/**
 * Whether the scenario survives every failure set within the bounds, under every workload that is tried.
 *
 * @throws UndecidedError if some workload ran out of runs, or the whole out of time
 */
export async function workloadSurvival(workloads: Workloads, { millisecondsMax = Infinity, ...options }: WorkloadSurvivalOptions = {}): Promise<Expectation> {
  const deadline = performance.now() + millisecondsMax;
  const report = await examineWorkloads(workloads, { ...options, stopped: () => performance.now() > deadline });
  const { counterexample } = report;
  if (counterexample !== undefined) return { pass: false, message: () => counterexampleMessage(report, counterexample) };
  if (report.verdict === 'undecided') throw new UndecidedError(undecidedText(report));
  return { pass: true, message: () => `expected some workload to break it, and ${counted(report.workloads, 'workload')} of seed ${report.seed} did not, in ${counted(report.runs, 'run')}` };
}

function counterexampleMessage({ seed }: WorkloadsReport, { shown, scenario, report, withoutFaults, path, shrinks }: Counterexample): string {
  return [
    `expected ${safeText(scenario.name)} to survive under every workload, and it does not under`,
    '',
    `  ${safeText(shown)}`,
    '',
    `  which was made smaller ${shrinks === 1 ? 'once' : `${shrinks} times`}; again: { seed: ${seed}, path: ${JSON.stringify(path)} }`,
    '',
    ...(report === undefined ? withoutFaultsLines(withoutFaults!.message) : [brokenMessage(scenario, report, null)]),
  ].join('\n');
}

function withoutFaultsLines(message: string): string[] {
  return ['  That workload breaks it without any fault:', '', ...message.split('\n').map((line) => `  ${line}`)];
}

function undecidedText({ workloads, undecided, skipped, runs }: WorkloadsReport): string {
  const parts = [`${counted(undecided, 'workload')} undecided`, ...(skipped > 0 ? [`${skipped} of which the outcomes say nothing`] : [])];
  return [
    `undecided: ${counted(workloads, 'workload')} tried in ${counted(runs, 'run')}; ${parts.join(', ')}`,
    '  Usually runsMax is too small for what one workload needs, or millisecondsMax for all of them.',
  ].join('\n');
}
