/** Raft, after Ongaro & Ousterhout (2014), section 5.2: leader election, with the restriction of section 5.4.1. */
import type { NodeId } from 'clew';
import { takeOffice } from './replication.ts';
import { type Entry, isMajority, type Messages, type Rules, type Server, termAt } from './server-state.ts';
import { ballot, isStale, observeTerm, waitForLeader } from './terms.ts';

/** Nothing has been heard of a leader: a server stands for election, and votes for itself. */
export function stand(node: Server, rules: Rules): void {
  const { state, disk } = node;
  disk.term++;
  ballot(node, rules).votedFor = node.id;
  state.role = 'candidate';
  state.votes = [node.id];
  waitForLeader(node);
  node.broadcast('requestVote', { term: disk.term, lastIndex: disk.log.length, lastTerm: termAt(disk.log, disk.log.length) });
}

/** Votes for the first candidate that asks in a term, if its log is good enough. */
export function answerCandidate(node: Server, rules: Rules, request: Messages['requestVote'], candidate: NodeId): void {
  observeTerm(node, rules, request.term);
  const { votedFor } = ballot(node, rules);
  const free = votedFor === undefined || votedFor === candidate;
  const granted = !isStale(node, rules, request.term) && free && isUpToDate(node.disk.log, request);
  if (granted) {
    ballot(node, rules).votedFor = candidate;
    waitForLeader(node);
  }
  node.send(candidate, 'vote', { term: node.disk.term, granted });
}

/** Section 5.4.1: a voter refuses a candidate whose log is less up to date than its own. */
function isUpToDate(log: readonly Entry[], { lastIndex, lastTerm }: Messages['requestVote']): boolean {
  const ownTerm = termAt(log, log.length);
  return lastTerm > ownTerm || (lastTerm === ownTerm && lastIndex >= log.length);
}

/** Whoever has the votes of a majority leads. */
export function countVote(node: Server, rules: Rules, { term, granted }: Messages['vote'], voter: NodeId): void {
  observeTerm(node, rules, term);
  const { state } = node;
  if (state.role !== 'candidate' || !granted || isStale(node, rules, term)) return;
  if (!state.votes.includes(voter)) state.votes = [...state.votes, voter];
  if (isMajority(node, state.votes.length)) takeOffice(node);
}
