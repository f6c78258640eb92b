import type { NodeContext } from 'clew';
import type { Append, BrokerDisk, LiveGroup, LogRecord, Positions, StoredRecord, WireMessages } from './messages.ts';

/** What the broker knows for as long as it runs. */
export interface BrokerState {
  groups: Record<string, LiveGroup>;
}

/** Timers of the broker, all for its groups. */
export interface BrokerTimers {
  rebalance: { readonly group: string; readonly round: number };
  sessions: { readonly group: string };
}

/** A step of the broker. */
export type Broker = NodeContext<WireMessages, BrokerTimers, BrokerState, BrokerDisk>;

/** A producer appends. */
export function produce(node: Broker, append: Append, producer: string): void {
  const log = node.disk.store.partitions[append.partition]!;
  const known = append.idempotent ? appendedBefore(log, append) : undefined;
  if (known === 'refused') return;

  if (known === undefined) log.push(recordOf(append, log.length));
  node.send(producer, 'produced', { origin: append.origin, record: withoutOrigin(known ?? log.at(-1)!) });
}

/** A reader asks for records. */
export function read(node: Broker, { positions }: WireMessages['read'], reader: string): void {
  const records = recordsFrom(node, positions);
  if (records.length > 0) node.send(reader, 'records', { records });
}

/** What there is to be read from these positions on. */
export function recordsFrom(node: Broker, positions: Positions): LogRecord[] {
  return Object.entries(positions).flatMap(([partition, offset]) => node.disk.store.partitions[partition]!.slice(offset).map(withoutOrigin));
}

/** An append at its place. */
export function recordOf({ partition, key, value, origin, idempotent }: Append, offset: number): StoredRecord {
  return { partition, offset, key, value, origin, idempotent };
}

// The same append again: its record. One of a former life, or one before which another is missing: refused.
function appendedBefore(log: readonly StoredRecord[], { origin: { source, epoch, sequence } }: Append): StoredRecord | 'refused' | undefined {
  const last = log.findLast(({ origin }) => origin.source === source);
  if (last !== undefined && last.origin.epoch > epoch) return 'refused';
  const ofThisLife = last?.origin.epoch === epoch ? last.origin.sequence : 0;
  if (sequence > ofThisLife) return sequence === ofThisLife + 1 ? undefined : 'refused';
  return log.find(({ origin }) => origin.source === source && origin.epoch === epoch && origin.sequence === sequence);
}

function withoutOrigin({ partition, offset, key, value }: StoredRecord): LogRecord {
  return { partition, offset, key, value };
}
