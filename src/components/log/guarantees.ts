import { always, type Component, eventually, type Observation, type Outcome, type World } from 'clew';
import { type CommitPolicy, type Handled, handledKind, type Membership, type Output, outputKind } from './member.ts';
import type { BrokerDisk, Origin, StoredRecord } from './messages.ts';
import type { BrokerState } from './partitions.ts';
import { type Acknowledged, acknowledgedKind, type ProducerState } from './producer.ts';

/** The component of the broker. */
export type BrokerComponent = Component<BrokerState, BrokerDisk>;

/** What the log and its producers promise. */
export interface LogGuarantees {
  /** What has been acknowledged is in the log, at that place. */
  readonly kept: Outcome;
  /** What a producer that lives has appended is acknowledged, if the broker lives. */
  readonly accepted: Outcome;
  /** What an idempotent producer appends to a partition is there in its order, each once. */
  readonly sequenced: Outcome;
}

/** What a consumer group promises. */
export interface GroupGuarantees {
  /** Within a generation, each partition is handled by one member, in order and without a gap. */
  readonly shared: Outcome;
  /** Committed before: no record is handled twice. After: what is committed has been handled. With output: what is in the log as output is that of each committed record, once. */
  readonly delivered: Outcome;
  /** The group gets through the log, if the broker and a member live. */
  readonly progress: Outcome;
}

/** The promises of the log. */
export function logGuarantees(broker: BrokerComponent, producers: readonly Component[]): LogGuarantees {
  return {
    kept: always(
      'what has been acknowledged is in the log, at that place',
      (world) => {
        const acknowledged = world.observed<Acknowledged>(acknowledgedKind).map(({ value }) => value);
        return world.members(broker).every(({ id, disk }) => acknowledged.every(({ broker: at, origin, record }) => at !== id || isFrom(disk.store.partitions[record.partition]![record.offset], origin)));
      },
      { of: 'log' },
    ),
    accepted: eventually(
      'what a producer that lives has appended is acknowledged, if the broker lives',
      (world) => producers.every((producer) => world.living(producer).every(({ producer: { pending } }: { producer: ProducerState }) => pending.length === 0)),
      { of: 'log', given: (world) => world.living(broker).length > 0 },
    ),
    sequenced: always(
      'what a producer appends to a partition is there in its order, each once',
      (world) => partitionsOf(world, broker).every(isSequenced),
      { of: 'log' },
    ),
  };
}

/** The promises of a consumer group. */
export function groupGuarantees(broker: BrokerComponent, membership: Membership, members: readonly Component[]): GroupGuarantees {
  const { group, partitions, commit } = membership;
  return {
    shared: always(
      'within a generation, each partition is handled by one member, in order and without a gap',
      (world) => {
        const last = new Map<string, { node: string; offset: number }>();
        return handledIn(world, membership).every(({ node, value: { generation, partition, offset } }) => {
          const share = `${generation} ${partition}`;
          const before = last.get(share);
          last.set(share, { node, offset });
          return before === undefined || (before.node === node && before.offset + 1 === offset);
        });
      },
      { of: group },
    ),
    delivered: deliveries[commit](broker, membership),
    progress: eventually(
      'all that is in the log has been dealt with, if the broker and a member live',
      (world) => world.members(broker).every(({ disk: { store } }) => partitions.every((partition) => (store.groups[group]?.positions[partition] ?? 0) === store.partitions[partition]!.length)),
      { of: group, given: (world) => world.living(broker).length > 0 && members.some((member) => world.living(member).length > 0) },
    ),
  };
}

const deliveries: Readonly<Record<CommitPolicy, (broker: BrokerComponent, membership: Membership) => Outcome>> = {
  before: (_broker, membership) => always('no record is handled twice', (world) => isDistinct(namesOf(handledIn(world, membership))), { of: membership.group }),

  after: (broker, membership) =>
    always(
      'what is committed has been handled',
      (world) => {
        const handled = new Set(namesOf(handledIn(world, membership)));
        return committed(world, broker, membership.group).every((record) => handled.has(record));
      },
      { of: membership.group },
    ),

  'with-output': (broker, membership) =>
    always('what is in the log as output is that of each committed record, once', (world) => isOutputOf(world, broker, membership), { of: membership.group }),
};

// A record may be handed up several times; what one of them has appended is there, and nothing else.
function isOutputOf(world: World, broker: BrokerComponent, membership: Membership): boolean {
  const { group } = membership;
  const output = partitionsOf(world, broker).flat().filter(({ origin }) => origin.source.startsWith(`${group} `));
  const inLog = counted(output.map(({ origin }) => origin.source.slice(group.length + 1)));
  const appended = world.observed<Output>(outputKind).filter(({ value }) => value.broker === membership.broker && value.group === group);
  const possible = new Set(appended.map(({ value: { partition, offset, appended: count } }) => `${partition} ${offset}: ${count}`));
  const done = committed(world, broker, group);
  return done.every((record) => possible.has(`${record}: ${inLog.get(record) ?? 0}`)) && [...inLog.keys()].every((record) => done.includes(record));
}

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function partitionsOf(world: World, broker: BrokerComponent): StoredRecord[][] {
  return world.members(broker).flatMap(({ disk }) => Object.values(disk.store.partitions));
}

function handledIn(world: World, { broker, group }: Membership): Observation<Handled>[] {
  return world.observed<Handled>(handledKind).filter(({ value }) => value.broker === broker && value.group === group);
}

function namesOf(handled: readonly Observation<Handled>[]): string[] {
  return handled.map(({ value: { partition, offset } }) => `${partition} ${offset}`);
}

function committed(world: World, broker: BrokerComponent, group: string): string[] {
  return world.members(broker).flatMap(({ disk }) =>
    Object.entries(disk.store.groups[group]?.positions ?? {}).flatMap(([partition, position]) => Array.from({ length: position }, (_, offset) => `${partition} ${offset}`)),
  );
}

function isFrom(stored: StoredRecord | undefined, origin: Origin): boolean {
  return stored !== undefined && isOneSource(stored.origin, origin) && stored.origin.sequence === origin.sequence;
}

// Each source counts from one, again in each of its lives, and none comes back to a former life.
function isSequenced(log: readonly StoredRecord[]): boolean {
  const last = new Map<string, Origin>();
  return log.every(({ origin, idempotent }) => {
    const before = last.get(origin.source);
    last.set(origin.source, origin);
    if (!idempotent) return true;
    return before === undefined || before.epoch < origin.epoch ? origin.sequence === 1 : isOneSource(before, origin) && origin.sequence === before.sequence + 1;
  });
}

function isOneSource(one: Origin, other: Origin): boolean {
  return one.source === other.source && one.epoch === other.epoch;
}

function isDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
