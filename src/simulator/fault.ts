import type { FaultKindName } from './bounds.ts';

/** One failure that the environment may inflict. One flat shape for all kinds, so that the step loop stays fast. */
export interface Fault {
  readonly kind: FaultKindName;
  /** Its name, one shell-safe word: the same in output, options, JSON and the gate file. */
  readonly token: string;
  /** The lane of the message or step that it names; empty if it names a node or a tick. */
  readonly lane: string;
  /** The number within the lane; 0 if it names none. */
  readonly number: number;
  /** The node that it strikes; empty if it strikes a link or a group. */
  readonly node: string;
  /** For a stop inside a step or just after it: after how many effects that leave the step; 0 for before it, -1 for at `until`. */
  readonly inside: number;
  /** How long it lasts, in ticks; how far a clock is ahead. */
  readonly ticks: number;
  /** How many further steps of its receiver a deferred message waits for. */
  readonly steps: number;
  /** For a partition: the tick it begins with, and the two groups. */
  readonly tick: number;
  readonly groups: readonly [readonly string[], readonly string[]] | null;
  /** Two faults of the same word cannot both happen, and are never in one failure set. */
  readonly exclusive: string;
  /** Faults of the same word may come to the same thing; empty where none does. See `FaultKind.actsLike`. */
  readonly rivals: string;
}

/** The fields of a fault that are not the same for most kinds. */
export type FaultFields = Pick<Fault, 'kind' | 'token' | 'exclusive'> & Partial<Fault>;

/** Makes a fault from the fields that matter to its kind. */
export function makeFault(fields: FaultFields): Fault {
  return { lane: '', number: 0, node: '', inside: 0, ticks: 0, steps: 0, tick: 0, groups: null, rivals: '', ...fields };
}

/** Canonical order: by token. */
export function byToken(a: { readonly token: string }, b: { readonly token: string }): number {
  return a.token < b.token ? -1 : a.token > b.token ? 1 : 0;
}

/** A failure set as one word: its tokens in canonical order, or `none`. */
export function printFailureSet(faults: readonly { readonly token: string }[]): string {
  if (faults.length === 0) return 'none';
  return faults.map((fault) => fault.token).sort().join('+');
}
