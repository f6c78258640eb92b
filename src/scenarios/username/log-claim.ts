/**
 * User names that are claimed in a log, after Kleppmann (2017), chapter 9, "Implementing linearizable storage using
 * total order broadcast", and chapter 12, "Uniqueness in log-based messaging".
 *
 * A front end appends its claim, reads the log, and waits for its own claim to come by: it has the name if no other claim
 * came before. The log is the same for all, and never changes, so neither does the answer.
 */
import { eventually, type NodeId, protocol } from 'clew';
import { decide } from 'clew/checkers';
import { type LogMessages, partitionedLog } from 'clew/components';
import { askedAt, name, unique } from './check-then-write.ts';

const { component, scenario } = protocol<LogMessages<NodeId>, { claim: null }>();

const frontEnd = component({
  state: () => ({ owners: {} as Record<string, NodeId>, answered: false }),
  start: (node) => node.after(askedAt[node.id]!, 'claim'),
  timers: { claim: (node) => node.send('log', 'append', { key: name, value: node.id }) },
  on: {
    record(node, { key, value: claimant }) {
      const owner = (node.state.owners[key] ??= claimant);
      if (claimant !== node.id) return;

      node.state.answered = true;
      if (owner === node.id) decide(node, node.id);
      else node.record('refused', node.id);
    },
  },
});

const log = partitionedLog({ partitions: ['names'] });
const claiming = log.producer(log.reader(frontEnd));

/** Claim in the log, and wait for one's own claim. */
export const logClaim = scenario({
  name: 'username/log-claim',
  summary: 'a claim in a log, and a wait until it comes by',
  source: 'Kleppmann (2017), chapters 9 and 12',
  nodes: { f1: claiming, f2: claiming, log: log.broker },
  bounds: { defers: 1, pauses: 1, restarts: 1, drops: 1, depth: 2, until: 8, horizon: 26, durations: [6] },
  outcomes: {
    ...unique((world) => log.records<NodeId>(world, 'names')[0]?.value),
    answered: eventually('a front end that lives has an answer', (world) => world.living(frontEnd).every(({ answered }) => answered)),
  },
  known: [
    { outcome: 'oneOwner', defers: 1, pauses: 1, drops: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'stays', defers: 1, pauses: 1, drops: 1, restarts: 1, depth: 2, verdict: 'survives' },
    { outcome: 'answered', defers: 1, pauses: 1, drops: 1, restarts: 1, depth: 2, verdict: 'survives' },
  ],
});
