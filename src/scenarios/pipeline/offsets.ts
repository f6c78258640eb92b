/**
 * A stage of a pipeline that commits its position together with its output, after Mehta & Gustafson, KIP-98 (2016), and
 * Kleppmann (2017), chapter 11, "Atomic commit revisited".
 *
 * It is the stage of `pipeline/forgetful`: only what is underneath has changed. What it had not committed when it
 * stopped is not in the output either.
 */
import { scenario } from 'clew';
import { partitionedLog } from 'clew/components';
import { functionOfInput, source, stage } from './forgetful.ts';

const log = partitionedLog({ partitions: ['input', 'output'], partitionOf: (key) => (key === 'input' ? 'input' : 'output') });
const stages = log.group('stages', { commit: 'with-output', partitions: ['input'] });

/** The stage reads on from what it has committed. */
export const offsets = scenario({
  name: 'pipeline/offsets',
  summary: 'a stage that commits its position together with its output',
  source: 'Mehta & Gustafson, KIP-98 (2016); Kleppmann (2017), chapter 11',
  nodes: { log: log.broker, source: log.producer(source), stage: stages.member(stage) },
  bounds: { restarts: 1, drops: 1, depth: 2, until: 8, horizon: 27, durations: [4] },
  outcomes: { ...stages.guarantees(), ...functionOfInput(log) },
  known: [
    { outcome: 'shared', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'delivered', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'progress', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'onceInOrder', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'complete', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
  ],
});
