import { always, type Component, eventually, type Outcome, type World } from 'clew';
import type { CommitPolicy, Membership } from './member.ts';
import type { BrokerDisk, LogRecord, Origin, StoredRecord } from './messages.ts';
import type { BrokerState } from './partitions.ts';
import type { ProducerState } from './producer.ts';

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
  /** Committed before: no record is handled twice. After: what is committed has been handled. With output: a record's output is in the log once, if it is committed. */
  readonly delivered: Outcome;
  /** The group gets through the log, if the broker and a member live. */
  readonly progress: Outcome;
}

interface Handled {
  readonly group: string;
  readonly generation: number;
  readonly partition: string;
  readonly offset: number;
}

/** The promises of the log. */
export function logGuarantees(broker: BrokerComponent, producers: readonly Component[]): LogGuarantees {
  return {
    kept: always(
      'what has been acknowledged is in the log, at that place',
      (world) => {
        const acknowledged = world.observed<{ origin: Origin; record: LogRecord }>('acknowledged').map(({ value }) => value);
        return world.members(broker).every(({ disk }) => acknowledged.every(({ origin, record }) => isFrom(disk.store.partitions[record.partition]![record.offset], origin)));
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
      (world) => partitionsOf(world, broker).every((log) => log.every(({ origin, idempotent }, place) => !idempotent || origin.sequence === 1 + log.slice(0, place).filter((before) => isOneSource(before.origin, origin)).length)),
      { of: 'log' },
    ),
  };
}

/** The promises of a consumer group. */
export function groupGuarantees(broker: BrokerComponent, { group, partitions, commit }: Membership, members: readonly Component[]): GroupGuarantees {
  return {
    shared: always(
      'within a generation, each partition is handled by one member, in order and without a gap',
      (world) => {
        const last = new Map<string, { node: string; offset: number }>();
        return world.observed<Handled>('handled').every(({ node, value }) => {
          if (value.group !== group) return true;
          const share = `${value.generation} ${value.partition}`;
          const before = last.get(share);
          last.set(share, { node, offset: value.offset });
          return before === undefined || (before.node === node && before.offset + 1 === value.offset);
        });
      },
      { of: group },
    ),
    delivered: deliveries[commit](broker, group),
    progress: eventually(
      'all that is in the log has been dealt with, if the broker and a member live',
      (world) => world.members(broker).every(({ disk: { store } }) => partitions.every((partition) => (store.groups[group]?.positions[partition] ?? 0) === store.partitions[partition]!.length)),
      { of: group, given: (world) => world.living(broker).length > 0 && members.some((member) => world.living(member).length > 0) },
    ),
  };
}

const deliveries: Readonly<Record<CommitPolicy, (broker: BrokerComponent, group: string) => Outcome>> = {
  before: (_broker, group) => always('no record is handled twice', (world) => isDistinct(handledBy(world, group)), { of: group }),

  after: (broker, group) =>
    always(
      'what is committed has been handled',
      (world) => {
        const handled = new Set(handledBy(world, group));
        return committed(world, broker, group).every((record) => handled.has(record));
      },
      { of: group },
    ),

  'with-output': (broker, group) =>
    always(
      'the output of each record is in the log once, and only of what is committed',
      (world) => {
        const output = partitionsOf(world, broker).flat().filter(({ origin }) => origin.source.startsWith(`${group} `));
        const done = new Set(committed(world, broker, group));
        return isDistinct(output.map(({ partition, origin: { source, sequence } }) => `${source} ${partition} ${sequence}`)) && output.every(({ origin }) => done.has(origin.source.slice(group.length + 1)));
      },
      { of: group },
    ),
};

function partitionsOf(world: World, broker: BrokerComponent): StoredRecord[][] {
  return world.members(broker).flatMap(({ disk }) => Object.values(disk.store.partitions));
}

function handledBy(world: World, group: string): string[] {
  return world.observed<Handled>('handled').flatMap(({ value }) => (value.group === group ? [`${value.partition} ${value.offset}`] : []));
}

function committed(world: World, broker: BrokerComponent, group: string): string[] {
  return world.members(broker).flatMap(({ disk }) =>
    Object.entries(disk.store.groups[group]?.positions ?? {}).flatMap(([partition, position]) => Array.from({ length: position }, (_, offset) => `${partition} ${offset}`)),
  );
}

function isFrom(stored: StoredRecord | undefined, origin: Origin): boolean {
  return stored !== undefined && isOneSource(stored.origin, origin) && stored.origin.sequence === origin.sequence;
}

function isOneSource(one: Origin, other: Origin): boolean {
  return one.source === other.source && one.epoch === other.epoch;
}

function isDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
