/** `layers/bare` over retransmission: redundancy in time, after Saltzer, Reed & Clark (1984), "Delivery guarantees". */
import { scenario } from 'clew';
import { client, service, store } from './bare.ts';
import { retransmission } from './retransmission.ts';

const patience = { every: 3, times: 3 };

/** Retransmission underneath. */
export const retry = scenario({
  name: 'layers/retry',
  summary: 'the same over a layer that repeats until acknowledged',
  source: 'Saltzer, Reed & Clark (1984), "Delivery guarantees"',
  nodes: { client: retransmission(client, patience), store: retransmission(store, patience) },
  outcomes: service(client, store),
  known: [
    { outcome: 'answered', drops: 3, depth: 3, verdict: 'survives', because: 'repetition buys the answer back' },
    { outcome: 'durable', drops: 3, depth: 3, verdict: 'survives' },
    { outcome: 'once', drops: 3, depth: 3, verdict: 'survives' },
    {
      outcome: 'answered',
      crashes: 1,
      verdict: 'broken',
      faults: ['crash:store/client:put@1'],
      sets: 1,
      because: 'there is nobody to repeat to',
    },
    {
      outcome: 'durable',
      crashes: 1,
      verdict: 'broken',
      faults: ['crash:store/client:put@1.1'],
      sets: 4,
      because: 'the value was in one place',
    },
    { outcome: 'once', crashes: 1, verdict: 'survives' },
  ],
});
