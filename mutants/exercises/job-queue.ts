/**
 * The queue of jobs at work: users that repeat themselves, jobs that make jobs, workers that renew.
 */
import { protocol } from 'clew';
import { atLeastOnce, effect, invoke } from 'clew/checkers';
import { type JobMessages, jobQueue } from 'clew/components';
import { exercise } from './exercise.ts';

type Messages = JobMessages<string> & { done: string };

const { component } = protocol<Messages, { again: null }>();

const orders = ['o1', 'o2'];

/** Enqueues each order until that is confirmed. */
const shop = component({
  state: () => ({ confirmed: new Set<string>() }),
  start(node) {
    for (const id of orders) invoke(node, { id, method: 'pack' });
    for (const id of orders) node.send('queue', 'enqueue', { id, body: 'pack' });
    node.after(3, 'again');
  },
  on: { enqueued: (node, { id }) => void node.state.confirmed.add(id), done: () => {} },
  timers: {
    again(node) {
      const open = orders.filter((id) => !node.state.confirmed.has(id));
      for (const id of open) node.send('queue', 'enqueue', { id, body: 'pack' });
      if (open.length > 0) node.after(3, 'again');
    },
  },
});

/** Packs an order, then has it sent: a job that makes another, on the way through its worker to the queue. */
const packer = component({
  on: {
    job(node, { id, body }) {
      effect(node, id);
      if (body === 'pack') node.send('queue', 'enqueue', { id: `${id} sent`, body: 'send' });
    },
    enqueued: () => {},
  },
});

const jobs = jobQueue({ visibility: 6 });

/** Two orders, each of which makes a second job. */
export const jobsThatMakeJobs = exercise({
  name: 'queue-of-jobs-that-make-jobs',
  nodes: { queue: jobs.queue, shop, w1: jobs.worker(packer, { poll: 5, takes: 2 }) },
  outcomes: {
    ...jobs.guarantees(),
    packed: atLeastOnce(),
    confirmed: atLeastOnce({ title: 'each order is confirmed', effects: (world) => world.members(shop).flatMap(({ state }) => [...state.confirmed]) }),
  },
  bounds: { until: 14, horizon: 60, durations: [2] },
  survives: [{ drops: 1, dups: 1, restarts: 1, depth: 1 }],
});
