/**
 * Delivery at least once: a layer that repeats a packet until it is acknowledged, and never asks whether it has handed
 * it up before. Assumes of the component above only that it has dealt with a packet when its handler returns.
 */
import { type Component, eventually, layer, type LayerContext, type NodeId } from 'clew';

interface Packet {
  readonly number: number;
  readonly body: unknown;
}

interface Pending {
  readonly to: NodeId;
  readonly type: string;
  readonly packet: Packet;
}

type State = { numbered: number; pending: Map<number, Pending> };

// Send, and look again when the acknowledgement must have come.
function transmit(node: LayerContext<State, object>, { to, type, packet }: Pending): void {
  node.send(to, type, packet);
  node.after(3, 'repeat', packet.number);
}

/** Puts delivery at least once under a component. */
export function atLeastOnce<Inner extends Component>(inner: Inner) {
  return layer<Inner, State>(inner, {
    name: 'delivery',
    state: () => ({ numbered: 0, pending: new Map() }),

    send(node, to, type, body) {
      const pending = { to, type, packet: { number: ++node.state.numbered, body } };
      node.state.pending.set(pending.packet.number, pending);
      node.record('accepted', body);
      transmit(node, pending);
    },

    // Acknowledge only what has been dealt with.
    receive(node, type, { number, body }: Packet, from) {
      node.record('handed up', body);
      node.deliver(type, body, from);
      node.send(from, 'received', number);
    },

    on: { received: (node, number: number) => void node.state.pending.delete(number) },
    timers: {
      repeat(node, number: number) {
        const pending = node.state.pending.get(number);
        if (pending !== undefined) transmit(node, pending);
      },
    },
  });
}

/** The layer's own guarantee. */
export const deliveredAtLeastOnce = eventually(
  'all that the layer accepted has been handed up',
  (world) => {
    const handedUp = new Set(world.observed('handed up').map(({ value }) => value.id));
    return world.observed('accepted').every(({ value }) => handedUp.has(value.id));
  },
  { of: 'delivery' },
);
