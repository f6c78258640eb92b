/**
 * Raft that takes messages of older terms, after Ongaro & Ousterhout (2014), section 5.1: "If a server receives a request
 * with a stale term number, it rejects the request".
 *
 * A leader that was away for longer than the others were patient does not know that it has been replaced. What it sends
 * when it is back overwrites what its successor has committed.
 */
import { scenario } from 'clew';
import { bounds, cluster, links } from './cluster.ts';
import { properties } from './properties.ts';

/** Terms of messages are not checked. */
export const noTermCheck = scenario({
  name: 'raft/no-term-check',
  summary: 'a message of an older term is taken',
  source: 'Ongaro & Ousterhout (2014), section 5.1',
  nodes: cluster({ votesOn: 'disk', staleMessages: 'taken', countsReplicasOf: 'its own term' }),
  links,
  bounds: { ...bounds, isolations: 1, pauses: 1, depth: 1 },
  outcomes: properties,
  known: [
    { outcome: 'electionSafety', isolations: 1, pauses: 1, depth: 1, verdict: 'survives' },
    { outcome: 'logMatching', isolations: 1, pauses: 1, depth: 1, verdict: 'survives' },
    {
      outcome: 'leaderCompleteness',
      isolations: 1,
      pauses: 1,
      depth: 1,
      verdict: 'broken',
      faults: ['isolate:n1/command@1~28', 'pause:n1/command@1~28'],
      sets: 2,
      because: 'n1 is cut off, or stops for a while, and comes back as the leader of a term that is over',
    },
    { outcome: 'stateMachineSafety', isolations: 1, pauses: 1, depth: 1, verdict: 'broken', faults: ['isolate:n1/command@1~28', 'pause:n1/command@1~28'], sets: 2 },
  ],
});
