/** Raft, after Ongaro & Ousterhout (2014), section 5.1: terms act as a logical clock. */
import type { Ballot, Rules, Server } from './server-state.ts';

/** A server that sees a larger term takes it over; a candidate or leader then finds that it is out of date. */
export function observeTerm(node: Server, rules: Rules, term: number): void {
  if (term <= node.disk.term) return;
  // In this order: a server that stops in between has given away no vote twice.
  node.disk.term = term;
  ballot(node, rules).votedFor = undefined;
  follow(node);
}

/** A server refuses what comes from an older term. */
export function isStale(node: Server, rules: Rules, term: number): boolean {
  return rules.staleMessages === 'refused' && term < node.disk.term;
}

/** Where the vote is kept. */
export function ballot(node: Server, rules: Rules): Ballot {
  return rules.votesOn === 'disk' ? node.disk : node.state;
}

/** Becomes a follower. One that has led has no timer running. */
export function follow(node: Server): void {
  if (node.state.role === 'leader') waitForLeader(node);
  node.state.role = 'follower';
  node.cancel('heartbeat');
  node.cancel('command');
}

/** Starts waiting for a leader, all over again. */
export function waitForLeader(node: Server): void {
  node.cancel('election');
  node.after(node.state.patience, 'election');
}
