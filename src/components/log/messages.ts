import type { NodeId } from 'clew';

/** A record at its place in a partition. */
export interface LogRecord<Value = unknown> {
  readonly partition: string;
  /** Its place: the first record of a partition has offset 0. */
  readonly offset: number;
  readonly key: string;
  readonly value: Value;
}

/** A place in a partition: the offset of the record to be read next. */
export interface LogPosition {
  readonly partition: string;
  readonly offset: number;
}

/** What an application says to the log and is told by it; to be added to the messages of its protocol. */
export interface LogMessages<Value> {
  /** Said: put this at the end of the key's partition. Needs a producer underneath. */
  append: { readonly key: string; readonly value: Value };
  /** Told: it is in the log, at this place. */
  appended: LogRecord<Value>;
  /** Told: the next record of a partition. Needs a reader or a member of a group underneath. */
  record: LogRecord<Value>;
  /** Said: read on from here. Needs a reader underneath. */
  seek: LogPosition;
}

/** Where a record comes from. No two appends are the same. */
export interface Origin {
  /** A producer; or, of what a member appended while it handled a record, that record. */
  readonly source: string;
  /** The life of the producer; the generation of the member's group. */
  readonly epoch: number;
  /** How manieth append of that source to that partition it is. */
  readonly sequence: number;
}

/** A record as the broker keeps it. */
export interface StoredRecord extends LogRecord {
  readonly origin: Origin;
  readonly idempotent: boolean;
}

/** For each partition, the offset of the record to be read next. */
export type Positions = Readonly<Record<string, number>>;

/** A record that is to be appended. */
export interface Append {
  readonly partition: string;
  readonly key: string;
  readonly value: unknown;
  readonly origin: Origin;
  /** Whether the origin tells a repetition from another append. */
  readonly idempotent: boolean;
}

/** What broker, producers, readers and members say to each other. */
export interface WireMessages {
  // Producers.
  produce: Append;
  produced: { readonly origin: Origin; readonly record: LogRecord };
  // Readers.
  read: { readonly positions: Positions };
  records: { readonly records: readonly LogRecord[] };
  // Members of a group.
  join: Join;
  assigned: { readonly generation: number; readonly positions: Positions };
  rejoin: { readonly generation: number };
  fetch: { readonly group: string; readonly generation: number; readonly positions: Positions };
  fetched: { readonly generation: number; readonly records: readonly LogRecord[] };
  commit: Commit;
  committed: { readonly generation: number; readonly positions: Positions };
}

/** Someone wants to be a member, and says how patient the broker should be with it. */
export interface Join {
  readonly group: string;
  readonly partitions: readonly string[];
  readonly life: number;
  readonly sessionTicks: number;
  readonly rebalanceTicks: number;
}

/** What a member has come to, and, where output and position go together, what it has appended on the way. */
export interface Commit {
  readonly group: string;
  readonly generation: number;
  readonly positions: Positions;
  readonly output: readonly Append[];
}

/** A group as the broker keeps it on disk. */
export interface StoredGroup {
  generation: number;
  positions: Record<string, number>;
}

/** What is on the broker's disk. */
export interface BrokerDisk {
  store: {
    partitions: Record<string, StoredRecord[]>;
    groups: Record<string, StoredGroup>;
  };
}

/** A member of the present generation, as the broker knows it. */
export interface Session {
  /** Which of its lives it is: one that has started again is another member. */
  readonly life: number;
  readonly partitions: readonly string[];
  heard: boolean;
}

/** A group as the broker knows it for as long as it runs. */
export interface LiveGroup {
  members: Map<NodeId, Session>;
  /** What those who joined last have asked for: all of a group ask for the same. */
  partitions: readonly string[];
  sessionTicks: number;
  rebalanceTicks: number;
  /** Whether its sessions are looked after. */
  watched: boolean;
  /** Who has joined the next generation, in which of its lives; undefined while none is being formed. */
  joining: Map<NodeId, number> | undefined;
  /** Counts the rebalances that were begun. */
  round: number;
}
