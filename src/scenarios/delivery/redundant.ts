/**
 * Broadcast by relaying and repeating, after the delivery examples of Alvaro, Rosen & Hellerstein (2015).
 *
 * Whoever has the message sends it at every tick: redundancy in time, as in `delivery/retry`, and in space, as in
 * `delivery/classic`. Neither losses nor crashes are enough, nor both together. The price is that nobody ever stops
 * sending: `delivery/acked` knows when to.
 */
import { protocol } from 'clew';
import { origin, repeat, type Timers } from './retry.ts';
import { type Messages, reliability } from './simple.ts';

const { component, scenario } = protocol<Messages, Timers>();

const receiver = component({
  state: () => ({ has: false }),
  on: {
    // First receipt: keep it, and send it from now on like the origin.
    message(node) {
      if (node.state.has) return;
      node.state.has = true;
      repeat(node);
    },
  },
  timers: { repeat },
});

/** Everyone repeats. */
export const redundant = scenario({
  name: 'delivery/redundant',
  summary: 'everyone who has the message repeats it at every tick',
  source: 'Alvaro, Rosen & Hellerstein (2015)',
  nodes: { a: origin, b: receiver, c: receiver },
  interchangeable: [['b', 'c']],
  bounds: { until: 4, horizon: 8 },
  outcomes: { delivery: reliability(receiver) },
  known: [
    { outcome: 'delivery', verdict: 'survives', crashes: 1, drops: 2, depth: 3 },
  ],
});
