import { availableParallelism } from 'node:os';
import path from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Batch } from '../../src/search/ahead/batch.ts';
import type { Forerunners } from '../../src/search/ahead/forerunners.ts';
import type { Told } from '../../src/search/ahead/piece-runner.ts';
import type { Fault } from '../../src/simulator/fault.ts';
import type { RunOptions } from '../searching.ts';
import type { ForerunnerAnswer, ForerunnerData, ForerunnerTask } from './forerunner-messages.ts';

/**
 * Threads are started for the first batch of so many steps: by default for some four seconds of work, as a thread takes
 * a second or so until it has loaded the scenario and its code is as fast as that of the first; and where the user says how many, for far less.
 */
const stepsMinToStart = { byDefault: 400_000, asked: 30_000 } as const;

/** Smaller batches are not handed out to threads that run already. */
const stepsMin = 2_000;

/** How long a thread may take to see whether the scenario still runs as it did, in milliseconds. */
const checkMilliseconds = 10_000;

/** Which scenario it is that threads are to load. */
export interface ThreadsFor {
  readonly words: readonly string[];
  readonly place: number;
  /** `workers` is how many threads are wanted, with the one that searches; as many as there are processors if it is left out. */
  readonly options: RunOptions;
}

interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  hasTold: boolean;
}

/** How many threads may help with one search: as many as the user says, or as there are processors, but for the one that searches. */
export function forerunnersFor(workers: number | undefined): number {
  return (workers ?? availableParallelism()) - 1;
}

/** Threads that make runs ahead of the search of one scenario. None is started before there is enough for it to do. */
export class ThreadForerunners implements Forerunners<Fault> {
  private readonly threadsFor: ThreadsFor;
  private readonly count: number;
  private readonly answered = new Int32Array(new SharedArrayBuffer(4));
  private threads: Thread[] = [];

  constructor(threadsFor: ThreadsFor) {
    this.threadsFor = threadsFor;
    this.count = forerunnersFor(threadsFor.options.workers);
  }

  begin(batch: Batch<Fault>, steps: number): boolean {
    const toStart = this.threadsFor.options.workers === undefined ? stepsMinToStart.byDefault : stepsMinToStart.asked;
    if (steps < (this.threads.length === 0 ? toStart : stepsMin)) return false;
    if (this.threads.length === 0) this.threads = Array.from({ length: this.count }, (_, by) => this.started(by));
    this.tell({ batch });
    return true;
  }

  heard(milliseconds: number): readonly Told<Fault>[] {
    const before = Atomics.load(this.answered, 0);
    const told = this.received();
    if (told.length > 0 || milliseconds === 0) return told;
    Atomics.wait(this.answered, 0, before, milliseconds);
    return this.received();
  }

  /** Those that have told nothing may still be loading the scenario, and do not count. */
  unchanged(): boolean {
    const asked = this.threads.filter(({ hasTold }) => hasTold);
    this.tell({ check: true });
    const end = performance.now() + checkMilliseconds;
    return asked.every((thread) => this.isUnchanged(thread, end));
  }

  /** Ends all threads. */
  async end(): Promise<void> {
    const { threads } = this;
    this.threads = [];
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  private started(by: number): Thread {
    const { words, place, options } = this.threadsFor;
    const { port1, port2 } = new MessageChannel();
    const data: ForerunnerData = { by, words, place, options: { ...options }, port: port2, answered: this.answered };
    const worker = new Worker(new URL(`forerunner${path.extname(new URL(import.meta.url).pathname)}`, import.meta.url), { workerData: data, transferList: [port2] });
    // One that cannot go on is of no help, and does no harm.
    worker.on('error', () => undefined);
    worker.unref();
    return { worker, port: port1, hasTold: false };
  }

  private tell(task: ForerunnerTask): void {
    for (const { port } of this.threads) port.postMessage(task);
  }

  private received(): Told<Fault>[] {
    const told: Told<Fault>[] = [];
    for (const thread of this.threads) {
      for (let answer = next(thread); answer !== undefined; answer = next(thread)) {
        if (!('told' in answer)) continue;
        thread.hasTold = true;
        told.push(answer.told);
      }
    }
    return told;
  }

  private isUnchanged(thread: Thread, end: number): boolean {
    for (;;) {
      const before = Atomics.load(this.answered, 0);
      for (let answer = next(thread); answer !== undefined; answer = next(thread)) if ('unchanged' in answer) return answer.unchanged;
      const left = end - performance.now();
      if (left <= 0) return false;
      Atomics.wait(this.answered, 0, before, left);
    }
  }
}

function next({ port }: Thread): ForerunnerAnswer | undefined {
  return receiveMessageOnPort(port)?.message as ForerunnerAnswer | undefined;
}
