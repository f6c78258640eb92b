/**
 * `kafka/isr` with two settings changed, after the Kafka documentation, version 0.8.2 (2015), "Broker configs": `min.insync.replicas` is 2, and
 * `unclean.leader.election.enable` is false.
 *
 * A leader that is alone in the in-sync set acknowledges nothing, so what is acknowledged is on two brokers; and only
 * those are elected. The price is that nothing is acknowledged, and perhaps nobody leads, while too few are in sync.
 */
import { scenario } from 'clew';
import { broker } from './broker.ts';
import { coordination, electedInSync } from './coordination.ts';
import { guarantees } from './isr.ts';
import { producer } from './producer.ts';

const replica = broker({ inSyncMin: 2 });
const service = coordination({ unclean: false });

/** Two brokers must be in sync, and a leader must come from among them. */
export const minIsr2 = scenario({
  name: 'kafka/min-isr-2',
  summary: 'two brokers must be in sync, and a leader must come from among them',
  source: 'Kafka documentation, version 0.8.2 (2015), "Broker configs"',
  nodes: { coordination: service, b1: replica, b2: replica, b3: replica, producer },
  bounds: { until: 10, horizon: 28, cuts: 1, crashes: 1, depth: 2, durations: [4] },
  outcomes: { cleanElection: electedInSync(service), ...guarantees(replica, service) },
  known: [
    { outcome: 'cleanElection', cuts: 1, crashes: 1, depth: 2, verdict: 'survives' },
    { outcome: 'inSync', cuts: 1, crashes: 1, depth: 2, verdict: 'survives' },
    { outcome: 'oneLeader', cuts: 1, crashes: 1, depth: 2, verdict: 'survives' },
    { outcome: 'honesty', cuts: 1, crashes: 1, depth: 2, verdict: 'survives' },
    { outcome: 'durable', cuts: 1, crashes: 1, depth: 2, verdict: 'survives' },
    { outcome: 'readable', cuts: 1, crashes: 1, depth: 2, verdict: 'survives' },
    { outcome: 'durable', crashes: 1, drops: 2, depth: 3, verdict: 'survives' },
  ],
});
