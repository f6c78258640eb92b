import type { NodeId } from 'clew';

/** Who leads, since which epoch, and which brokers are in sync with it. */
export type Leadership = { epoch: number; leader: NodeId; inSync: readonly NodeId[] };

/** What the parts say to each other. It is all that they know of each other. */
export type Messages = {
  // Producer and leader.
  write: string;
  written: string;
  // Leader and followers.
  replicate: { epoch: number; log: readonly string[] };
  replicated: { epoch: number; length: number };
  // Leader and coordination service, which also tells all others.
  alive: { epoch: number };
  shrink: { epoch: number; inSync: readonly NodeId[] };
  lead: Leadership;
};
