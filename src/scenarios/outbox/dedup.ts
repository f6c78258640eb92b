/**
 * `outbox/publish-then-mark` with a warehouse that knows its orders again, after Richardson (2018), chapter 3, "Handling
 * duplicate messages": whether an order has gone out is asked in the very transaction in which it goes out.
 */
import { scenario } from 'clew';
import { relay } from './publish-then-mark.ts';
import { customer, shipping, shop, warehouse } from './shop.ts';

/** Publishes first, and the consumer sees to it that once is enough. */
export const outboxDedup = scenario({
  name: 'outbox/dedup',
  summary: 'a relay that passes a message on, then marks it, and a warehouse that knows it again',
  source: 'Richardson (2018), chapter 3, "Handling duplicate messages"',
  nodes: { shop, warehouse, relay: relay('shipOnce'), customer },
  bounds: { defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, until: 10, horizon: 30, durations: [4], deferrals: [2] },
  outcomes: shipping,
  known: [
    { outcome: 'published', defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'once', defers: 1, drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
  ],
});
