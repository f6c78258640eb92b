/** What a change is about. */
export type ChangeKind =
  | 'scenario-new'
  | 'scenario-gone'
  | 'outcome-new'
  | 'outcome-gone'
  | 'promise'
  | 'verdict'
  | 'failure-set-new'
  | 'failure-set-gone'
  | 'failure-set-out-of-sight'
  | 'certificate'
  | 'workload'
  | 'workloads'
  | 'depth'
  | 'budget'
  | 'atomic-steps'
  | 'until'
  | 'horizon'
  | 'durations'
  | 'deferrals';

/** Whether the protocol, or what is known of it, got worse, got better, or is merely not what was agreed. */
export type Direction = 'worse' | 'better' | 'changed';

/** One difference between what was agreed and what was found, in the language of a review. */
export interface Change {
  readonly scenario: string;
  /** Absent where it concerns the scenario as a whole. */
  readonly outcome?: string;
  readonly kind: ChangeKind;
  readonly direction: Direction;
  /** What happened, as one line that needs no context but scenario and outcome. */
  readonly text: string;
  /** The failure set that it is about. */
  readonly faults?: string;
}

/** Whether every change is an improvement: then nothing was broken that had been agreed. */
export function onlyImprovements(changes: readonly Change[]): boolean {
  return changes.every(({ direction }) => direction === 'better');
}
