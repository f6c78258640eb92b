import type { Component, NodeId } from 'clew';
import { clientUnder } from './client.ts';
import { type LockGuarantees, lockGuarantees } from './guarantees.ts';
import { type LockDisk, serviceWith } from './service.ts';
import { checkCounts } from '../options.ts';

/** Options of {@link lockService}. */
export interface LockServiceOptions {
  /** Ticks that a lease lasts, counted from the last heartbeat. */
  readonly lease: number;
  /**
   * Ticks between two heartbeats of a holder, or two attempts of one who waits; a third of a lease by default. With a round
   * trip they must be shorter than a lease; for a holder to stand the loss of one, twice that many.
   */
  readonly heartbeat?: number;
  /** The node that the service runs on; `lock` by default. */
  readonly node?: NodeId;
}

/** A lock service, and what is needed to use it. */
export interface LockService {
  /** The component of the service. */
  readonly service: Component<object, LockDisk>;
  /** Puts a client under a component, which sends `acquire` and `release` to the service's node, and is handed `acquired` and `lost`. */
  readonly client: <Inner extends Component>(inner: Inner) => Component;
  /** What the service and its clients promise. */
  readonly guarantees: () => LockGuarantees;
}

/**
 * A service that gives each lock to one client at a time, for the length of a lease that the client keeps up by heartbeats.
 *
 * After Gray & Cheriton (1989) and Burrows (2006), sections 2.4 and 2.8.
 *
 * - *Acquire.* Whoever wants a lock asks again and again. Each new holder gets a higher token: Chubby's sequencers, the fencing
 *   tokens of Kleppmann (2016), "How to do distributed locking". A client that starts again, or gives a lock back
 *   and wants it again, is a new holder, at once.
 * - *Hold.* A lease ends at the client before it ends at the service, by whatever clocks, as only durations are compared.
 *   A client that does not hear of the service in time is told that it has lost the lock.
 * - *Act.* Between a look at the lock and an act a process may pause, and a message may be under way, for longer than a
 *   lease: what is done under the lock may come after the next holder's first act. Only the resource can see to that, with `fencing`.
 * - *Faults.* Messages may be lost, come twice or late; clients and service may start again; clocks may differ. If the service
 *   stops for good, nobody has the lock any more.
 *
 * @throws RangeError where an option is no whole number of at least 1
 */
export function lockService({ lease, heartbeat = Math.floor(lease / 3), node = 'lock' }: LockServiceOptions): LockService {
  checkCounts('lockService', { lease, heartbeat });
  const clients: Component[] = [];
  return {
    service: serviceWith(lease),
    client(inner) {
      const client = clientUnder(inner, { node, lease, heartbeat });
      clients.push(client);
      return client;
    },
    guarantees: () => lockGuarantees(lease, clients),
  };
}
