/**
 * Replication with in-sync replicas, after the Kafka documentation, section "Replication", and Alvaro, Rosen &
 * Hellerstein (2015).
 *
 * Brokers, a coordination service and a producer, which meet only in messages; each file says what its part assumes of
 * the others, and each part keeps its word. Together they lose data: a leader that is cut off from its followers, but
 * not from the coordination service, shrinks the in-sync set to itself, is then in sync with itself, acknowledges, and
 * dies. `kafka/min-isr-2` asks for a second broker, and elects none that is out of sync.
 */
import { always, type Component, eventually, scenario, type World } from 'clew';
import { broker, type BrokerState, keptInSync } from './broker.ts';
import { coordination, type CoordinationState, oneLeaderPerEpoch } from './coordination.ts';
import { producer, reportsWhatIsAcknowledged } from './producer.ts';

const replica = broker({ inSyncMin: 1 });
const service = coordination({ unclean: true });

/** What the kafka family is measured by: what each part promises, and what the whole is there for. */
export function guarantees(replicas: Component<BrokerState>, services: Component<CoordinationState>) {
  return {
    inSync: keptInSync(replicas),
    oneLeader: oneLeaderPerEpoch(replicas),
    honesty: reportsWhatIsAcknowledged,
    durable: always(
      'a write that was acknowledged is on a broker that lives',
      (world) => world.members(producer).every(({ state }) => state.succeeded.every((record) => world.living(replicas).some(({ log }) => log.includes(record)))),
      { given: acknowledged },
    ),
    readable: eventually(
      'a leader that lives has every write that was acknowledged',
      (world) =>
        world.members(services).every(({ state: { current } }) => {
          const leaders = world.members(replicas).filter(({ id }) => id === current.leader && world.alive(id));
          const successes = world.members(producer).flatMap(({ state }) => state.succeeded);
          return leaders.every(({ state: { log } }) => successes.every((record) => log.includes(record)));
        }),
      { given: acknowledged },
    ),
  };
}

/** Where nothing is ever acknowledged, no promise is put to the test. */
function acknowledged(world: World): boolean {
  return world.members(producer).some(({ state }) => state.succeeded.length > 0);
}

/** The in-sync set may shrink to the leader, and a broker out of sync may be elected. */
export const isr = scenario({
  name: 'kafka/isr',
  summary: 'the in-sync set may shrink to the leader',
  source: 'Kafka documentation, "Replication"; Alvaro, Rosen & Hellerstein (2015)',
  nodes: { coordination: service, b1: replica, b2: replica, b3: replica, producer },
  bounds: { until: 10, horizon: 28, cuts: 1, crashes: 1, depth: 2, durations: [4] },
  outcomes: guarantees(replica, service),
  known: [
    { outcome: 'inSync', cuts: 1, crashes: 1, depth: 2, verdict: 'survives' },
    { outcome: 'oneLeader', cuts: 1, crashes: 1, depth: 2, verdict: 'survives' },
    { outcome: 'honesty', cuts: 1, crashes: 1, depth: 2, verdict: 'survives' },
    {
      outcome: 'durable',
      cuts: 1,
      crashes: 1,
      depth: 2,
      verdict: 'broken',
      faults: ['crash:b1/until+cut:b1,coordination,producer:b2,b3@2~4'],
      sets: 10,
      because: 'cut off from its followers, the leader is in sync with itself, acknowledges, and dies',
    },
    {
      outcome: 'readable',
      cuts: 1,
      crashes: 1,
      depth: 2,
      verdict: 'broken',
      faults: ['crash:b1/until+cut:b1,coordination,producer:b2,b3@2~4'],
      sets: 10,
    },
    {
      outcome: 'durable',
      crashes: 1,
      drops: 2,
      depth: 3,
      verdict: 'broken',
      faults: ['crash:b1/heartbeat@3+drop:b1:b2:replicate@1+drop:b1:b3:replicate@1'],
      sets: 2,
      because: 'the same by two lost messages',
    },
  ],
});
