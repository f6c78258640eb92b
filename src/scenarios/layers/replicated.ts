/** `layers/bare` over replication: redundancy in space, after Schneider (1990), section 3. */
import { scenario } from 'clew';
import { client, service, store } from './bare.ts';
import { replication } from './replication.ts';

const groups = { store: ['store', 'store2', 'store3'] };
const copy = replication(store, groups);

/** Replication underneath. */
export const replicated = scenario({
  name: 'layers/replicated',
  summary: 'the same over a layer that runs the store on three nodes',
  source: 'Schneider (1990), section 3',
  nodes: { client: replication(client, groups), store: copy, store2: copy, store3: copy },
  outcomes: service(client, store),
  known: [
    { outcome: 'answered', crashes: 1, drops: 1, verdict: 'survives', because: 'one of three paths is left' },
    { outcome: 'durable', crashes: 1, drops: 1, verdict: 'survives' },
    { outcome: 'once', crashes: 1, drops: 1, verdict: 'survives' },
    { outcome: 'answered', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'durable', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'once', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    {
      outcome: 'answered',
      drops: 3,
      depth: 3,
      verdict: 'broken',
      faults: ['drop:client:store2:put@1+drop:client:store3:put@1+drop:client:store:put@1'],
      sets: 8,
      because: 'three losses cut three paths',
    },
    { outcome: 'durable', drops: 3, depth: 3, verdict: 'survives' },
    { outcome: 'once', drops: 3, depth: 3, verdict: 'survives' },
  ],
});
