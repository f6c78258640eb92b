/**
 * The saga of `saga/no-idempotency-key` with keys, after Kleppmann (2017), chapter 12, "Operation identifiers".
 *
 * The key says which step of which order is meant. A service writes it down together with the effect, and answers as
 * before when it is asked again; so does a shop that starts again, and asks for the step it has logged.
 */
import { scenario } from 'clew';
import { bookkeeping, services, shop } from './no-idempotency-key.ts';

/** A bank and a warehouse that know a request again. */
export const keyedServices = services(true);

/** Services that know a request again by its key. */
export const keyed = scenario({
  name: 'saga/keyed',
  summary: 'charge, ship or refund, by services that know a request again by its key',
  source: 'Kleppmann (2017), chapter 12, "Operation identifiers"',
  nodes: { shop, ...keyedServices },
  bounds: { drops: 2, dups: 1, restarts: 1, depth: 2, durations: [4] },
  outcomes: bookkeeping(keyedServices),
  known: [
    { outcome: 'answered', drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'chargedOnce', drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'settled', drops: 2, dups: 1, restarts: 1, depth: 2, verdict: 'survives', because: 'a step that is asked for again is answered, and not taken' },
    { outcome: 'answered', crashes: 1, verdict: 'broken', faults: ['crash:bank/shop:charge@1'], sets: 10, because: 'a service that is gone for good does not answer' },
    { outcome: 'chargedOnce', crashes: 1, verdict: 'survives' },
    { outcome: 'settled', crashes: 1, verdict: 'broken', faults: ['crash:shop/bank:charged@1'], sets: 18, because: 'nobody else reads the log of a shop that is gone for good' },
  ],
});
