import { type Component, layer, type LayerContext, type NodeId } from 'clew';
import type { Append, LogMessages, LogRecord, Origin, WireMessages } from './messages.ts';

/** How a producer appends. */
export interface ProducerOptions {
  /** Whether the broker is told which append it is, so that one that is repeated is not a second one; true by default. */
  readonly idempotent?: boolean;
  /** After how many ticks it repeats what has not been acknowledged: more than a round trip; 3 by default. */
  readonly repeatTicks?: number;
}

interface Pending {
  readonly to: NodeId;
  readonly append: Append;
}

/** The kind of observation that says that a producer was told where its record is. */
export const acknowledgedKind = 'log: acknowledged';

/** What is observed of an acknowledgement. */
export interface Acknowledged {
  readonly broker: NodeId;
  readonly origin: Origin;
  readonly record: LogRecord;
}

/** What a producer has sent and not been told of. */
export interface ProducerState {
  sequences: Record<string, number>;
  pending: Pending[];
}

interface Disk {
  /** Counts the lives of the producer, so that none goes by the numbers of a former one. */
  epoch: number;
}

type Producer = LayerContext<ProducerState, Disk>;

/** Puts a producer under a component: what it appends is repeated until the broker has acknowledged it. */
export function producerUnder<Inner extends Component>(inner: Inner, { idempotent = true, repeatTicks = 3 }: ProducerOptions, partitionOf: (key: string) => string) {
  const transmit = (node: Producer, { to, append }: Pending) => node.send(to, 'produce', append);

  return layer<Inner, ProducerState, Disk>(inner, {
    name: 'producer',
    state: () => ({ sequences: {}, pending: [] }),
    disk: () => ({ epoch: 0 }),
    start: (node) => void node.disk.epoch++,

    send(node, to, type, payload) {
      if (type !== 'append') return node.send(to, type, payload);

      const pending = { to, append: { ...numbered(node, payload as LogMessages<unknown>['append'], partitionOf), idempotent } };
      if (node.state.pending.length === 0) node.after(repeatTicks, 'repeat');
      node.state.pending.push(pending);
      transmit(node, pending);
    },

    receive: (node, type, payload, from) => node.deliver(type, payload, from),

    on: {
      produced(node, { origin, record }: WireMessages['produced'], broker) {
        const { pending } = node.state;
        const isOf = ({ append }: Pending) => append.partition === record.partition && append.origin.sequence === origin.sequence;
        const appended = pending.find(isOf);
        if (origin.epoch !== node.disk.epoch || appended === undefined) return;

        node.state.pending = pending.filter((other) => !isOf(other));
        node.record(acknowledgedKind, { broker, origin: appended.append.origin, record } satisfies Acknowledged);
        if (inner.messages.has('appended')) node.deliver('appended', record, broker);
        if (node.state.pending.length === 0 && inner.messages.has('flushed')) node.deliver('flushed', null, broker);
      },
    },
    timers: {
      repeat(node) {
        if (node.state.pending.length === 0) return;
        for (const pending of node.state.pending) transmit(node, pending);
        node.after(repeatTicks, 'repeat');
      },
    },
  });
}

function numbered(node: Producer, { key, value }: LogMessages<unknown>['append'], partitionOf: (key: string) => string): Omit<Append, 'idempotent'> {
  const partition = partitionOf(key);
  const sequence = (node.state.sequences[partition] ?? 0) + 1;
  node.state.sequences[partition] = sequence;
  return { partition, key, value, origin: { source: node.id, epoch: node.disk.epoch, sequence } };
}
