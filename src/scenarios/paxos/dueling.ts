/**
 * Paxos with two equally impatient proposers, after Lamport (2001), "Paxos Made Simple", section 2.4.
 *
 * Each begins a new ballot before the other's can come to an end, and so on for ever. Nothing wrong is chosen, only
 * nothing at all. Lamport asks for a distinguished proposer; in `paxos/synod` one is more patient than the other.
 */
import { compose, scenario } from 'clew';
import { consensus } from './consensus.ts';
import { acceptor, learner, proposer } from './roles.ts';

const p = proposer({ begins: 0, patience: 3, rank: 0 });
const q = proposer({ begins: 0, patience: 3, rank: 1 });
const keeper = acceptor({ keeps: 'disk' });

/** Both proposers wait equally long. */
export const dueling = scenario({
  name: 'paxos/dueling',
  summary: 'two proposers wait equally long before they begin another ballot',
  source: 'Lamport (2001), section 2.4',
  nodes: { p: compose({ proposer: p, learner }), q: compose({ proposer: q, learner }), a: keeper, b: keeper, c: keeper },
  bounds: { until: 3, horizon: 40, durations: [1], restarts: 1, pauses: 1, drops: 1, depth: 1 },
  outcomes: consensus(p, q),
  known: [
    { outcome: 'validity', drops: 1, pauses: 1, restarts: 1, depth: 1, verdict: 'survives' },
    { outcome: 'agreement', drops: 1, pauses: 1, restarts: 1, depth: 1, verdict: 'survives' },
    { outcome: 'learning', drops: 1, pauses: 1, restarts: 1, depth: 1, verdict: 'survives' },
    {
      outcome: 'progress',
      drops: 1,
      pauses: 1,
      restarts: 1,
      depth: 1,
      verdict: 'broken',
      faults: ['pause:q/propose@1~1', 'restart:p/propose@1.1~1', 'restart:q/propose@1~1'],
      sets: 8,
      because: 'one proposer is a tick behind the other from now on',
    },
    { outcome: 'progress', crashes: 1, drops: 1, depth: 2, verdict: 'survives', because: 'they begin at the same time, and the one with the higher number wins' },
  ],
});
