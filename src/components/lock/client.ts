import { type Component, layer, type LayerContext, type NodeId } from 'clew';
import type { Grant, Granted } from './messages.ts';

/** What a client knows of its service. */
export interface LockTerms {
  /** The node that the service runs on. */
  readonly node: NodeId;
  /** Ticks that a lease lasts. */
  readonly lease: number;
  /** Ticks between two heartbeats, or two attempts. */
  readonly heartbeat: number;
}

/** A lock that the component above wants, and the lease on it. */
export interface WantedLock {
  /** Tells it from the same lock when it was wanted before, whose grants may still be under way. */
  readonly session: number;
  /** The token of the lease, and when it ends by this client's clock; none while others have the lock. */
  readonly held: { readonly token: number; readonly until: number } | undefined;
}

interface State {
  wanted: Map<string, WantedLock>;
}

interface Disk {
  /** How often it has wanted a lock, in all its starts. */
  session: number;
}

type Node = LayerContext<State, Disk>;

/** The name of the layer: where it keeps its state. */
export const lockClientName = 'lockClient';

/**
 * Puts a client of a lock service under a component.
 *
 * A lease is counted from the moment at which the heartbeat was sent, so that it ends here before it ends there: Gray & Cheriton
 * (1989), section 2.
 */
export function clientUnder<Inner extends Component>(inner: Inner, { node: service, lease, heartbeat }: LockTerms) {
  const attempt = (node: Node, lock: string, session: number) => {
    node.send(service, 'acquire', { lock, session, sent: node.now });
    node.after(heartbeat, 'heartbeat', { lock, session });
  };
  const acquire = (node: Node, { lock }: { lock: string }) => {
    if (node.state.wanted.has(lock)) return;
    const session = ++node.disk.session;
    node.state.wanted.set(lock, { session, held: undefined });
    attempt(node, lock, session);
  };
  const release = (node: Node, { lock }: { lock: string }) => {
    const token = node.state.wanted.get(lock)?.held?.token;
    node.state.wanted.delete(lock);
    if (token !== undefined) node.send(service, 'release', { lock, token });
  };

  return layer<Inner, State, Disk>(inner, {
    name: lockClientName,
    state: () => ({ wanted: new Map() }),
    disk: () => ({ session: 0 }),

    send(node, to, type, body) {
      if (to === service && type === 'acquire') acquire(node, body as Grant);
      else if (to === service && type === 'release') release(node, body as Grant);
      else node.send(to, type, body);
    },
    receive: (node, type, body, from) => node.deliver(type, body, from),

    on: {
      granted(node, { lock, token, session, sent }: Granted) {
        const wanted = node.state.wanted.get(lock);
        // It has been given back meanwhile, or was another start's: what the service takes for held is not.
        if (wanted?.session !== session) return node.send(service, 'release', { lock, token });

        const until = sent + lease;
        const { held } = wanted;
        // Too late to be of use, or older than what is known.
        if (until <= node.now || (held !== undefined && until <= held.until)) return;
        node.state.wanted.set(lock, { ...wanted, held: { token, until } });
        node.after(until - node.now, 'end', lock);
        if (held?.token !== token) node.deliver('acquired', { lock, token }, service);
      },
    },

    timers: {
      heartbeat(node, { lock, session }: { lock: string; session: number }) {
        if (node.state.wanted.get(lock)?.session === session) attempt(node, lock, session);
      },
      end(node, lock: string) {
        const wanted = node.state.wanted.get(lock);
        if (wanted?.held === undefined || node.now < wanted.held.until) return;
        node.state.wanted.set(lock, { ...wanted, held: undefined });
        node.deliver('lost', { lock, token: wanted.held.token }, service);
      },
    },
  });
}
