import { describe, expect, it } from 'vitest';
import { protocol } from 'clew';
import { atLeastOnce, atMostOnce, effect, exactlyOnce, invoke, respond } from 'clew/checkers';
import { type JobMessages, jobQueue, type WorkerOptions } from 'clew/components';
import { surviving, verdicts } from './verdicts.ts';

const { component } = protocol<JobMessages<string>, { again: null }>();

const visibility = 6;

/** Enqueues a job until that is confirmed. */
const user = component({
  state: () => ({ confirmed: false }),
  start(node) {
    invoke(node, { id: 'mail', method: 'enqueue' });
    node.send('queue', 'enqueue', { id: 'mail', body: 'hello' });
    node.after(3, 'again');
  },
  on: {
    enqueued(node, { id }) {
      respond(node, id);
      node.state.confirmed = true;
    },
  },
  timers: {
    again(node) {
      if (node.state.confirmed) return;
      node.send('queue', 'enqueue', { id: 'mail', body: 'hello' });
      node.after(3, 'again');
    },
  },
});

const mailer = component({ on: { job: (node, { id }) => effect(node, id) } });

function system(options: Partial<WorkerOptions> = {}, attempts?: number) {
  const jobs = jobQueue({ visibility, ...(attempts === undefined ? {} : { attempts }) });
  const worker = jobs.worker(mailer, { poll: 5, takes: 2, ...options });
  return { nodes: { queue: jobs.queue, user, w1: worker, w2: worker }, guarantees: jobs.guarantees() };
}

describe('a queue with a visibility timeout', () => {
  it('keeps its word under everything but the loss of its node', () => {
    const { nodes: { queue, user, w1 }, guarantees } = system();
    const outcomes = { ...guarantees, delivered: atLeastOnce() };
    const moments = { depth: 2, until: 14, horizon: 50, durations: [7] };
    const bounds = [{ drops: 2, dups: 1, defers: 1 }, { restarts: 1, drops: 1, pauses: 1 }, { isolations: 1, cuts: 1, skews: 1, drops: 1 }];
    for (const budget of bounds) expect(verdicts({ queue, user, w1 }, outcomes, { ...budget, ...moments })).toEqual(surviving(...Object.keys(outcomes)));
  });

  it('loses a worker, and another does its work', () => {
    const { nodes, guarantees } = system();
    const outcomes = { ...guarantees, delivered: atLeastOnce() };
    const bounds = { crashes: 1, drops: 1, depth: 2 };
    expect(verdicts(nodes, guarantees, bounds)).toEqual(surviving(...Object.keys(guarantees)));
    // The queue is a single node.
    expect(verdicts(nodes, outcomes, { crashes: 1 }).delivered).toEqual(['crash:queue/user:enqueue@1', 'crash:queue/user:enqueue@1.1', 'crash:queue/w1:receive@1', 'crash:queue/w1:receive@1.1']);
  });

  it('does not keep more than its word', () => {
    const { hidden } = jobQueue({ visibility: visibility + 5 }).guarantees();
    expect(verdicts(system().nodes, { hidden }, { drops: 1 }).hidden).toEqual(['drop:queue:w1:job@1', 'drop:w1:queue:complete@1']);
  });

  it('puts a job aside that has been handed out often enough', () => {
    const { nodes, guarantees } = system({}, 1);
    const outcomes = { ...guarantees, delivered: atLeastOnce() };
    expect(verdicts(nodes, outcomes, { drops: 1 })).toMatchObject({ ...surviving('kept', 'hidden', 'receipts', 'worked'), delivered: ['drop:queue:w1:job@1'] });
  });
});

describe('a worker', () => {
  it('has its effect twice where the report that it is done is lost, or where it pauses', () => {
    const { nodes } = system();
    expect(verdicts(nodes, { once: exactlyOnce() }, { drops: 1 }).once).toEqual(['drop:w1:queue:complete@1']);
    expect(verdicts(nodes, { once: exactlyOnce() }, { pauses: 1, durations: [7] }).once).toEqual(['pause:w1/queue:job@1~7', 'pause:w1/work@1~7']);
  });

  it('has it at most once where the queue hands out each job once, and then perhaps never', () => {
    const outcomes = { once: atMostOnce(), delivered: atLeastOnce() };
    expect(verdicts(system({}, 1).nodes, outcomes, { drops: 1, dups: 1, pauses: 1, depth: 2, durations: [7] })).toMatchObject({ once: 'survives' });
    expect(verdicts(system({}, 1).nodes, outcomes, { crashes: 1 }).delivered).toContain('crash:w1/work@1');
  });

  it('takes up nothing twice under one receipt, however fast it is', () => {
    expect(verdicts(system({ takes: 0 }).nodes, { once: atMostOnce() }, { dups: 2 }).once).toBe('survives');
  });

  it('has it once without any fault where the work takes longer than the visibility timeout only if it renews its receipt', () => {
    const slow = { takes: 8 };
    const once = { once: exactlyOnce() };
    expect(() => verdicts(system(slow).nodes, once, { drops: 1 })).toThrow('is broken without any fault');
    expect(verdicts(system({ ...slow, renew: 3 }).nodes, once, { drops: 1 }).once).toEqual(['drop:w1:queue:complete@1', 'drop:w1:queue:renew@1']);
  });

  it('may say itself when it is done, and pass on what is not the queue’s', () => {
    const asking = protocol<JobMessages<string> & { send: string; sent: string }>().component({
      state: () => ({ jobs: [] as { id: string; attempt: number }[] }),
      on: {
        job(node, { id, attempt }) {
          node.state.jobs.push({ id, attempt });
          node.send('gateway', 'send', id);
        },
        sent(node) {
          for (const job of node.state.jobs.splice(0)) node.send('queue', 'complete', job);
        },
      },
    });
    const gateway = protocol<{ send: string; sent: string }>().component({
      on: {
        send(node, id, from) {
          effect(node, id);
          node.send(from, 'sent', id);
        },
      },
    });
    const jobs = jobQueue({ visibility });
    const w1 = jobs.worker(asking, { poll: 3, completes: 'itself' });
    const outcomes = { ...jobs.guarantees(), delivered: atLeastOnce(), once: exactlyOnce() };
    expect(verdicts({ queue: jobs.queue, user, gateway, w1 }, outcomes, { drops: 1 })).toMatchObject({ kept: 'survives', once: ['drop:w1:gateway:send@1', 'drop:w1:queue:complete@1'] });
  });
});
