/**
 * The register of `register/no-write-back` for which one replica is enough, after DeCandia et al. (2007), section 4.5.
 *
 * It answers as long as any replica lives. What a reader is told depends on who answers first.
 */
import { scenario } from 'clew';
import { linearizable, monotonicReads, register } from 'clew/checkers';
import { tunableRegister } from 'clew/components';
import { nodesOn, replicas } from './no-write-back.ts';

const loose = tunableRegister({ replicas, reads: 1, writes: 1 });

/** Whoever answers first. */
export const anyReplica = scenario({
  name: 'register/any-replica',
  summary: 'writes and reads at whichever replica answers first',
  source: 'DeCandia et al. (2007), section 4.5',
  nodes: nodesOn(loose),
  bounds: { drops: 2, crashes: 2, depth: 2 },
  outcomes: { ...loose.guarantees(), monotonic: monotonicReads(), linearizable: linearizable(register()) },
  known: [
    { outcome: 'genuine', crashes: 2, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'available', crashes: 2, drops: 2, depth: 2, verdict: 'survives', because: 'one replica is enough' },
    {
      outcome: 'monotonic',
      crashes: 2,
      drops: 2,
      depth: 2,
      verdict: 'broken',
      faults: ['crash:r1/reader:lookup@2+crash:writer/r1:found@1.1'],
      sets: 8,
      because: 'the second read is answered by a replica that never had the value',
    },
    {
      outcome: 'linearizable',
      crashes: 2,
      drops: 2,
      depth: 2,
      verdict: 'broken',
      faults: ['drop:writer:r1:store@1'],
      sets: 11,
      because: 'the write was confirmed by one replica, and the read is answered by another',
    },
  ],
});
