/**
 * Broadcast with acknowledgements, after the delivery examples of Alvaro, Rosen & Hellerstein (2015).
 *
 * Like `delivery/redundant`, but each sends only to those that have not acknowledged, and stops when all have. It
 * never stops sending to a node that is dead: who does not answer may be dead, or slow, or have lost the messages.
 */
import { type NodeContext, type NodeId, protocol } from 'clew';
import { type Messages as Plain, reliability } from './simple.ts';

type Messages = Plain & { ack: null };
type Timers = { repeat: null };
type Node = NodeContext<Messages, Timers, { acknowledged: Set<NodeId> }, object>;

const { component, scenario } = protocol<Messages, Timers>();

// Send to all that have not acknowledged, and look again when the answers must have come.
function repeat(node: Node): void {
  const missing = node.others.filter((other) => !node.state.acknowledged.has(other));
  for (const other of missing) node.send(other, 'message');
  if (missing.length > 0) node.after(3, 'repeat');
}

const ack = (node: Node, _: null, from: NodeId) => void node.state.acknowledged.add(from);

const origin = component({
  state: () => ({ acknowledged: new Set<NodeId>() }),
  start: repeat,
  on: { message: (node, _, from) => node.send(from, 'ack'), ack },
  timers: { repeat },
});

const receiver = component({
  state: () => ({ has: false, acknowledged: new Set<NodeId>() }),
  on: {
    // Acknowledge every receipt: the acknowledgement before may be lost.
    message(node, _, from) {
      node.send(from, 'ack');
      if (node.state.has) return;
      node.state.has = true;
      repeat(node);
    },
    ack,
  },
  timers: { repeat },
});

/** Repeat until acknowledged. */
export const acked = scenario({
  name: 'delivery/acked',
  summary: 'everyone who has the message repeats it until all have acknowledged',
  source: 'Alvaro, Rosen & Hellerstein (2015)',
  nodes: { a: origin, b: receiver, c: receiver },
  interchangeable: [['b', 'c']],
  outcomes: { delivery: reliability(receiver) },
  known: [
    { outcome: 'delivery', verdict: 'survives', crashes: 1, drops: 2, depth: 3 },
  ],
});
