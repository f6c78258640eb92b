import { faultKinds, type FaultKindName, pluralOf } from '../simulator/bounds.ts';
import type { AgreedBounds } from './agreement.ts';
import type { Change, ChangeKind } from './change.ts';

/** A change of one bound. */
export type BoundsChange = Omit<Change, 'scenario'>;

/** What has become of the bounds: a line for each. Fewer faults tried is worse, however good the protocol. */
export function boundsChanges(agreed: AgreedBounds, found: AgreedBounds): BoundsChange[] {
  return [...depthChange(agreed, found), ...budgetChanges(agreed, found), ...atomicStepsChange(agreed, found), ...tickChanges(agreed, found), ...listChange('durations', agreed, found), ...listChange('deferrals', agreed, found)];
}

function depthChange(agreed: AgreedBounds, found: AgreedBounds): BoundsChange[] {
  if (agreed.depth === found.depth) return [];
  return [compared('depth', agreed.depth, found.depth, `sets of up to ${agreed.depth} ${agreed.depth === 1 ? 'fault' : 'faults'} were tried, now of up to ${found.depth}`)];
}

function budgetChanges({ budget: agreed }: AgreedBounds, { budget: found }: AgreedBounds): BoundsChange[] {
  return faultKinds.flatMap((kind) => {
    const [before, now] = [agreed[kind] ?? 0, found[kind] ?? 0];
    if (before === now) return [];
    return [compared('budget', before, now, `up to ${countOf(before, kind)} ${before === 1 ? 'was' : 'were'} tried, now ${now === 0 ? 'none' : `up to ${now}`}`)];
  });
}

function countOf(count: number, kind: FaultKindName): string {
  return count === 1 ? `1 ${kind === 'isolate' ? 'isolation' : kind}` : `${count} ${pluralOf[kind]}`;
}

function atomicStepsChange(agreed: AgreedBounds, found: AgreedBounds): BoundsChange[] {
  if (agreed.atomicSteps === found.atomicSteps) return [];
  if (found.atomicSteps) return [loosened('atomic-steps', 'crashes inside a step were tried, and no longer are')];
  return [tightened('atomic-steps', 'crashes inside a step are now tried as well')];
}

function tickChanges(agreed: AgreedBounds, found: AgreedBounds): BoundsChange[] {
  const changes: BoundsChange[] = [];
  if (agreed.until !== found.until) {
    const text = `something could go wrong until ${tickOf(agreed.until)}, now until ${tickOf(found.until)}`;
    changes.push(agreed.until === undefined || found.until === undefined ? { kind: 'until', direction: 'changed', text: `${changedBounds}: ${text}` } : compared('until', agreed.until, found.until, text));
  }
  // A later end gives a promise of the kind `eventually` more time, and one of the kind `always` more to survive.
  if (agreed.horizon !== found.horizon) changes.push({ kind: 'horizon', direction: 'changed', text: `${changedBounds}: runs ended at ${tickOf(agreed.horizon)}, now at ${tickOf(found.horizon)}` });
  return changes;
}

const changedBounds = 'bounds changed';

function tickOf(tick: number | undefined): string {
  return tick === undefined ? 'a tick that is derived' : `tick ${tick}`;
}

function listChange(kind: 'durations' | 'deferrals', agreed: AgreedBounds, found: AgreedBounds): BoundsChange[] {
  const [before, now] = [agreed[kind], found[kind]];
  // Lists that come or go with a kind of fault are told with its budget.
  const isNews = kind === 'deferrals' ? before !== undefined && now !== undefined : lasting(agreed) && lasting(found);
  if (!isNews || String(before) === String(now)) return [];
  const text = kind === 'durations' ? `faults lasted ${inWords(before)} ticks, now ${inWords(now)}` : `messages were deferred by ${inWords(before)} steps, now ${inWords(now)}`;
  if (before !== undefined && now !== undefined) {
    if (before.every((value) => now.includes(value))) return [tightened(kind, text)];
    if (now.every((value) => before.includes(value))) return [loosened(kind, text)];
  }
  return [{ kind, direction: 'changed', text: `${changedBounds}: ${text}` }];
}

function lasting({ durations, derivedDurations }: AgreedBounds): boolean {
  return (durations ?? derivedDurations) !== undefined;
}

function inWords(values: readonly number[] | undefined): string {
  return values === undefined ? 'as many as are derived' : values.join(', ');
}

function compared(kind: ChangeKind, agreed: number, found: number, text: string): BoundsChange {
  return found < agreed ? loosened(kind, text) : tightened(kind, text);
}

function loosened(kind: ChangeKind, text: string): BoundsChange {
  return { kind, direction: 'worse', text: `bounds loosened: ${text}` };
}

function tightened(kind: ChangeKind, text: string): BoundsChange {
  return { kind, direction: 'better', text: `bounds tightened: ${text}` };
}
