/**
 * Broadcast with repetition, after the delivery examples of Alvaro, Rosen & Hellerstein (2015).
 *
 * The origin repeats its message at every tick: redundancy in time. Once losses end, every message gets through. But
 * the origin is still the only one that sends: if it dies after it has reached some, the others never hear of it.
 * `delivery/redundant` adds redundancy in space.
 */
import { type NodeContext, protocol } from 'clew';
import { type Messages, receiver, reliability } from './simple.ts';

/** When to send again. */
export type Timers = { repeat: null };

const { component, scenario } = protocol<Messages, Timers>();

/** Sends the message now, and again at every tick to come. */
export function repeat(node: NodeContext<Messages, Timers, object, object>): void {
  node.broadcast('message');
  node.after(1, 'repeat');
}

/** Repeats the message for as long as it lives. */
export const origin = component({
  start: repeat,
  timers: { repeat },
});

/** The origin repeats. */
export const retry = scenario({
  name: 'delivery/retry',
  summary: 'the origin repeats at every tick',
  source: 'Alvaro, Rosen & Hellerstein (2015)',
  nodes: { a: origin, b: receiver, c: receiver },
  bounds: { until: 4, horizon: 8 },
  outcomes: { delivery: reliability(receiver) },
  known: [
    { outcome: 'delivery', verdict: 'survives', drops: 3, because: 'a fourth repetition gets through' },
    {
      outcome: 'delivery',
      verdict: 'broken',
      crashes: 1,
      faults: ['crash:a/start.1'],
      sets: 1,
      because: 'only the origin sends, and it dies between two messages of its first step',
    },
    {
      outcome: 'delivery',
      verdict: 'broken',
      crashes: 1,
      drops: 1,
      atomicSteps: true,
      faults: ['crash:a/repeat@1+drop:a:b:message@1', 'crash:a/repeat@1+drop:a:c:message@1'],
      because: 'the origin dies before it can repeat what was lost',
    },
  ],
});
