/**
 * A broker, after the Kafka documentation, section "Replication", with one partition and a push instead of a pull.
 *
 * Assumes of the coordination service that it names one leader per epoch, and keeps the in-sync set, and of the links
 * between brokers that what is sent later does not arrive earlier. Promises that what
 * it acknowledges as a leader is on every broker of the in-sync set. How large that set is, is none of its business,
 * but for `inSyncMin`: with fewer brokers in sync it acknowledges nothing.
 */
import { always, type Component, type NodeContext, type NodeId, protocol } from 'clew';
import type { Messages } from './messages.ts';

type Timers = { heartbeat: null; lagging: { epoch: number; length: number } };

/** What a broker remembers. */
export interface BrokerState {
  epoch: number;
  leading: boolean;
  inSync: readonly NodeId[];
  log: readonly string[];
  /** As a leader: how much of the log each follower has, and what has been acknowledged to whom in this epoch. */
  lengths: Map<NodeId, number>;
  waiting: Map<string, NodeId>;
  acknowledged: string[];
}

type Broker = NodeContext<Messages, Timers, BrokerState, object>;

const { component } = protocol<Messages, Timers>();

/** Makes the component of the brokers. */
export function broker({ inSyncMin }: { inSyncMin: number }): Component<BrokerState> {
  // Acknowledge what every broker of the in-sync set has.
  const acknowledge = (node: Broker) => {
    const { state } = node;
    if (state.inSync.length < inSyncMin) return;
    const length = Math.min(...state.inSync.map((id) => lengthOf(node, id)));
    for (const record of state.log.slice(0, length)) {
      const producer = state.waiting.get(record);
      if (producer === undefined) continue;
      state.waiting.delete(record);
      state.acknowledged.push(record);
      node.record('acknowledged', record);
      node.send(producer, 'written', record);
    }
  };

  return component<BrokerState>({
    state: () => ({ epoch: 0, leading: false, inSync: [], log: [], lengths: new Map(), waiting: new Map(), acknowledged: [] }),
    on: {
      // The coordination service has chosen, or has shrunk the in-sync set.
      lead(node, { epoch, leader, inSync }) {
        const { state } = node;
        if (epoch < state.epoch) return;
        state.inSync = inSync;
        if (epoch > state.epoch) takeOffice(node, epoch, leader === node.id);
        if (state.leading) acknowledge(node);
      },

      write(node, record, producer) {
        const { state } = node;
        if (!state.leading) return;
        if (!state.log.includes(record)) state.log = [...state.log, record];
        state.waiting.set(record, producer);
        replicate(node);
      },
      replicate(node, { epoch, log }, leader) {
        if (epoch < node.state.epoch) return;
        node.state.log = log;
        node.send(leader, 'replicated', { epoch, length: log.length });
      },
      replicated(node, { epoch, length }, follower) {
        if (epoch !== node.state.epoch) return;
        node.state.lengths.set(follower, Math.max(length, lengthOf(node, follower)));
        acknowledge(node);
      },
    },
    timers: {
      heartbeat(node) {
        if (!node.state.leading) return;
        node.send('coordination', 'alive', { epoch: node.state.epoch });
        node.after(3, 'heartbeat');
      },

      // Who does not keep up has to leave the in-sync set, or nothing would ever be acknowledged again.
      lagging(node, { epoch, length }) {
        const { inSync } = node.state;
        const inTime = inSync.filter((id) => lengthOf(node, id) >= length);
        if (epoch === node.state.epoch && inTime.length < inSync.length) node.send('coordination', 'shrink', { epoch, inSync: inTime });
      },
    },
  });
}

function takeOffice(node: Broker, epoch: number, leading: boolean): void {
  const { state } = node;
  state.epoch = epoch;
  state.leading = leading;
  state.acknowledged = [];
  state.lengths.clear();
  state.waiting.clear();
  if (!leading) return;
  node.after(3, 'heartbeat');
  if (state.log.length > 0) replicate(node);
}

function replicate(node: Broker): void {
  const { epoch, log } = node.state;
  node.broadcast('replicate', { epoch, log });
  node.after(3, 'lagging', { epoch, length: log.length });
}

function lengthOf(node: Broker, id: NodeId): number {
  return id === node.id ? node.state.log.length : (node.state.lengths.get(id) ?? 0);
}

/** A broker's own guarantee. */
export function keptInSync(brokers: Component<BrokerState>) {
  return always(
    'what a leader acknowledged is on every broker of its in-sync set that follows it',
    (world) =>
      world.members(brokers).every(
        ({ state: leader }) =>
          !leader.leading ||
          leader.acknowledged.every((record) =>
            world.members(brokers).every(({ id, state }) => state.epoch !== leader.epoch || !leader.inSync.includes(id) || state.log.includes(record)),
          ),
      ),
    { of: 'broker' },
  );
}

