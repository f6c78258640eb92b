import type { Component, NodeId } from 'clew';
import { type QueueGuarantees, queueGuarantees } from './guarantees.ts';
import { type QueueDisk, type QueuePatience, queueWith } from './queue.ts';
import { type WorkerOptions, workerOver } from './worker.ts';
import { checkCounts } from '../options.ts';

/** Options of {@link jobQueue}. */
export interface JobQueueOptions extends QueuePatience {
  /** The node that the queue runs on; `queue` by default. */
  readonly node?: NodeId;
}

/** A queue of jobs, and what is needed to work on them. */
export interface JobQueue {
  /** The component of the queue. */
  readonly queue: Component<object, QueueDisk>;
  /** Makes a worker of a component that has a handler for `job`. */
  readonly worker: <Inner extends Component>(inner: Inner, options: WorkerOptions) => Component;
  /** What the queue promises. */
  readonly guarantees: () => QueueGuarantees;
}

/**
 * A queue of jobs that hands each to one worker, and to another when that one is not heard of in time.
 *
 * After the documented behaviour of Amazon SQS (visibility timeout, delivery at least once, dead-letter queue) and BullMQ
 * (stalled jobs, and the lock on a job that its worker renews).
 *
 * - *Enqueue.* A job is on the queue's disk when that is confirmed. Enqueued again under the same id it is the same job, as in
 *   a FIFO queue of SQS.
 * - *Work.* A job is kept until the holder of its newest receipt completes it, and is free again when that has neither
 *   completed nor renewed it for `visibility` ticks. So it is worked on at least once, perhaps twice at the same time; with
 *   `attempts: 1`, at most once. A worker that has lost its receipt does not notice, as in BullMQ: its code cannot be stopped
 *   from outside.
 * - *Faults.* Messages may be lost, come twice or late; workers may stop, start again and pause, and so may the queue, but
 *   for stopping for good: it is a single node.
 *
 * @throws RangeError where an option is no whole number of at least 1
 */
export function jobQueue({ node = 'queue', ...patience }: JobQueueOptions): JobQueue {
  checkCounts('jobQueue', { ...patience });
  const queue = queueWith(patience);
  const workers: Component[] = [];
  return {
    queue,
    worker(inner, options) {
      const { poll, takes = 0, renew } = options;
      checkCounts('jobQueue, worker', { poll, ...(takes !== 0 && { takes }), renew });
      const worker = workerOver(inner, node, options);
      workers.push(worker);
      return worker;
    },
    guarantees: () => queueGuarantees(queue, workers, patience.visibility),
  };
}
