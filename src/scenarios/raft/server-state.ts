/** Raft, after Ongaro & Ousterhout (2014), Figure 2: what servers say to each other, and what each keeps. */
import type { NodeContext, NodeId } from 'clew';

/** A command of a client, and the term of the leader that took it. */
export type Entry = { term: number; command: string };

/** The remote procedure calls and their results. Indices of the log count from 1. */
export type Messages = {
  requestVote: { term: number; lastIndex: number; lastTerm: number };
  vote: { term: number; granted: boolean };
  append: { term: number; previousIndex: number; previousTerm: number; entries: readonly Entry[]; commitIndex: number };
  /** The index is that of the last entry that matches; after a refusal, of the one that does not. */
  appended: { term: number; success: boolean; index: number };
};

/** When nothing has been heard of a leader; when to repeat a call; when a client has a command. */
export type Timers = { election: null; heartbeat: null; command: null };

/** A vote given in the current term. */
export interface Ballot {
  votedFor: NodeId | undefined;
}

/** What a server forgets in a restart. */
export interface State extends Ballot {
  role: 'follower' | 'candidate' | 'leader';
  /** How long it waits for a leader, in ticks. */
  readonly patience: number;
  /** As a candidate: who votes for it. */
  votes: readonly NodeId[];
  commitIndex: number;
  /** As a leader: for each other server the next entry to send, and the last that is known to match. */
  nextIndex: Map<NodeId, number>;
  matchIndex: Map<NodeId, number>;
}

/** What a server keeps. */
export interface Disk extends Ballot {
  term: number;
  log: readonly Entry[];
}

/** A server, as its handlers see it. */
export type Server = NodeContext<Messages, Timers, State, Disk>;

/** Three rules of the paper, and what an implementation may make of them. */
export interface Rules {
  /** Where a vote is kept (Figure 2: on stable storage before responding). */
  readonly votesOn: 'disk' | 'state';
  /** Which messages of older terms count (section 5.1: none). */
  readonly staleMessages: 'refused' | 'taken';
  /** Which entries a leader may commit by counting replicas (section 5.4.2: those of its own term). */
  readonly countsReplicasOf: 'its own term' | 'any term';
}

/** More than half of the servers. */
export function isMajority(node: Server, count: number): boolean {
  return 2 * count > node.others.length + 1;
}

/** The term of an entry; 0 before the first. */
export function termAt(log: readonly Entry[], index: number): number {
  return log[index - 1]?.term ?? 0;
}
