import { type Component, layer, type NodeId } from 'clew';
import type { LogPosition, WireMessages } from './messages.ts';

interface State {
  /** For each partition, the offset of the record to be handed up next. */
  positions: Record<string, number>;
}

/**
 * Puts a reader under a component: all records of these partitions are handed up, from the first on or from where the
 * component seeks to. The reader remembers nothing over a restart: where to read on, is the component's to know.
 */
export function readerUnder<Inner extends Component>(inner: Inner, broker: NodeId, partitions: readonly string[], pollTicks: number) {
  return layer<Inner, State>(inner, {
    name: 'reader',
    state: () => ({ positions: Object.fromEntries(partitions.map((partition) => [partition, 0])) }),
    start: (node) => node.after(1, 'poll'),

    send(node, to, type, payload) {
      if (type !== 'seek') return node.send(to, type, payload);
      const { partition, offset } = payload as LogPosition;
      node.state.positions[partition] = offset;
    },

    receive: (node, type, payload, from) => node.deliver(type, payload, from),

    on: {
      records(node, { records }: WireMessages['records'], from) {
        for (const record of records) {
          if (record.offset !== node.state.positions[record.partition]) continue;
          node.state.positions[record.partition] = record.offset + 1;
          node.deliver('record', record, from);
        }
      },
    },
    timers: {
      poll(node) {
        node.send(broker, 'read', { positions: node.state.positions });
        node.after(pollTicks, 'poll');
      },
    },
  });
}
