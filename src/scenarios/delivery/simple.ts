/**
 * Best-effort broadcast, after the delivery examples of Alvaro, Rosen & Hellerstein (2015).
 *
 * The origin sends its message once to everyone. Nothing makes up for a lost message, nor for an origin that dies
 * while it sends. `delivery/retry` repairs the first, `delivery/classic` the second, `delivery/redundant` both.
 */
import { type Component, eventually, protocol } from 'clew';

/** The one message that everyone is to have. */
export type Messages = { message: null };

const { component, scenario } = protocol<Messages>();

/** Sends the message once. */
export const origin = component({
  start: (node) => node.broadcast('message'),
});

/** Keeps the message. */
export const receiver = component({
  state: () => ({ has: false }),
  on: { message: (node) => void (node.state.has = true) },
});

/** What the delivery family is measured by. The origin has its message anyway; the question is who else has it. */
export function reliability(receivers: Component<{ has: boolean }>) {
  return eventually(
    'if any live node but the origin has the message, every live node has it',
    (world) => world.living(receivers).every(({ has }) => has),
    { given: (world) => world.living(receivers).some(({ has }) => has) },
  );
}

/** Send once. */
export const simple = scenario({
  name: 'delivery/simple',
  summary: 'the origin sends once',
  source: 'Alvaro, Rosen & Hellerstein (2015)',
  nodes: { a: origin, b: receiver, c: receiver },
  outcomes: { delivery: reliability(receiver) },
  known: [
    {
      outcome: 'delivery',
      verdict: 'broken',
      drops: 1,
      faults: ['drop:a:b:message@1', 'drop:a:c:message@1'],
      sets: 2,
      because: 'nobody sends a lost message again',
    },
    {
      outcome: 'delivery',
      verdict: 'broken',
      crashes: 1,
      faults: ['crash:a/start.1'],
      sets: 1,
      because: 'the origin dies after it has sent to b and before it sends to c',
    },
    { outcome: 'delivery', verdict: 'survives', crashes: 2, atomicSteps: true, because: 'a step sends to all or to none' },
  ],
});
