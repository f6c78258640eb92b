import type { Verdict } from '../search/examine.ts';
import { exceptionOutcome } from '../search/simulated-system.ts';
import type { AgreedOutcome, AgreedScenario, Agreement } from './agreement.ts';
import { byName } from './agreement.ts';
import { boundsChanges } from './bounds-changes.ts';
import type { Change, Direction } from './change.ts';
import { failureSetChanges, type Judged, type SameCourse } from './failure-set-changes.ts';
import { workloadChange, workloadsChanges } from './workload-changes.ts';

/** How to compare. */
export interface ComparisonOptions {
  /**
   * Tells whether a failure set comes to the same as one of the agreed ones: an unrelated message adds moments at which a
   * node may crash, and most of them make no difference. Without it every new token is a new way.
   */
  readonly sameCourse?: (scenario: string, outcome: string, faults: string, known: readonly string[]) => boolean;
}

/** Every difference between what was agreed and what was found, scenario by scenario; the worst of an outcome first. */
export function changesBetween(agreed: Agreement, found: Agreement, { sameCourse = () => false }: ComparisonOptions = {}): Change[] {
  const before = new Map(agreed.scenarios.map((scenario) => [scenario.scenario, scenario]));
  const now = new Map(found.scenarios.map((scenario) => [scenario.scenario, scenario]));
  return [...new Set([...before.keys(), ...now.keys()])].sort(byName).flatMap((name) => {
    const changes = scenarioChanges(before.get(name), now.get(name), (...question) => sameCourse(name, ...question));
    return changes.map((change): Change => ({ scenario: name, ...change }));
  });
}

type ScenarioChange = Omit<Change, 'scenario'>;

function scenarioChanges(agreed: AgreedScenario | undefined, found: AgreedScenario | undefined, sameCourse: SameCourse): ScenarioChange[] {
  if (found === undefined) return [{ kind: 'scenario-gone', direction: 'worse', text: 'is agreed on, and there is no such scenario any more' }];
  if (agreed === undefined) return [{ kind: 'scenario-new', direction: 'changed', text: `has no agreement: ${found.outcomes.map((outcome) => `${outcome.outcome} ${inShort(outcome)}`).join(', ')}` }];
  const names = [...new Set([...agreed.outcomes, ...found.outcomes].map(({ outcome }) => outcome))].sort(byName);
  const outcomes = names.flatMap((name) => {
    const [before, now] = [agreed, found].map(({ outcomes: all, bounds }) => {
      const outcome = all.find((candidate) => candidate.outcome === name);
      return outcome && { outcome, bounds };
    });
    return outcomeChanges(name, before, now, sameCourse);
  });
  return [...boundsChanges(agreed.bounds, found.bounds), ...workloadsChanges(agreed.workloads, found.workloads), ...outcomes];
}

function inShort({ verdict, failureSets, workload }: AgreedOutcome): string {
  const under = workload === undefined ? '' : ` under ${workload}`;
  return verdict === 'broken' ? `is broken by ${failureSets.length === 1 ? failureSets[0] : `${failureSets.length} failure sets`}${under}` : verdict === 'survives' ? 'survives' : 'is undecided';
}

function outcomeChanges(name: string, agreed: Judged | undefined, found: Judged | undefined, sameCourse: SameCourse): ScenarioChange[] {
  if (found === undefined) {
    if (name === exceptionOutcome) return [{ outcome: name, kind: 'verdict', direction: 'better', text: 'handlers threw, and no longer do' }];
    return [{ outcome: name, kind: 'outcome-gone', direction: 'worse', text: 'is agreed on, and is no longer promised' }];
  }
  if (agreed === undefined) {
    if (name !== exceptionOutcome) return [{ outcome: name, kind: 'outcome-new', direction: 'changed', text: `has no agreement: ${inShort(found.outcome)}` }];
    return found.outcome.failureSets.map((faults) => ({ outcome: name, kind: 'failure-set-new', direction: 'worse', text: `a handler now throws: ${faults}`, faults }));
  }
  const sets = failureSetChanges(agreed, found, sameCourse);
  return [...promiseChange(agreed, found), ...verdictChange(agreed, found, sets), ...certificateChange(agreed, found), ...workloadChange(agreed.outcome, found.outcome), ...sets].map((change) => ({ ...change, outcome: name }));
}

function promiseChange({ outcome: agreed }: Judged, { outcome: found }: Judged): ScenarioChange[] {
  if (agreed.kind === found.kind) return [];
  // What holds after every step holds at the end as well, and not the other way round.
  const direction: Direction = found.kind === 'eventually' ? 'worse' : 'changed';
  return [{ kind: 'promise', direction, text: `was promised ${whenOf(agreed)}, now ${whenOf(found)}` }];
}

function whenOf({ kind }: AgreedOutcome): string {
  return kind === 'always' ? 'after every step' : 'at the end';
}

const was: { readonly [Before in Verdict]: string } = { broken: 'was broken', survives: 'survived', undecided: 'was undecided' };
const is: { readonly [Now in Verdict]: string } = { broken: 'is broken', survives: 'survives', undecided: 'is undecided' };

function verdictChange({ outcome: agreed }: Judged, { outcome: found }: Judged, sets: readonly ScenarioChange[]): ScenarioChange[] {
  if (agreed.verdict === found.verdict) return [];
  const otherSpace = sets.length > 0 && (found.verdict === 'broken' ? sets.every(({ direction }) => direction === 'changed') : sets.some(({ direction }) => direction === 'changed'));
  const direction: Direction = found.verdict === 'undecided' ? 'worse' : otherSpace ? 'changed' : found.verdict === 'survives' ? 'better' : 'worse';
  const under = found.workload === undefined ? '' : ` under ${found.workload}`;
  return [{ kind: 'verdict', direction, text: `${was[agreed.verdict]}, and ${is[found.verdict]} now${under}` }];
}

/** Whether less, or more, is certain than was; what follows from a changed depth is told there. */
function certificateChange({ outcome: agreed, bounds: before }: Judged, { outcome: found, bounds: now }: Judged): ScenarioChange[] {
  if (agreed.certified === found.certified) return [];
  const complete = agreed.certified === before.depth && found.certified === now.depth;
  if (complete) return [];
  const [then, today] = [covered(agreed.certified), covered(found.certified)];
  const text = `${then} ${agreed.certified < 0 ? 'was' : 'were'} certified, now ${today}`;
  if (found.certified < agreed.certified) return [{ kind: 'certificate', direction: 'worse', text: `certificate shrank: ${text}` }];
  return [{ kind: 'certificate', direction: 'better', text: `certificate grew: ${text}` }];
}

function covered(certified: number): string {
  return certified < 0 ? 'nothing' : `sets of up to ${certified} ${certified === 1 ? 'fault' : 'faults'}`;
}
