/**
 * Total order by a sequencer, after Kaashoek & Tanenbaum (1991), without its recovery of lost messages.
 *
 * Producers send to one node, which numbers the events and passes them on; a consumer holds back an event until it has
 * had those before it. A lost event stops the consumers that lack it, but never puts them out of order.
 */
import { type NodeContext, type NodeId, protocol } from 'clew';
import { type Event, events, sameOrder } from './free.ts';

/** An event at its place in a log. */
export type Numbered = { log: NodeId; place: number; event: Event };

/** What producers, logs and consumers say to each other. */
export type Messages = { append: Event; event: Numbered };

/** What a consumer keeps: for each log the next place, and what came before its turn. */
export type ConsumerState = { consumed: Event[]; next: Record<NodeId, number>; early: Map<string, Event> };

const { component, scenario } = protocol<Messages>();

const producer = component({
  start(node) {
    for (const event of events[node.id]!) node.send('log', 'append', event);
  },
});

/** Numbers what it is sent, and passes it on. */
export const log = component({
  state: () => ({ places: 0 }),
  on: { append: (node, event) => node.broadcast('event', { log: node.id, place: node.state.places++, event }) },
});

function consumeInTurn({ state }: NodeContext<Messages, {}, ConsumerState, object>, source: NodeId): void {
  for (;;) {
    const place = state.next[source] ?? 0;
    const event = state.early.get(`${source} ${place}`);
    if (event === undefined) return;
    state.early.delete(`${source} ${place}`);
    state.next[source] = place + 1;
    state.consumed.push(event);
  }
}

/** Consumes each log in the order of its numbers. */
export const consumer = component<ConsumerState>({
  state: () => ({ consumed: [], next: {}, early: new Map() }),
  on: {
    event(node, { log: source, place, event }) {
      if (place < (node.state.next[source] ?? 0)) return;
      node.state.early.set(`${source} ${place}`, event);
      consumeInTurn(node, source);
    },
  },
});

/** One log for everything. */
export const sequencer = scenario({
  name: 'ordering/sequencer',
  summary: 'one node numbers all events',
  source: 'Kaashoek & Tanenbaum (1991)',
  nodes: { p: producer, q: producer, log, c: consumer, d: consumer },
  interchangeable: [['c', 'd']],
  bounds: { defers: 2, dups: 2, drops: 2, depth: 2 },
  outcomes: sameOrder(consumer),
  known: [
    { outcome: 'complete', defers: 2, dups: 2, depth: 2, verdict: 'survives' },
    { outcome: 'complete', drops: 1, verdict: 'broken', faults: ['drop:log:c:event@1'], sets: 12, because: 'nobody repeats what is lost' },
    { outcome: 'order', defers: 2, dups: 2, drops: 2, depth: 2, verdict: 'survives' },
  ],
});
