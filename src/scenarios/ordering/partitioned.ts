/**
 * One log for each key, after Kleppmann (2017), chapter 11, "Partitioned logs".
 *
 * Consumers have to agree on the order of each key only, so each key may have a sequencer of its own. Nobody waits for
 * a total order that nobody asked for, and the order between keys is free.
 */
import { protocol } from 'clew';
import { events, sameOrder } from './free.ts';
import { consumer, log, type Messages } from './sequencer.ts';

const { component, scenario } = protocol<Messages>();

const producer = component({
  start(node) {
    for (const event of events[node.id]!) node.send(event.key, 'append', event);
  },
});

/** One log for each key. */
export const partitioned = scenario({
  name: 'ordering/partitioned',
  summary: 'for each key, one node numbers its events',
  source: 'Kleppmann (2017), chapter 11, "Partitioned logs"',
  nodes: { p: producer, q: producer, x: log, y: log, c: consumer, d: consumer },
  interchangeable: [['c', 'd']],
  bounds: { defers: 2, dups: 2, drops: 2, depth: 2 },
  outcomes: sameOrder(consumer),
  known: [
    { outcome: 'complete', defers: 2, dups: 2, depth: 2, verdict: 'survives' },
    { outcome: 'complete', drops: 1, verdict: 'broken', faults: ['drop:p:x:append@1'], sets: 12, because: 'nobody repeats what is lost' },
    { outcome: 'order', defers: 2, dups: 2, drops: 2, depth: 2, verdict: 'survives' },
  ],
});
