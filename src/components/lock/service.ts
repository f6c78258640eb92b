import { type Component, type NodeContext, type NodeId, protocol } from 'clew';
import type { Attempt, Grant, Granted } from './messages.ts';

/** A lock on the service's disk. */
export interface Lease {
  readonly token: number;
  /** Who has it; undefined if it was released. */
  readonly holder: NodeId | undefined;
  readonly session: number;
  /** When the lease ends, by the service's clock. */
  readonly end: number;
}

/** The disk of a lock service: the newest lease of each lock. */
export interface LockDisk {
  readonly leases: Map<string, Lease>;
}

/** What a lock service records of a lock, under the kind {@link lockEvents}. */
export interface LockEvent extends Grant {
  /** A lease that is kept up is granted again, under the same token. */
  readonly event: 'granted' | 'released';
  readonly holder: NodeId;
  readonly session: number;
}

/** The kind of the observations that a lock service makes. */
export const lockEvents = 'lock';

interface Wire {
  acquire: Attempt;
  release: Grant;
  granted: Granted;
}

const { component } = protocol<Wire>();

/** The component of a lock service whose leases last so many ticks. */
export function serviceWith(lease: number): Component<object, LockDisk> {
  return component({
    disk: (): LockDisk => ({ leases: new Map() }),
    on: {
      acquire(node, { lock, session, sent }, client) {
        const last = node.disk.leases.get(lock);
        const lasts = last?.holder !== undefined && node.now < last.end;
        if (lasts && (last.holder !== client || session < last.session)) return;

        const token = lasts && last.session === session ? last.token : (last?.token ?? 0) + 1;
        node.disk.leases.set(lock, { token, holder: client, session, end: node.now + lease });
        note(node, { event: 'granted', lock, token, holder: client, session });
        node.send(client, 'granted', { lock, token, session, sent });
      },
      release(node, { lock, token }, client) {
        const last = node.disk.leases.get(lock);
        // Not the newest token: who had it is no longer the holder.
        if (last?.token !== token) return;
        node.disk.leases.set(lock, { ...last, holder: undefined });
        note(node, { event: 'released', lock, token, holder: client, session: last.session });
      },
    },
  });
}

function note(node: Pick<NodeContext<Wire, object, object, object>, 'record'>, event: LockEvent): void {
  node.record(lockEvents, event);
}
