/**
 * Paxos for a single decision, after Lamport (2001), "Paxos Made Simple", and Lamport (1998), "The Part-Time Parliament",
 * section 2.
 *
 * A value is chosen once a majority of the acceptors has accepted it in one ballot. Two majorities share an acceptor, and
 * an acceptor that makes a promise tells what it has accepted: so whoever comes later proposes what may have been chosen
 * before.
 *
 * p and q are proposers and learners at once, and c is far from q. The ballot of q overtakes the first one of p at a and
 * b, but not at c; so p asks again, and has to give up its own value.
 */
import { compose, scenario } from 'clew';
import { consensus } from './consensus.ts';
import { acceptor, learner, proposer } from './roles.ts';

const p = proposer({ begins: 0, patience: 5, rank: 0 });
const q = proposer({ begins: 1, patience: 7, rank: 1 });
const keeper = acceptor({ keeps: 'disk' });

/** Acceptors write to disk what they promise and accept. */
export const synod = scenario({
  name: 'paxos/synod',
  summary: 'acceptors write to disk what they promise and accept',
  source: 'Lamport (1998), section 2; Lamport (2001), section 2',
  nodes: { p: compose({ proposer: p, learner }), q: compose({ proposer: q, learner }), a: keeper, b: keeper, c: keeper },
  links: [{ from: 'q', to: 'c', latency: 4 }],
  bounds: { until: 5, horizon: 40, durations: [1], crashes: 1, drops: 2, restarts: 1, depth: 2 },
  outcomes: consensus(p, q),
  known: [
    { outcome: 'validity', crashes: 1, drops: 2, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'agreement', crashes: 1, drops: 2, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'learning', crashes: 1, drops: 2, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'progress', crashes: 1, drops: 2, restarts: 1, depth: 2, verdict: 'survives' },
  ],
});
