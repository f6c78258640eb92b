/**
 * Raft that commits entries of older terms by counting replicas, after Ongaro & Ousterhout (2014), section 5.4.2 and Figure 8.
 *
 * An entry of an older term may be on a majority and still be overwritten: by a leader whose last entry is of a later
 * term, though nobody else has it.
 */
import { scenario } from 'clew';
import { bounds, cluster, links } from './cluster.ts';
import { properties } from './properties.ts';

/** Replicas are counted whatever the entry's term. */
export const countOldTerm = scenario({
  name: 'raft/count-old-term',
  summary: 'an entry of an older term is committed by counting replicas',
  source: 'Ongaro & Ousterhout (2014), section 5.4.2 and Figure 8',
  nodes: cluster({ votesOn: 'disk', staleMessages: 'refused', countsReplicasOf: 'any term' }),
  links,
  bounds: { ...bounds, crashes: 1, drops: 1, depth: 1 },
  outcomes: properties,
  known: [
    { outcome: 'electionSafety', crashes: 1, drops: 1, depth: 1, verdict: 'survives' },
    { outcome: 'logMatching', crashes: 1, drops: 1, depth: 1, verdict: 'survives' },
    {
      outcome: 'leaderCompleteness',
      crashes: 1,
      drops: 1,
      depth: 1,
      verdict: 'broken',
      faults: ['crash:n1/command@1', 'crash:n1/command@1.1', 'crash:n1/command@1.2', 'drop:n3:n1:vote@1'],
      sets: 4,
      because: 'Figure 8 (d): n1 dies, or loses its office, before an entry of its own term is on a majority, and n2 is elected with an entry of term 2',
    },
    {
      outcome: 'stateMachineSafety',
      crashes: 1,
      drops: 1,
      depth: 1,
      verdict: 'broken',
      faults: ['crash:n1/command@1', 'crash:n1/command@1.1', 'crash:n1/command@1.2', 'drop:n3:n1:vote@1'],
      sets: 4,
      because: 'n1 has applied its command of term 1 where n2 applies that of term 2',
    },
  ],
});
