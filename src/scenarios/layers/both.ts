/** `layers/bare` over replication over retransmission: redundancy in space and in time. */
import { scenario, type Component } from 'clew';
import { client, service, store } from './bare.ts';
import { replication } from './replication.ts';
import { retransmission } from './retransmission.ts';

const groups = { store: ['store', 'store2', 'store3'] };
const stacked = (component: Component) => retransmission(replication(component, groups), { every: 3, times: 3 });
const copy = stacked(store);

/** Both underneath. */
export const both = scenario({
  name: 'layers/both',
  summary: 'the same over three copies, and repetition below them',
  source: 'Schneider (1990), section 3; Saltzer, Reed & Clark (1984), "Delivery guarantees"',
  nodes: { client: stacked(client), store: copy, store2: copy, store3: copy },
  outcomes: service(client, store),
  known: [
    { outcome: 'answered', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'durable', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'once', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'answered', drops: 3, depth: 3, verdict: 'survives', because: 'each of three paths is repeated' },
    { outcome: 'durable', drops: 3, depth: 3, verdict: 'survives' },
    { outcome: 'once', drops: 3, depth: 3, verdict: 'survives' },
    { outcome: 'answered', crashes: 1, drops: 2, depth: 3, verdict: 'survives' },
    {
      outcome: 'durable',
      crashes: 1,
      drops: 2,
      depth: 3,
      verdict: 'broken',
      faults: ['crash:store/client:put@1.1+drop:client:store2:put@1+drop:client:store3:put@1'],
      sets: 9,
      because: 'the first answer counts, before the other copies have the value',
    },
    { outcome: 'once', crashes: 1, drops: 2, depth: 3, verdict: 'survives' },
  ],
});
