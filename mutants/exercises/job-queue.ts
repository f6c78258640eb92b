/**
 * The queue of jobs at work: users that repeat themselves, jobs that make jobs, workers that renew what takes long, jobs
 * that are tried so many times and no more, and employers besides the queue.
 */
import { always, type Component, eventually, protocol, type World } from 'clew';
import { atLeastOnce, atMostOnce, effect, exactlyOnce, invoke } from 'clew/checkers';
import { type JobMessages, jobQueue } from 'clew/components';
import { exercise } from './exercise.ts';

const { component } = protocol<JobMessages<string>, { again: null; done: null }>();

const visibility = 6;

/** Enqueues each of some jobs until it is confirmed. */
const shopWith = (ids: readonly string[]) =>
  component({
    state: () => ({ confirmed: new Set<string>() }),
    start(node) {
      for (const id of ids) invoke(node, { id, method: 'pack' });
      for (const id of ids) node.send('queue', 'enqueue', { id, body: 'pack' });
      node.after(3, 'again');
    },
    on: { enqueued: (node, { id }) => void node.state.confirmed.add(id) },
    timers: {
      again(node) {
        const open = ids.filter((id) => !node.state.confirmed.has(id));
        for (const id of open) node.send('queue', 'enqueue', { id, body: 'pack' });
        if (open.length > 0) node.after(3, 'again');
      },
    },
  });

/** Packs an order, and is done. */
const packer = component({ on: { job: (node, { id }) => effect(node, id) } });

/** Packs an order, then has it sent: a job that makes another, on the way through its worker to the queue. */
const packerAndSender = component({
  state: () => ({ confirmed: new Set<string>() }),
  on: {
    job(node, { id, body }) {
      effect(node, id);
      if (body === 'pack') node.send('queue', 'enqueue', { id: `${id} sent`, body: 'send' });
    },
    enqueued: (node, { id }) => void node.state.confirmed.add(id),
  },
});

/** What these nodes have had confirmed. */
const confirmedTo = (user: Component<{ confirmed: Set<string> }>) => (world: World) => world.members(user).flatMap(({ state }) => [...state.confirmed]);

function jobsThatMake() {
  const jobs = jobQueue({ visibility });
  const orders = ['o1', 'o2'];
  const shop = shopWith(orders);
  const guarantees = jobs.guarantees();
  const worker = jobs.worker(packerAndSender, { poll: 5, takes: 2 });
  return exercise({
    name: 'queue-of-jobs-that-make-jobs',
    nodes: { queue: jobs.queue, shop, w1: worker },
    outcomes: {
      ...guarantees,
      packed: atLeastOnce(),
      confirmed: atLeastOnce({ title: 'each order is confirmed', effects: confirmedTo(shop) }),
      told: atLeastOnce({ title: 'who packs an order is told that it is to be sent', requests: () => orders.map((id) => `${id} sent`), effects: confirmedTo(packerAndSender) }),
    },
    bounds: { until: 14, horizon: 60, durations: [2] },
    survives: [{ dups: 1 }, { outcomes: [...Object.keys(guarantees), 'packed', 'confirmed'], drops: 1, restarts: 1, depth: 1 }],
  });
}

/** Two orders, each of which makes a second job. */
export const jobsThatMakeJobs = jobsThatMake();

const takes = 8;

function longJob() {
  const jobs = jobQueue({ visibility });
  const worker = jobs.worker(packer, { poll: 5, takes, renew: 2 });
  const guarantees = jobs.guarantees();
  return exercise({
    name: 'queue-of-a-long-job',
    nodes: { queue: jobs.queue, shop: shopWith(['o1']), w1: worker, w2: worker },
    outcomes: {
      ...guarantees,
      packed: atLeastOnce(),
      once: atMostOnce(),
      long: always('no job is done sooner than it takes', (world) => {
        const taken = world.observed<{ event: string }>('job queue').find(({ value }) => value.event === 'handed out');
        return world.observed('effect').every(({ tick }) => taken !== undefined && taken.tick + takes <= tick);
      }),
    },
    bounds: { until: 14, horizon: 60, durations: [2, 7] },
    survives: [{ dups: 1 }, { outcomes: [...Object.keys(guarantees), 'packed'], defers: 1, restarts: 1, pauses: 1, drops: 1, depth: 1 }, { outcomes: Object.keys(guarantees), crashes: 1 }],
  });
}

/** A job that takes longer than it is hidden, and that its worker keeps by renewing its receipt. */
export const aLongJob = longJob();

const attempts = 2;

