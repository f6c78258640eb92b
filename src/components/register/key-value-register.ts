import type { Component, NodeId } from 'clew';
import { clientUnder, type Quorums } from './client.ts';
import { linearizableGuarantees, type LinearizableGuarantees, registerGuarantees, type RegisterGuarantees } from './guarantees.ts';
import { type ReplicaDisk, replicaOf } from './replica.ts';
import { checkCounts, checkSome } from '../options.ts';

/** Options of {@link linearizableRegister}. */
export interface LinearizableRegisterOptions {
  /** The nodes that run the replicas; one of them makes a single server. */
  readonly replicas: readonly NodeId[];
  /** Ticks after which a replica that has not answered is asked again: more than a round trip. 3 by default. */
  readonly retry?: number;
  /** The name by which components call the register; no node may have it. `register` by default. */
  readonly name?: string;
}

/** Options of {@link tunableRegister}. */
export interface TunableRegisterOptions extends LinearizableRegisterOptions {
  /** How many replicas have to answer when a value is looked up; 1 by default. */
  readonly reads?: number;
  /** How many have to confirm when one is stored; 1 by default. */
  readonly writes?: number;
  /** Whether a reader stores what it has found before it answers, unless enough replicas have it; `false` by default. */
  readonly writeBack?: boolean;
}

/** A register for each key, and what is needed to use them. */
export interface KeyValueRegister<Guarantees = RegisterGuarantees> {
  /** The component of the replicas. */
  readonly replica: Component<object, ReplicaDisk>;
  /** Puts a client under a component, which sends `read` and `write` to the register by its name, and is handed `value` and `written`. */
  readonly client: <Inner extends Component>(inner: Inner) => Component;
  /** What the register promises. */
  readonly guarantees: () => Guarantees;
}

/**
 * A register for each key that behaves as if it were one: Attiya, Bar-Noy & Dolev (1995); with several writers, Lynch &
 * Shvartsman (1997), section 3.
 *
 * - *Write.* Look up the newest version at a majority, then store a newer one at a majority.
 * - *Read.* Look up the newest at a majority, and store it at a majority before it is answered, so that nobody who reads
 *   later finds an older one.
 * - *History.* Clients record their operations: `linearizable(register())`, `readYourWrites()` and `monotonicReads()` read them.
 * - *Faults.* Every fault; for answers, a majority of the replicas must live. What was under way when a client stops
 *   may have taken effect, or not.
 */
export function linearizableRegister(options: LinearizableRegisterOptions): KeyValueRegister<LinearizableGuarantees> {
  const majority = Math.floor(options.replicas.length / 2) + 1;
  return registerWith({ retry: 3, name: 'register', ...options, reads: majority, writes: majority, writeBack: true }, linearizableGuarantees);
}

/**
 * A register for each key that waits for as few replicas as it is told to: quorums after Gifford (1979), as they are set in
 * stores such as Dynamo (DeCandia et al. 2007, section 4.5). It is available as long as so few live, and what is read may be old.
 *
 * With 1 and 1, whoever answers first counts: reads may go back in time. With majorities and no write back, only while a
 * write is under way. Of two writes at once the one with the greater name remains, and a replica that a message did not
 * reach stays behind until the next write: there is no repair in the background.
 */
export function tunableRegister(options: TunableRegisterOptions): KeyValueRegister {
  return registerWith({ retry: 3, name: 'register', reads: 1, writes: 1, writeBack: false, ...options }, registerGuarantees);
}

function registerWith<Guarantees>(quorums: Quorums, promises: (replica: Component<object, ReplicaDisk>, clients: readonly Component[], quorums: Quorums) => Guarantees): KeyValueRegister<Guarantees> {
  checkSome(quorums.name, 'replicas', quorums.replicas);
  checkCounts(quorums.name, { retry: quorums.retry, reads: quorums.reads, writes: quorums.writes });
  const replica = replicaOf();
  const clients: Component[] = [];
  return {
    replica,
    client(inner) {
      const client = clientUnder(inner, quorums);
      clients.push(client);
      return client;
    },
    guarantees: () => promises(replica, clients, quorums),
  };
}
