/**
 * The coordination service, after the Kafka documentation, section "Replication".
 *
 * Assumes of the brokers that only the leader of the current epoch asks to shrink the in-sync set, and that a leader
 * that lives says so. Promises one leader per epoch; whether it must be one of the in-sync set is `unclean`'s to say.
 */
import { always, type Component, type NodeContext, type NodeId, protocol } from 'clew';
import type { Leadership, Messages } from './messages.ts';

type Timers = { session: null };

/** What the coordination service remembers. */
export interface CoordinationState {
  current: Leadership;
  /** For each epoch its leader, and whether it was in sync when it was chosen. */
  chosen: { epoch: number; leader: NodeId; wasInSync: boolean }[];
}

type Coordination = NodeContext<Messages, Timers, CoordinationState, object>;

const { component } = protocol<Messages, Timers>();

/** Two heartbeats, and the time they take. */
const sessionTicks = 7;

const brokerIds: readonly NodeId[] = ['b1', 'b2', 'b3'];

/** Makes the component of the coordination service; `unclean`: it may choose a broker out of sync if no other is left. */
export function coordination({ unclean }: { unclean: boolean }): Component<CoordinationState> {
  return component<CoordinationState>({
    state: () => ({ current: { epoch: 0, leader: '', inSync: brokerIds }, chosen: [] }),
    start: (node) => elect(node, 'b1'),
    on: {
      alive(node, { epoch }) {
        if (epoch === node.state.current.epoch) watch(node);
      },
      shrink(node, { epoch, inSync }) {
        if (epoch !== node.state.current.epoch) return;
        node.state.current = { ...node.state.current, inSync };
        announce(node);
      },
    },
    timers: {
      // The leader is silent: choose another, from the in-sync set if it can be. All have their turn: the next may be silent as well.
      session(node) {
        const { inSync, leader } = node.state.current;
        const place = brokerIds.indexOf(leader);
        const others = [...brokerIds.slice(place + 1), ...brokerIds.slice(0, place)];
        const next = others.find((id) => inSync.includes(id)) ?? (unclean ? others[0] : undefined);
        if (next !== undefined) elect(node, next);
      },
    },
  });
}

function elect(node: Coordination, leader: NodeId): void {
  const { epoch, inSync } = node.state.current;
  node.state.chosen.push({ epoch: epoch + 1, leader, wasInSync: inSync.includes(leader) });
  node.state.current = { epoch: epoch + 1, leader, inSync: inSync.includes(leader) ? inSync : [leader] };
  announce(node);
}

function announce(node: Coordination): void {
  node.broadcast('lead', node.state.current);
  watch(node);
}

function watch(node: Coordination): void {
  node.cancel('session');
  node.after(sessionTicks, 'session');
}

/** A guarantee of the coordination service. */
export function oneLeaderPerEpoch(brokers: Component<{ epoch: number; leading: boolean }>) {
  return always(
    'no two brokers lead in one epoch',
    (world) => {
      const epochs = world.members(brokers).flatMap(({ state }) => (state.leading ? [state.epoch] : []));
      return new Set(epochs).size === epochs.length;
    },
    { of: 'coordination' },
  );
}

/** A guarantee of the coordination service, if it may not elect a broker out of sync. */
export function electedInSync(service: Component<CoordinationState>) {
  return always(
    'every leader was in sync when it was elected',
    (world) => world.members(service).every(({ state }) => state.chosen.every(({ wasInSync }) => wasInSync)),
    { of: 'coordination' },
  );
}
