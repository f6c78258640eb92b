/**
 * Paxos whose acceptors forget in a restart, after Lamport (2001), "Paxos Made Simple", section 2.5: "Stable storage,
 * preserved during failures, is used to maintain the information that the acceptor must remember."
 *
 * An acceptor that is back does not tell what it has accepted. If it was one of a bare majority, whoever asks next takes
 * nothing for chosen, and another value is chosen too.
 */
import { compose, scenario } from 'clew';
import { consensus } from './consensus.ts';
import { acceptor, learner, proposer } from './roles.ts';

const p = proposer({ begins: 0, patience: 5, rank: 0 });
const q = proposer({ begins: 1, patience: 7, rank: 1 });
const keeper = acceptor({ keeps: 'state' });

/** Acceptors keep nothing on disk. */
export const forgetful = scenario({
  name: 'paxos/forgetful',
  summary: 'acceptors forget in a restart what they have promised and accepted',
  source: 'Lamport (2001), section 2.5',
  nodes: { p: compose({ proposer: p, learner }), q: compose({ proposer: q, learner }), a: keeper, b: keeper, c: keeper },
  links: [{ from: 'q', to: 'c', latency: 4 }],
  bounds: { until: 5, horizon: 40, durations: [1], drops: 1, restarts: 2, depth: 2 },
  outcomes: consensus(p, q),
  known: [
    { outcome: 'validity', drops: 1, restarts: 2, depth: 2, verdict: 'survives' },
    {
      outcome: 'agreement',
      restarts: 1,
      verdict: 'broken',
      faults: ['restart:a/q:prepare@1.1~1', 'restart:b/q:prepare@1.1~1'],
      sets: 2,
      because: 'an acceptor has promised q to accept nothing older, and accepts the value of p',
    },
    {
      outcome: 'agreement',
      drops: 1,
      restarts: 2,
      depth: 2,
      verdict: 'broken',
      faults: ['drop:p:b:prepare@2+restart:a/q:accept@1.1~1', 'restart:a/q:accept@1.1~1+restart:b/q:accept@1.1~1'],
      sets: 30,
      because: 'a majority has accepted the value of q, but the majority that p asks does not know',
    },
    { outcome: 'learning', drops: 1, restarts: 2, depth: 2, verdict: 'survives' },
    { outcome: 'progress', drops: 1, restarts: 2, depth: 2, verdict: 'survives' },
  ],
});
