/**
 * Replicas that gossip, after Shapiro, Preguiça, Baquero & Zawirski (2011), section 2: state-based replication.
 *
 * A replica updates its own payload, and acknowledges; it sends its payload to all others every now and then, and
 * merges what it is sent. What a payload is, and how two are merged, is the data type's affair.
 */
import { always, type Component, eventually, type NodeId, protocol } from 'clew';

/** An update that a user of a replica asks for, at a tick, by a name of its own. */
export interface Update {
  readonly name: string;
  readonly at: NodeId;
  readonly tick: number;
}

/** A replicated data type. */
export interface DataType<Payload extends object, U extends Update> {
  readonly initial: () => Payload;
  readonly updates: readonly U[];
  /** Carries out an update; returns what is acknowledged. */
  readonly update: (payload: Payload, update: U, replica: { readonly id: NodeId; readonly now: number }) => unknown;
  readonly merge: (payload: Payload, other: Payload) => void;
}

/** What a replica keeps: its payload, and, for the outcomes only, the names of the updates that are in it. */
export interface ReplicaState<Payload> {
  payload: Payload;
  seen: Set<string>;
}

/** Makes the component of the replicas of a data type. */
export function replicaOf<Payload extends object, U extends Update>({ initial, updates, update, merge }: DataType<Payload, U>) {
  const { component } = protocol<{ merge: ReplicaState<Payload> }, { update: U; gossip: null }>();

  return component<ReplicaState<Payload>>({
    state: () => ({ payload: initial(), seen: new Set() }),
    start(node) {
      for (const wanted of updates) if (wanted.at === node.id) node.after(wanted.tick, 'update', wanted);
      node.after(2, 'gossip');
    },
    timers: {
      update(node, wanted) {
        const acknowledged = update(node.state.payload, wanted, node);
        node.state.seen.add(wanted.name);
        node.record('acknowledged', acknowledged);
      },
      gossip(node) {
        node.broadcast('merge', node.state);
        node.after(3, 'gossip');
      },
    },
    on: {
      merge(node, other) {
        merge(node.state.payload, other.payload);
        for (const name of other.seen) node.state.seen.add(name);
      },
    },
  });
}

/** What the crdt family is measured by, given a replica's value and whether it holds all that was acknowledged. */
export function eventualConsistency<Payload>(
  replica: Component<ReplicaState<Payload>>,
  valueOf: (payload: Payload) => string,
  holds: (payload: Payload, acknowledged: readonly never[]) => boolean,
) {
  return {
    agreement: always('replicas that have seen the same updates agree', (world) => {
      const valueBySeen = new Map<string, string>();
      return world.members(replica).every(({ state: { payload, seen } }) => {
        const names = [...seen].toSorted().join();
        const value = valueOf(payload);
        const known = valueBySeen.get(names) ?? value;
        valueBySeen.set(names, known);
        return known === value;
      });
    }),
    durability: eventually(
      'no update that was acknowledged is lost',
      (world) => {
        const acknowledged = world.observed<never>('acknowledged').map(({ value }) => value);
        return world.members(replica).every(({ state }) => holds(state.payload, acknowledged));
      },
      { given: (world) => world.observed('acknowledged').length > 0 },
    ),
  };
}
