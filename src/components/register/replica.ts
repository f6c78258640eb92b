import { type Component, protocol } from 'clew';
import { type Entry, isNewer, nothing, type ReplicaMessages } from './messages.ts';

/** The disk of a replica: the newest entry that it has seen of each key. */
export interface ReplicaDisk {
  readonly entries: Map<string, Entry>;
}

const { component } = protocol<ReplicaMessages>();

/** The component of a replica: keeps what is newest, and says what that is. */
export function replicaOf(): Component<object, ReplicaDisk> {
  return component({
    disk: (): ReplicaDisk => ({ entries: new Map() }),
    on: {
      lookup: (node, { operation, key }, client) => node.send(client, 'found', { operation, entry: node.disk.entries.get(key) ?? nothing }),
      store(node, { operation, key, entry }, client) {
        if (isNewer(entry, node.disk.entries.get(key) ?? nothing)) node.disk.entries.set(key, entry);
        node.send(client, 'stored', { operation });
      },
    },
  });
}
