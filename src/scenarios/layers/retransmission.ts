/**
 * Redundancy in time: a layer that repeats what is lost, after Saltzer, Reed & Clark (1984), "Delivery guarantees".
 *
 * Each packet has a number, is repeated until it is acknowledged, and is handed up once. The layer remembers in its
 * state only, so it buys nothing against a node that dies, and little against one that restarts.
 */
import { type Component, layer, type LayerContext, type NodeId } from 'clew';

interface Pending {
  readonly to: NodeId;
  readonly type: string;
  readonly packet: Packet;
}

interface Packet {
  readonly number: number;
  readonly body: unknown;
}

interface State {
  numbered: number;
  pending: Map<number, Pending>;
  received: Set<string>;
}

/** How patient the layer is. */
export interface RetransmissionOptions {
  /** Ticks between two tries: more than a round trip. */
  readonly every: number;
  /** How often a packet is repeated, after it has been sent for the first time. */
  readonly times: number;
}

/** Puts retransmission under a component. */
export function retransmission<Inner extends Component>(inner: Inner, { every, times }: RetransmissionOptions) {
  const transmit = (node: LayerContext<State, object>, { to, type, packet }: Pending, left: number) => {
    node.send(to, type, packet);
    if (left > 0) node.after(every, 'repeat', { number: packet.number, left: left - 1 });
  };

  return layer<Inner, State>(inner, {
    name: 'retransmission',
    state: () => ({ numbered: 0, pending: new Map(), received: new Set() }),

    send(node, to, type, body) {
      const pending = { to, type, packet: { number: ++node.state.numbered, body } };
      node.state.pending.set(pending.packet.number, pending);
      transmit(node, pending, times);
    },

    // Hand it up first: what is acknowledged must have been dealt with.
    receive(node, type, { number, body }: Packet, from) {
      const name = `${from} ${number}`;
      if (!node.state.received.has(name)) node.deliver(type, body, from);
      node.state.received.add(name);
      node.send(from, 'received', number);
    },

    on: { received: (node, number: number) => void node.state.pending.delete(number) },
    timers: {
      repeat(node, { number, left }: { number: number; left: number }) {
        const pending = node.state.pending.get(number);
        if (pending !== undefined) transmit(node, pending, left);
      },
    },
  });
}
