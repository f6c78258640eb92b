/** Raft, after Ongaro & Ousterhout (2014): a server put together, and three of them. */
import { protocol } from 'clew';
import { answerCandidate, countVote, stand } from './election.ts';
import { answerLeader, beat, countReplica, takeCommand } from './replication.ts';
import type { Disk, Messages, Rules, State, Timers } from './server-state.ts';
import { waitForLeader } from './terms.ts';

const { component } = protocol<Messages, Timers>();

/** A server that is so patient, and starts with this on its disk. */
export function server(rules: Rules, patience: number, disk: Disk) {
  return component<State, Disk>({
    state: () => ({ role: 'follower', patience, votedFor: undefined, votes: [], commitIndex: 0, nextIndex: new Map(), matchIndex: new Map() }),
    disk: () => structuredClone(disk),
    start: waitForLeader,
    on: {
      requestVote: (node, request, candidate) => answerCandidate(node, rules, request, candidate),
      vote: (node, answer, voter) => countVote(node, rules, answer, voter),
      append: (node, call, leader) => answerLeader(node, rules, call, leader),
      appended: (node, answer, follower) => countReplica(node, rules, answer, follower),
    },
    timers: { election: (node) => stand(node, rules), heartbeat: beat, command: (node) => takeCommand(node, rules) },
  });
}

/**
 * Three servers that start where Figure 8 (b) ends, so that a log must be repaired even if nothing fails.
 *
 * n1 has led in term 1, and n2 in term 2; each has taken a command, and has gone down before anyone else had it. Now
 * all come back at once. Each is patient for longer than it takes to hear from the others, and for a different time.
 */
export function cluster(rules: Rules) {
  return {
    n1: server(rules, 10, { term: 2, votedFor: undefined, log: [{ term: 1, command: 'n1:1.1' }] }),
    n2: server(rules, 12, { term: 2, votedFor: 'n2', log: [{ term: 2, command: 'n2:2.1' }] }),
    n3: server(rules, 20, { term: 2, votedFor: 'n2', log: [] }),
  };
}

/** The lines to and from n2, which is far away: it may stand for election before it hears that n1 does. */
export const links = [
  { from: 'n1', to: 'n2', latency: 3 },
  { from: 'n2', to: 'n1', latency: 3 },
  { from: 'n2', to: 'n3', latency: 3 },
  { from: 'n3', to: 'n2', latency: 3 },
] as const;

/** The first election and its entry; time for two more; a moment, and longer than anyone is patient. */
export const bounds = { until: 18, horizon: 140, durations: [1, 28] } as const;
