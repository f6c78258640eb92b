import { type Component, type NodeContext, type NodeId, protocol } from 'clew';
import type { Job, JobMessages, Receipt } from './messages.ts';

/** How long a queue waits, and how often it tries. */
export interface QueuePatience {
  /** Ticks for which a job that was handed out is hidden from others, unless its worker renews them: the visibility timeout. */
  readonly visibility: number;
  /** How often a job is handed out before it is put aside; by default there is no end to it. */
  readonly attempts?: number;
}

/** A job on the queue's disk. */
export interface QueuedJob {
  readonly body: unknown;
  readonly state: 'waiting' | 'taken' | 'completed' | 'put aside';
  /** How often it has been handed out: the number of its newest receipt. */
  readonly attempt: number;
  /** Until when it is hidden, by the queue's clock. */
  readonly hiddenUntil: number;
}

/** The disk of a queue: its jobs by id, oldest first. */
export interface QueueDisk {
  readonly jobs: Map<string, QueuedJob>;
}

/** What a queue records of a job, under the kind {@link queueEvents}. */
export interface QueueEvent {
  readonly id: string;
  readonly event: 'confirmed' | 'handed out' | 'renewed' | 'completed';
  readonly attempt: number;
}

/** The kind of the observations that a queue makes. */
export const queueEvents = 'job queue';

type Timers = { stalled: Receipt };
type Node = NodeContext<JobMessages, Timers, object, QueueDisk>;

const { component } = protocol<JobMessages, Timers>();

/** The component of a queue. */
export function queueWith({ visibility, attempts = Infinity }: QueuePatience): Component<object, QueueDisk> {
  return component({
    disk: (): QueueDisk => ({ jobs: new Map() }),

    // The timers are gone, but not what they were set for.
    restarted(node) {
      for (const [id, { state, attempt, hiddenUntil }] of node.disk.jobs) {
        if (state === 'taken') node.after(Math.max(0, hiddenUntil - node.now), 'stalled', { id, attempt });
      }
    },

    on: {
      enqueue(node, { id, body }, from) {
        if (!node.disk.jobs.has(id)) node.disk.jobs.set(id, { body, state: 'waiting', attempt: 0, hiddenUntil: 0 });
        note(node, 'confirmed', { id, attempt: 0 });
        node.send(from, 'enqueued', { id });
      },
      receive(node, _, worker) {
        const [id, job] = [...node.disk.jobs].find(([, { state }]) => state === 'waiting') ?? [];
        if (id !== undefined) handOut(node, worker, { id, attempt: job!.attempt + 1, body: job!.body }, visibility);
      },
      renew(node, receipt) {
        if (heldUnder(node, receipt) === undefined) return;
        hide(node, receipt, visibility);
        note(node, 'renewed', receipt);
      },
      complete(node, receipt) {
        const job = heldUnder(node, receipt);
        if (job === undefined) return;
        node.disk.jobs.set(receipt.id, { ...job, state: 'completed' });
        note(node, 'completed', receipt);
      },
    },

    timers: {
      stalled(node, receipt) {
        const job = heldUnder(node, receipt);
        if (job === undefined || node.now < job.hiddenUntil) return;
        node.disk.jobs.set(receipt.id, { ...job, state: job.attempt < attempts ? 'waiting' : 'put aside' });
      },
    },
  });
}

function handOut(node: Node, worker: NodeId, job: Job, visibility: number): void {
  hide(node, job, visibility);
  note(node, 'handed out', job);
  node.send(worker, 'job', job);
}

function hide(node: Node, { id, attempt }: Receipt, visibility: number): void {
  const job = node.disk.jobs.get(id)!;
  node.disk.jobs.set(id, { ...job, state: 'taken', attempt, hiddenUntil: node.now + visibility });
  node.after(visibility, 'stalled', { id, attempt });
}

// A receipt counts while it is the newest, and its job is not free for others.
function heldUnder(node: Node, { id, attempt }: Receipt): QueuedJob | undefined {
  const job = node.disk.jobs.get(id);
  return job?.state === 'taken' && job.attempt === attempt ? job : undefined;
}

function note(node: Node, event: QueueEvent['event'], { id, attempt }: Receipt): void {
  node.record(queueEvents, { id, event, attempt } satisfies QueueEvent);
}
