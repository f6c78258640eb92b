/** What one run of two-phase commit came to, however it was played. */
export interface CommitRun {
  readonly steps: number;
  /** What each node decided, in the order in which they are declared; undefined where it never learned of a decision. */
  readonly decisions: readonly (string | undefined)[];
}

/** The names of messages that get lost, as `C:p1:prepare`. No message of the protocol is sent twice on one link. */
export type LostMessages = ReadonlySet<string>;
