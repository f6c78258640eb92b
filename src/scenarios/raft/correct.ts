/**
 * Raft, after Ongaro & Ousterhout (2014), "In Search of an Understandable Consensus Algorithm", Figure 2.
 *
 * A leader for each term, elected by a majority; it alone adds to the log, and makes the others' logs like its own.
 * The files follow the paper: `server-state` (Figure 2), `terms` (section 5.1), `election` (5.2 and 5.4.1),
 * `replication` (5.3 and 5.4.2), `properties` (Figure 3). No membership changes, no log compaction. Each of the other
 * variants breaks one of the three rules that are named below.
 */
import { scenario } from 'clew';
import { bounds, cluster, links } from './cluster.ts';
import { progress, properties } from './properties.ts';

/** As in the paper. */
export const correct = scenario({
  name: 'raft/correct',
  summary: 'as in the paper',
  source: 'Ongaro & Ousterhout (2014), Figure 2',
  nodes: cluster({ votesOn: 'disk', staleMessages: 'refused', countsReplicasOf: 'its own term' }),
  links,
  bounds: { ...bounds, crashes: 1, drops: 2, isolations: 1, restarts: 2, depth: 2 },
  outcomes: { ...properties, progress },
  known: [
    { outcome: 'electionSafety', dups: 1, defers: 1, depth: 2, verdict: 'survives' },
    { outcome: 'stateMachineSafety', dups: 1, defers: 1, depth: 2, verdict: 'survives' },
    { outcome: 'leaderCompleteness', isolations: 1, pauses: 1, depth: 1, verdict: 'survives', because: 'a leader that comes back finds that its term is over' },
    { outcome: 'electionSafety', crashes: 1, drops: 2, isolations: 1, restarts: 2, depth: 2, verdict: 'survives' },
    { outcome: 'logMatching', crashes: 1, drops: 2, isolations: 1, restarts: 2, depth: 2, verdict: 'survives' },
    { outcome: 'leaderCompleteness', crashes: 1, drops: 2, isolations: 1, restarts: 2, depth: 2, verdict: 'survives' },
    { outcome: 'stateMachineSafety', crashes: 1, drops: 2, isolations: 1, restarts: 2, depth: 2, verdict: 'survives' },
    { outcome: 'progress', crashes: 1, drops: 2, isolations: 1, restarts: 2, depth: 2, verdict: 'survives' },
  ],
});
