/**
 * A worker that charges cards for the jobs of a queue, each request under a key of its own: the end-to-end argument of
 * Saltzer, Reed & Clark (1984) once more, on ready-made parts that all keep their word.
 *
 * The bank knows a request again, and the worker repeats one until it is answered. But a job that was not reported as done in
 * time is handed out again, and charged for under another key. `jobs/job-key` takes the key from the job.
 */
import { type Component, protocol, type World } from 'clew';
import { atLeastOnce, atMostOnce, invoke } from 'clew/checkers';
import { type JobMessages, jobQueue, keyedService, requestReply, type RequestReplyOptions } from 'clew/components';

type Charge = { order: string };
type Messages = JobMessages<null> & { charge: Charge; charged: Charge };

const { component, scenario } = protocol<Messages>();

/** A shop enqueues one order. */
const shop = component({
  start(node) {
    invoke(node, { id: 'order', method: 'buy' });
    node.send('queue', 'enqueue', { id: 'order', body: null });
  },
  on: { enqueued: () => {} },
});

/** Charges for each job, and reports it as done when the bank has answered. */
const charger = component({
  state: () => ({ attempts: new Map<string, number>() }),
  on: {
    job(node, { id, attempt }) {
      node.state.attempts.set(id, attempt);
      node.send('bank', 'charge', { order: id });
    },
    charged: (node, { order }) => node.send('queue', 'complete', { id: order, attempt: node.state.attempts.get(order)! }),
  },
});

/** A bank that knows again what it was asked under the same key. */
const bank = keyedService({
  initial: () => [] as string[],
  handle: { charge: (charged, { order }: Charge) => ({ state: [...charged, order], reply: ['charged', { order }] }) },
});

/** Shop, queue, two workers and bank, given how requests are named; and what all of it is measured by. */
export function system(naming: Pick<RequestReplyOptions<Charge>, 'keyOf'>): { readonly nodes: { readonly [id: string]: Component }; readonly outcomes: ReturnType<typeof measure> } {
  const jobs = jobQueue({ visibility: 6 });
  const requests = requestReply({ requests: ['charge'], timeout: 3, ...naming });
  const worker = requests.under(jobs.worker(charger, { poll: 5, completes: 'itself' }));
  return { nodes: { shop, queue: jobs.queue, w1: worker, w2: worker, bank }, outcomes: measure(jobs.guarantees()) };
}

function measure({ kept, hidden, receipts }: ReturnType<ReturnType<typeof jobQueue>['guarantees']>) {
  const effects = (world: World) => world.members(bank).flatMap(({ disk }) => disk.record.state);
  return {
    kept,
    hidden,
    receipts,
    chargedOnce: atMostOnce({ title: 'no order is charged twice', effects }),
    charged: atLeastOnce({ title: 'an order that was confirmed is charged', requests: (world) => world.observed('job queue').map(({ value }): unknown => value.id), effects }),
  };
}

/** Each request has a key of its own. */
export const requestKey = scenario({
  name: 'jobs/request-key',
  summary: 'workers charge for the jobs of a queue, each request under a key of its own',
  source: 'Saltzer, Reed & Clark (1984), "Duplicate message suppression"',
  ...system({}),
  bounds: { drops: 2, pauses: 1, depth: 2, durations: [7], until: 14, horizon: 60 },
  known: [
    { outcome: 'kept', drops: 2, pauses: 1, depth: 2, verdict: 'survives' },
    { outcome: 'hidden', drops: 2, pauses: 1, depth: 2, verdict: 'survives' },
    { outcome: 'receipts', drops: 2, pauses: 1, depth: 2, verdict: 'survives' },
    { outcome: 'charged', drops: 2, pauses: 1, depth: 2, verdict: 'survives' },
    {
      outcome: 'chargedOnce',
      drops: 2,
      pauses: 1,
      depth: 2,
      verdict: 'broken',
      faults: ['drop:bank:w1:charged@1'],
      sets: 16,
      because: 'by the time the bank has answered again, the other worker has the job, and another key',
    },
    { outcome: 'chargedOnce', crashes: 1, verdict: 'broken', faults: ['crash:w1/bank:charged@1'], sets: 1, because: 'who takes over from a worker that died asks under another key' },
  ],
});
