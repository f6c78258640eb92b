/**
 * Redundancy in space: a layer that runs a component on several nodes at once, after Schneider (1990), section 3.
 *
 * What is sent to a replicated node goes to all its copies; of their answers, which are alike because the copies are
 * deterministic, the first is handed up. One client is in order with itself; several would have to be ordered first.
 */
import { type Component, layer, type NodeId } from 'clew';

interface State {
  /** What the node is dealing with, and how much it has sent because of it. */
  cause: string;
  sent: number;
  received: Set<string>;
}

interface Packet {
  readonly name: string;
  readonly body: unknown;
}

/** Puts replication under a component; `groups` names the copies of each replicated node, itself among them. */
export function replication<Inner extends Component>(inner: Inner, groups: { readonly [id: NodeId]: readonly NodeId[] }) {
  const copiesOf = (id: NodeId) => groups[id] ?? [id];
  const nameOf = (id: NodeId) => Object.keys(groups).find((name) => groups[name]!.includes(id)) ?? id;

  return layer<Inner, State>(inner, {
    name: 'replication',
    state: () => ({ cause: 'start', sent: 0, received: new Set() }),

    // All copies name alike what they send because of the same packet.
    send(node, to, type, body) {
      const name = `${node.state.cause}/${++node.state.sent}`;
      for (const copy of copiesOf(to)) node.send(copy, type, { name, body });
    },

    receive(node, type, { name, body }: Packet, from) {
      const sender = nameOf(from);
      const cause = `${sender} ${name}`;
      if (node.state.received.has(cause)) return;

      node.state.received.add(cause);
      node.state.cause = cause;
      node.state.sent = 0;
      node.deliver(type, body, sender);
    },
  });
}
