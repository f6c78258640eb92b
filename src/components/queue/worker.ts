import { type Component, layer, type LayerContext, type NodeId } from 'clew';
import type { Job } from './messages.ts';

/** How a worker works. */
export interface WorkerOptions {
  /** Ticks after which a worker without a job asks again. */
  readonly poll: number;
  /** Ticks that the work takes, before your handler has its effect; none by default. */
  readonly takes?: number;
  /** Ticks after which a worker that is still at it renews its receipt; never by default. */
  readonly renew?: number;
  /** Who reports that a job is done: the worker, `after` your handler, by default; or your component `itself`, which sends `complete` to the queue, now or later. */
  readonly completes?: 'after' | 'itself';
}

interface State {
  /** What the worker is at. */
  job: Job | undefined;
  /** The receipts of all that it has taken up. */
  taken: Set<string>;
}

type Node = LayerContext<State, object>;

/**
 * Makes a worker of a component: asks the queue for one job after the other, hands it up, and tells the queue what is done.
 * What else the component sends and takes passes unchanged. The worker remembers nothing in a restart; the job that it was
 * at comes back when the queue has waited long enough.
 */
export function workerOver<Inner extends Component>(inner: Inner, queue: NodeId, { poll, takes = 0, renew, completes = 'after' }: WorkerOptions) {
  const look = (node: Node) => {
    node.send(queue, 'receive');
    node.after(poll, 'poll');
  };
  const complete = (node: Node, { id, attempt }: { id: string; attempt: number }) => {
    node.send(queue, 'complete', { id, attempt });
    node.cancel('renew');
    node.state.job = undefined;
  };
  const work = (node: Node, job: Job) => {
    node.deliver('job', job, queue);
    if (completes === 'itself') return;
    complete(node, job);
    look(node);
  };

  return layer<Inner, State>(inner, {
    name: 'queueWorker',
    state: () => ({ job: undefined, taken: new Set() }),
    start: look,
    send(node, to, type, body) {
      if (to !== queue || type !== 'complete') return node.send(to, type, body);
      complete(node, body as Job);
      look(node);
    },
    receive(node, type, body, from) {
      if (from !== queue || type !== 'job') return node.deliver(type, body, from);
      const job = body as Job;
      const receipt = `${job.id} ${job.attempt}`;
      // One at a time, and none twice under the same receipt: the queue will hand out again what is not done.
      if (node.state.job !== undefined || node.state.taken.has(receipt)) return;
      node.state.taken.add(receipt);
      node.state.job = job;
      node.cancel('poll');
      if (renew !== undefined) node.after(renew, 'renew');
      if (takes === 0) work(node, job);
      else node.after(takes, 'work');
    },
    timers: {
      poll: look,
      work: (node) => work(node, node.state.job!),
      renew(node) {
        const { id, attempt } = node.state.job!;
        node.send(queue, 'renew', { id, attempt });
        node.after(renew!, 'renew');
      },
    },
  });
}
