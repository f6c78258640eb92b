import type { AgreedOutcome, AgreedScenario } from '../../src/gate/agreement.ts';
import type { Change } from '../../src/gate/change.ts';
import type { GateReport } from '../../src/gate/gate-report.ts';
import type { SourcePlace } from '../report.ts';

/** What the reports on a gate need besides what it found out. */
export interface GateView {
  readonly report: GateReport;
  /** What to type to see a failure set at work, or to come back to a workload. */
  readonly command: (scenario: string, faults: string) => string;
  /** Where the scenario is declared; null where that is not known. */
  readonly place: (scenario: string) => SourcePlace | null;
}

/** An outcome, or a scenario as a whole, with what is not as agreed about it. */
export interface GatedOutcome {
  readonly scenario: string;
  /** Absent for what concerns the scenario as a whole. */
  readonly outcome?: string;
  readonly changes: readonly Change[];
}

/** Everything that was looked at, with its changes: each scenario as a whole, if there is anything to say of it, then each of its outcomes. */
export function gatedOutcomes({ changes, found }: GateReport): GatedOutcome[] {
  const names = [...new Set([...found.scenarios.map(({ scenario }) => scenario), ...changes.map(({ scenario }) => scenario)])].sort();
  return names.flatMap((scenario) => {
    const here = changes.filter((change) => change.scenario === scenario);
    const outcomes = found.scenarios.find((one) => one.scenario === scenario)?.outcomes ?? [];
    const all = new Set([...outcomes.map(({ outcome }) => outcome), ...here.flatMap(({ outcome }) => outcome ?? [])]);
    const whole = here.filter(({ outcome }) => outcome === undefined);
    return [...(whole.length > 0 ? [{ scenario, changes: whole }] : []), ...[...all].map((outcome): GatedOutcome => ({ scenario, outcome, changes: here.filter((change) => change.outcome === outcome) }))];
  });
}

/** Whether the gate is shut because of these changes. */
export function isShutBy(changes: readonly Change[]): boolean {
  return changes.some(({ direction }) => direction !== 'better');
}

/** The first new way to break something, which is the one to look at. */
export function telling(changes: readonly Change[]): Change | undefined {
  return changes.find(({ kind, direction, faults }) => kind === 'failure-set-new' && direction === 'worse' && faults !== undefined);
}

/** What an outcome is now, as a line: what was agreed to. */
export function asItIs(scenario: AgreedScenario | undefined, { verdict, failureSets, certified }: AgreedOutcome): string {
  if (verdict !== 'broken') return `${verdict}; sets of up to ${Math.max(0, certified)} of ${scenario?.bounds.depth ?? certified} faults are certified`;
  return `broken by ${failureSets.slice(0, 3).join(', ')}${failureSets.length > 3 ? `, and ${failureSets.length - 3} more` : ''}`;
}
