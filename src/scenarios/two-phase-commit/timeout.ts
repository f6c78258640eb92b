/**
 * Two-phase commit whose coordinator times out, after Bernstein, Hadzilacos & Goodman (1987), section 7.4.
 *
 * A missing vote counts as a no, so participants may die as they like. A prepared participant must not decide by
 * itself, so a coordinator that dies between the phases still leaves it in doubt. `2pc/cooperative` narrows that.
 */
import { type NodeId, protocol } from 'clew';
import { atomicCommitment, type Decision } from '../atomic-commitment.ts';
import { type Messages, participant } from './plain.ts';

type Timers = { timeout: null };

const { component, scenario } = protocol<Messages, Timers>();

/** Aborts when a vote is missing. */
export const coordinator = component({
  state: () => ({ yes: new Set<NodeId>(), decision: undefined as Decision | undefined }),

  // Phase 1: ask everyone to vote, and wait as long as an answer takes.
  start(node) {
    node.broadcast('prepare');
    node.after(3, 'timeout');
  },

  // Phase 2: commit once all have voted yes, abort on the first no.
  on: {
    vote(node, vote, from) {
      if (node.state.decision !== undefined) return;
      if (vote === 'yes') node.state.yes.add(from);
      const unanimous = node.others.every((other) => node.state.yes.has(other));
      if (vote === 'yes' && !unanimous) return;

      node.cancel('timeout');
      node.state.decision = unanimous ? 'commit' : 'abort';
      node.broadcast('decide', node.state.decision);
    },
  },

  // A vote is missing: nobody can have committed, so abort.
  timers: {
    timeout(node) {
      node.state.decision = 'abort';
      node.broadcast('decide', 'abort');
    },
  },
});

/** The coordinator times out. */
export const timeout = scenario({
  name: '2pc/timeout',
  summary: 'the coordinator aborts when a vote is missing',
  source: 'Bernstein, Hadzilacos & Goodman (1987), section 7.4',
  nodes: { C: coordinator, p1: participant, p2: participant, p3: participant },
  outcomes: atomicCommitment(coordinator, participant),
  known: [
    {
      outcome: 'termination',
      verdict: 'broken',
      crashes: 1,
      faults: [
        'crash:C/start.1',
        'crash:C/start.2',
        'crash:C/p1:vote@1',
        'crash:C/p2:vote@1',
        'crash:C/p3:vote@1',
        'crash:C/p3:vote@1.1',
        'crash:C/p3:vote@1.2',
      ],
      sets: 7,
      because: 'the coordinator dies after someone has voted and before it has told everyone; nobody else can hold them up',
    },
    {
      outcome: 'termination',
      verdict: 'broken',
      drops: 1,
      faults: ['drop:C:p1:decide@1', 'drop:C:p2:decide@1', 'drop:C:p3:decide@1'],
      sets: 3,
      because: 'the decision is sent once',
    },
    { outcome: 'validity', verdict: 'survives', crashes: 2 },
    { outcome: 'validity', verdict: 'survives', crashes: 1, drops: 2 },
    { outcome: 'agreement', verdict: 'survives', crashes: 2 },
    { outcome: 'agreement', verdict: 'survives', crashes: 1, drops: 2 },
    { outcome: 'termination', verdict: 'survives', defers: 2 },
    { outcome: 'agreement', verdict: 'survives', defers: 2 },
    { outcome: 'validity', verdict: 'survives', defers: 2 },
  ],
});
