import type { Component, NodeId, World } from 'clew';
import { brokerOf } from './broker.ts';
import { groupGuarantees, type GroupGuarantees, logGuarantees, type LogGuarantees } from './guarantees.ts';
import { commitPolicies, type CommitPolicy, type GroupTiming, type Membership, memberUnder } from './member.ts';
import type { BrokerDisk, LogRecord } from './messages.ts';
import type { BrokerState } from './partitions.ts';
import { type ProducerOptions, producerUnder } from './producer.ts';
import { readerUnder } from './reader.ts';
import { checkChoice, checkCounts, checkSome } from '../options.ts';

/** A log, for a scenario to be built around. */
export interface PartitionedLogOptions<Partition extends string> {
  /** The partitions by name. What one would call a topic is a group of them. */
  readonly partitions: readonly Partition[];
  /** The partition that a key belongs to; by a hash of the key by default. */
  readonly partitionOf?: (key: string) => Partition;
  /** The node that the broker runs on; `log` by default. */
  readonly broker?: NodeId;
}

/** How a reader reads. */
export interface ReaderOptions<Partition extends string> {
  /** All by default. */
  readonly partitions?: readonly Partition[];
  /** Ticks between two looks at the log; 3 by default. */
  readonly pollTicks?: number;
}

/** How a group reads. */
export interface GroupOptions<Partition extends string> extends Partial<GroupTiming> {
  readonly commit: CommitPolicy;
  /** All by default. */
  readonly partitions?: readonly Partition[];
}

/** A consumer group: its members share the partitions among them, and commit how far they have come. */
export interface ConsumerGroup {
  /** Puts a member of the group under a component, which is then handed its share of the records. */
  readonly member: <Inner extends Component>(inner: Inner) => Component;
  /** What the group promises. */
  readonly guarantees: () => GroupGuarantees;
}

/** A log in partitions, and what is needed to work with it. */
export interface PartitionedLog<Partition extends string> {
  /** The component of the broker. */
  readonly broker: Component<BrokerState, BrokerDisk>;
  /** Puts a producer under a component, which then may send `append` to the broker, and is told by `appended`. */
  readonly producer: <Inner extends Component>(inner: Inner, options?: ProducerOptions) => Component;
  /** Puts a reader under a component, which is then handed every record, and keeps its position itself. */
  readonly reader: <Inner extends Component>(inner: Inner, options?: ReaderOptions<Partition>) => Component;
  /** Opens a consumer group. */
  readonly group: (name: string, options: GroupOptions<Partition>) => ConsumerGroup;
  /** What the log and its producers promise. */
  readonly guarantees: () => LogGuarantees;
  /** What is in a partition, for outcomes to look at. */
  readonly records: <Value>(world: World, partition: Partition) => readonly LogRecord<Value>[];
}

/**
 * A log in partitions with consumer groups, after Kreps (2013), "The Log", the Kafka documentation, sections "The
 * Consumer" and "Message Delivery Semantics", and Kleppmann (2017), chapter 11, "Partitioned logs".
 *
 * - *Append.* A record gets the next offset of its key's partition, and is on the broker's disk when that is
 *   acknowledged. A producer repeats what has not been acknowledged. If it is idempotent, each append is in the log once, and
 *   those of one producer to one partition in its order; otherwise a lost acknowledgement makes a second record. Started
 *   again, it is another producer: what its component appends once more is in the log once more.
 * - *Read.* Records of one partition are handed up in order; the order between partitions is free.
 * - *Groups.* Each partition belongs to one member of each generation. A member that joins, or is not heard for a
 *   session, makes a new generation; what a member of an older one commits is refused. A member starts where the group has
 *   committed, whoever did. A position never goes back.
 * - *Faults.* Messages may be lost, come twice or late; producers, members and readers may stop, start again and pause;
 *   the broker may start again. If it stops for good, so does everything.
 *
 * It is one broker: replication is another matter (the `kafka` family). And a fetch is also a heartbeat, as in Kafka
 * before version 0.10.1.
 *
 * @throws RangeError where there is no partition, or an option is no whole number of at least 1, or none of what there is
 */
export function partitionedLog<const Partition extends string>({ partitions, partitionOf = hashedTo(partitions), broker: at = 'log' }: PartitionedLogOptions<Partition>): PartitionedLog<Partition> {
  checkSome('partitionedLog', 'partitions', partitions);
  const broker = brokerOf(partitions);
  const producers: Component[] = [];
  return {
    broker,
    producer(inner, options = {}) {
      checkCounts('partitionedLog, producer', { repeatTicks: options.repeatTicks });
      return kept(producers, producerUnder(inner, options, partitionOf));
    },
    reader(inner, { partitions: read = partitions, pollTicks = 3 } = {}) {
      checkSome('partitionedLog, reader', 'partitions', read);
      checkCounts('partitionedLog, reader', { pollTicks });
      return readerUnder(inner, at, read, pollTicks);
    },
    group(group, options) {
      const { commit, partitions: shared = partitions, pollTicks, sessionTicks, rebalanceTicks } = options;
      checkChoice(`partitionedLog, group "${group}"`, 'commit', commit, commitPolicies);
      checkSome(`partitionedLog, group "${group}"`, 'partitions', shared);
      checkCounts(`partitionedLog, group "${group}"`, { pollTicks, sessionTicks, rebalanceTicks });
      const membership: Membership = { broker: at, group, partitionOf, partitions, pollTicks: 3, sessionTicks: 7, rebalanceTicks: 7, ...options };
      const members: Component[] = [];
      return {
        member: (inner) => kept(members, memberUnder(inner, membership)),
        guarantees: () => groupGuarantees(broker, membership, members),
      };
    },
    guarantees: () => logGuarantees(broker, producers),
    records: <Value>(world: World, partition: Partition) => world.members(broker).flatMap(({ disk }) => disk.store.partitions[partition]!) as unknown as LogRecord<Value>[],
  };
}

function kept(list: Component[], component: Component): Component {
  list.push(component);
  return component;
}

function hashedTo<Partition extends string>(partitions: readonly Partition[]): (key: string) => Partition {
  return (key) => partitions[Array.from(key).reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 65_536, 0) % partitions.length]!;
}
