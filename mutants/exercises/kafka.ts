/**
 * The parts of the kafka family at work on several records, with leaders that stop, are cut off, and come late to know
 * that they lead no more.
 */
import { always, eventually, protocol, type World } from 'clew';
import { broker } from '../../src/scenarios/kafka/broker.ts';
import { coordination, electedInSync } from '../../src/scenarios/kafka/coordination.ts';
import { guarantees } from '../../src/scenarios/kafka/isr.ts';
import type { Messages } from '../../src/scenarios/kafka/messages.ts';
import { producer } from '../../src/scenarios/kafka/producer.ts';
import { exercise } from './exercise.ts';

const { component } = protocol<Messages, { again: null; later: null }>();

const brokers = ['b1', 'b2', 'b3'];

/** Does not know who leads: writes one record and, later, another to all brokers, until it is acknowledged. */
const writer = component({
  state: () => ({ open: ['y'], written: [] as string[] }),
  start(node) {
    node.after(2, 'again');
    node.after(7, 'later');
  },
  on: {
    written(node, record) {
      if (node.state.open.includes(record)) node.state.written.push(record);
      node.state.open = node.state.open.filter((other) => other !== record);
    },
  },
  timers: {
    again(node) {
      for (const record of node.state.open) for (const id of brokers) node.send(id, 'write', record);
      node.after(4, 'again');
    },
    later: (node) => void node.state.open.push('z'),
  },
});

/** Nobody leads before the first election. */
const isUp = (world: World, id: string) => id !== '' && world.alive(id);

interface Settings {
  readonly inSyncMin: number;
  readonly unclean: boolean;
}

function systemOf({ inSyncMin, unclean }: Settings) {
  const replica = broker({ inSyncMin });
  const service = coordination({ unclean });
  return { replica, service, nodes: { coordination: service, b1: replica, b2: replica, b3: replica, producer, writer } };
}

function outcomesOf({ replica, service }: ReturnType<typeof systemOf>, { inSyncMin, unclean }: Settings) {
  const current = (world: World) => world.members(service)[0]!.state.current;
  const { inSync, oneLeader, honesty, durable, readable } = guarantees(replica, service);
  const acknowledged = (world: World) => world.members(writer).flatMap(({ state }) => state.written);
  return {
    parts: { inSync, oneLeader, honesty },
    whole: {
      durable,
      readable,
      kept: always('what was acknowledged is on a broker that lives', (world) => acknowledged(world).every((record) => world.living(replica).some(({ log }) => log.includes(record)))),
      led: eventually('what was acknowledged is with the leader', (world) =>
        world.members(replica).every(({ id, state }) => id !== current(world).leader || !isUp(world, id) || acknowledged(world).every((record) => state.log.includes(record))),
      ),
    },
    live: {
      written: eventually('all is acknowledged, if the leader and one more in sync live', (world) => world.members(writer).every(({ state }) => state.open.length === 0) && world.members(producer).every(({ state }) => state.succeeded.length > 0), {
        given: (world) => ['coordination', 'producer', 'writer'].every((id) => world.alive(id)) && world.members(producer)[0]!.state.leader === current(world).leader && current(world).inSync.filter((id) => world.alive(id)).length >= inSyncMin && isUp(world, current(world).leader),
      }),
      elected: eventually('who leads lives, if one lives that may', (world) => isUp(world, current(world).leader), {
        given: (world) => world.alive('coordination') && (unclean ? brokers : current(world).inSync).some((id) => world.alive(id)),
      }),
    },
    own: always('who leads is in sync with itself', (world) => current(world).leader === '' || current(world).inSync.includes(current(world).leader)),
    once: always('no record is in a log twice', (world) => world.members(replica).every(({ state: { log } }) => new Set(log).size === log.length)),
    clean: electedInSync(service),
  };
}

function severalRecords() {
  const settings = { inSyncMin: 2, unclean: false };
  const system = systemOf(settings);
  const { parts, whole, live, own, once, clean } = outcomesOf(system, settings);
  return exercise({
    name: 'kafka-with-several-records',
    nodes: system.nodes,
    outcomes: { ...parts, ...whole, ...live, own, once, clean },
    bounds: { until: 9, horizon: 44, durations: [9], deferrals: [1, 4] },
    survives: [{ crashes: 1, cuts: 1, drops: 1, dups: 1, depth: 1 }, { outcomes: ['elected', 'own', 'led'], crashes: 1, cuts: 1, depth: 2 }],
  });
}

/** Two brokers must be in sync, and a leader must come from among them. */
export const severalRecordsInSync = severalRecords();

function anyLeader() {
  const settings = { inSyncMin: 1, unclean: true };
  const system = systemOf(settings);
  const { parts: { inSync, oneLeader }, live: { elected }, own, once } = outcomesOf(system, settings);
  const { producer: _, ...nodes } = system.nodes;
  return exercise({
    name: 'kafka-with-any-leader',
    nodes,
    outcomes: { inSync, oneLeader, elected, own, once },
    bounds: { until: 9, horizon: 44, durations: [4], deferrals: [1, 4] },
    survives: [{ outcomes: ['inSync', 'oneLeader', 'elected', 'once'], crashes: 2 }, { outcomes: ['elected', 'own'], crashes: 1, cuts: 1, depth: 2 }],
  });
}

/** Whoever is left may lead. */
export const whoeverIsLeft = anyLeader();
