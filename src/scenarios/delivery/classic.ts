/**
 * Reliable broadcast by relaying, after Hadzilacos & Toueg (1994), and among the delivery examples of Alvaro,
 * Rosen & Hellerstein (2015).
 *
 * Whoever receives the message for the first time passes it on to everyone: redundancy in space. Whoever has it and
 * lives has passed it on, so crashes do no harm. But each link carries it once: lost messages do.
 */
import { protocol } from 'clew';
import { type Messages, origin, reliability } from './simple.ts';

const { component, scenario } = protocol<Messages>();

const receiver = component({
  state: () => ({ has: false }),
  on: {
    // First receipt: keep it, and pass it on.
    message(node) {
      if (node.state.has) return;
      node.state.has = true;
      node.broadcast('message');
    },
  },
});

/** Everyone relays once. */
export const classic = scenario({
  name: 'delivery/classic',
  summary: 'everyone relays once, on first receipt',
  source: 'Hadzilacos & Toueg (1994)',
  nodes: { a: origin, b: receiver, c: receiver },
  outcomes: { delivery: reliability(receiver) },
  known: [
    { outcome: 'delivery', verdict: 'survives', crashes: 2, atomicSteps: true },
    {
      outcome: 'delivery',
      verdict: 'survives',
      crashes: 2,
      because: 'a crash inside a step adds nothing: whoever it reached relays, and who dies while relaying does not count',
    },
    {
      outcome: 'delivery',
      verdict: 'broken',
      drops: 2,
      faults: ['drop:a:b:message@1+drop:c:b:message@1', 'drop:a:c:message@1+drop:b:c:message@1'],
      sets: 2,
      because: 'both the message and its relay are lost',
    },
    {
      outcome: 'delivery',
      verdict: 'broken',
      crashes: 1,
      drops: 1,
      faults: ['crash:a/start.1+drop:b:c:message@1'],
      sets: 1,
      because: 'the origin dies while it sends, and the only relay is lost',
    },
  ],
});
