import type { AgreedOutcome, AgreedWorkloads } from './agreement.ts';
import type { Change } from './change.ts';

/** What has become of the workloads that are generated. Fewer are worse, however good the protocol. */
export function workloadsChanges(agreed: AgreedWorkloads | undefined, found: AgreedWorkloads | undefined): Omit<Change, 'scenario'>[] {
  const change = (direction: Change['direction'], text: string): Omit<Change, 'scenario'> => ({ kind: 'workloads', direction, text });
  if (agreed === undefined && found === undefined) return [];
  if (agreed === undefined) return [change('changed', 'was searched under one workload, now under generated ones')];
  if (found === undefined) return [change('changed', 'was searched under generated workloads, now under one')];
  const changes: Omit<Change, 'scenario'>[] = [];
  if (found.count !== agreed.count) {
    const text = `${agreed.count} ${agreed.count === 1 ? 'workload was' : 'workloads were'} tried, now ${found.count}`;
    changes.push(found.count < agreed.count ? change('worse', `bounds loosened: ${text}`) : change('better', `bounds tightened: ${text}`));
  }
  if (found.seed !== agreed.seed) changes.push(change('changed', `bounds changed: workloads were those of seed ${agreed.seed}, now of seed ${found.seed}`));
  return changes;
}

/** Another smallest workload breaks the outcome: which of the two is the larger cannot be told from their text. */
export function workloadChange({ workload: agreed }: AgreedOutcome, { workload: found }: AgreedOutcome): Omit<Change, 'scenario'>[] {
  if (agreed === undefined || found === undefined || agreed === found) return [];
  return [{ kind: 'workload', direction: 'changed', text: `another smallest workload breaks it: ${found} (it was ${agreed})` }];
}
