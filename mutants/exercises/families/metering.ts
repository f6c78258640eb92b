/**
 * What a protocol costs: a layer that writes down each message, for outcomes to count. Textbooks say how many messages
 * a protocol takes where nothing fails, and when it stops sending.
 */
import { always, type Component, layer, type NodeId, type World } from 'clew';

/** A message as it leaves its node. */
export type Sent = { to: NodeId; type: string };

const kind = 'sent';

/** Writes down what a component sends to other nodes, and changes nothing. */
export function metered<Inner extends Component>(inner: Inner) {
  return layer<Inner>(inner, {
    name: 'meter',
    send(node, to, type, payload) {
      node.record(kind, { to, type } satisfies Sent);
      node.send(to, type, payload);
    },
    receive: (node, type, payload, from) => node.deliver(type, payload, from),
  });
}

/** What has been sent so far; by one node, if one is named. */
export function sentIn(world: World, by?: NodeId): readonly Sent[] {
  return world.observed<Sent>(kind).flatMap(({ node, value }) => (by === undefined || node === by ? [value] : []));
}

/** That no more is ever sent than so many messages. */
export const atMost = (messages: number, title: string) => always(title, (world) => sentIn(world).length <= messages);
