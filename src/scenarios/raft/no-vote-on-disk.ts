/**
 * Raft that forgets in a restart whom it has voted for, after Ongaro & Ousterhout (2014), Figure 2: "Persistent state on all servers".
 *
 * A server that is back before its term is over votes once more in it, and the term gets two leaders.
 */
import { scenario } from 'clew';
import { bounds, cluster, links } from './cluster.ts';
import { properties } from './properties.ts';

/** The vote is not written to disk. */
export const noVoteOnDisk = scenario({
  name: 'raft/no-vote-on-disk',
  summary: 'a vote is forgotten in a restart',
  source: 'Ongaro & Ousterhout (2014), Figure 2',
  nodes: cluster({ votesOn: 'state', staleMessages: 'refused', countsReplicasOf: 'its own term' }),
  links,
  bounds: { ...bounds, drops: 1, restarts: 1, depth: 2 },
  outcomes: properties,
  known: [
    {
      outcome: 'electionSafety',
      drops: 1,
      restarts: 1,
      depth: 2,
      verdict: 'broken',
      faults: ['drop:n1:n2:append@1+restart:n1/n3:vote@1.1~1', 'drop:n1:n2:append@1+restart:n3/n1:requestVote@1.2~1', 'drop:n1:n2:append@1+restart:n3/n1:append@1~1'],
      sets: 5,
      because: 'n2 does not hear that n1 leads, and n1 or n3 votes again',
    },
    { outcome: 'electionSafety', restarts: 1, verdict: 'survives' },
    { outcome: 'logMatching', drops: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'leaderCompleteness', drops: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'stateMachineSafety', drops: 1, restarts: 1, depth: 2, verdict: 'survives' },
  ],
});