function jobThatIsTriedTwice() {
  const jobs = jobQueue({ visibility, attempts });
  const worker = jobs.worker(packer, { poll: 5, takes: 2 });
  const guarantees = jobs.guarantees();
  const asideAfter = (world: World) => world.members(jobs.queue).flatMap(({ disk }) => [...disk.jobs.values()]).flatMap(({ state, attempt }) => (state === 'put aside' ? [attempt] : []));
  return exercise({
    name: 'queue-of-a-job-that-is-tried-twice',
    nodes: { queue: jobs.queue, shop: shopWith(['o1']), w1: worker },
    outcomes: {
      ...guarantees,
      tried: always('a job is put aside after two attempts, not before', (world) => asideAfter(world).every((attempt) => attempt === attempts)),
      noMore: always('no job is handed out more than twice', (world) => world.observed<{ event: string }>('job queue').filter(({ value }) => value.event === 'handed out').length <= attempts),
      packed: atLeastOnce(),
    },
    bounds: { until: 20, horizon: 60, durations: [2] },
    survives: [{ outcomes: [...Object.keys(guarantees), 'tried', 'noMore'], drops: 2, restarts: 1, depth: 2 }, { drops: 1, dups: 1, pauses: 1, depth: 1 }],
  });
}

/** A job that is put aside once it has been handed out twice in vain. */
export const aJobThatIsTriedTwice = jobThatIsTriedTwice();

function jobsThatAreTriedOnce() {
  const jobs = jobQueue({ visibility: 12, attempts: 1 });
  const guarantees = jobs.guarantees();
  return exercise({
    name: 'queue-of-jobs-that-are-tried-once',
    nodes: { queue: jobs.queue, shop: shopWith(['o1', 'o2']), w1: jobs.worker(packer, { poll: 3, takes: 7 }) },
    outcomes: { ...guarantees, once: exactlyOnce() },
    bounds: { until: 20, horizon: 60 },
    survives: [{ drops: 0 }, { outcomes: Object.keys(guarantees), dups: 1, drops: 1, depth: 1 }],
  });
}

/** Jobs that are lost if a worker that is busy asks for another. */
export const jobsTriedOnce = jobsThatAreTriedOnce();

function jobsThatTakeNoTime() {
  const jobs = jobQueue({ visibility });
  return exercise({
    name: 'queue-of-jobs-that-take-no-time',
    nodes: { queue: jobs.queue, shop: shopWith(['o1', 'o2']), w1: jobs.worker(packer, { poll: 4 }) },
    outcomes: { ...jobs.guarantees(), once: exactlyOnce() },
    bounds: { until: 20, horizon: 60 },
    survives: [{ dups: 2, depth: 2 }],
  });
}

/** Jobs of which a second copy arrives when the first is done. */
export const jobsInNoTime = jobsThatTakeNoTime();

/** Has each order packed somewhere else, and says itself when it is done. The office's orders pass by the queue. */
const courier = component({
  state: () => ({ open: [] as { id: string; attempt: number }[] }),
  on: {
    job(node, { id, attempt, body }, from) {
      if (from !== 'queue') return node.send(from, 'complete', { id, attempt });
      node.state.open.push({ id, attempt });
      node.send('office', 'enqueue', { id, body });
    },
    enqueued: (node) => node.after(1, 'done'),
  },
  timers: {
    done(node) {
      for (const job of node.state.open.splice(0)) {
        effect(node, job.id);
        node.send('queue', 'complete', job);
      }
    },
  },
});

/** Speaks as a queue does, and is none. */
const office = component({
  state: () => ({ completed: new Set<string>() }),
  start: (node) => node.after(4, 'again'),
  on: {
    enqueue: (node, { id }, from) => node.send(from, 'enqueued', { id }),
    complete: (node, { id }) => void node.state.completed.add(id),
  },
  timers: { again: (node) => node.send('w1', 'job', { id: 'visit', attempt: 1, body: 'visit' }) },
});

function jobsBesidesTheQueue() {
  const jobs = jobQueue({ visibility });
  const guarantees = jobs.guarantees();
  return exercise({
    name: 'queue-beside-another-employer',
    nodes: { queue: jobs.queue, shop: shopWith(['o1', 'o2']), office, w1: jobs.worker(courier, { poll: 3, completes: 'itself' }) },
    outcomes: {
      ...guarantees,
      packed: atLeastOnce(),
      visited: eventually('who hands out a job itself is told that it is done', (world) => world.members(office).every(({ state }) => state.completed.has('visit'))),
      done: always('what is completed has been done', (world) => {
        const done = world.observed<string>('effect').map(({ value }) => value);
        return world.members(jobs.queue).every(({ disk }) => [...disk.jobs].every(([id, { state }]) => state !== 'completed' || done.includes(id)));
      }),
    },
    bounds: { until: 20, horizon: 60 },
    survives: [{ drops: 0 }, { outcomes: [...Object.keys(guarantees), 'packed', 'visited', 'done'], defers: 1 }],
  });
}

/** A worker whose component completes itself, and has to do with others who speak as the queue does. */
export const besidesTheQueue = jobsBesidesTheQueue();
