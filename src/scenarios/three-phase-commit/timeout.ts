/**
 * Three-phase commit that terminates by timeouts alone, after Skeen (1981); the rule for timeouts after Skeen &
 * Stonebraker (1983).
 *
 * A phase between vote and decision: nobody commits before everybody knows that all have voted yes. So whoever hears
 * nothing more can decide by itself: commit if it has seen the pre-commit, else abort. That is sound as long as all who
 * live have seen the same. A coordinator that dies while it spreads the pre-commit, or one lost pre-commit, and they
 * have not. `3pc/termination` repairs the first.
 */
import { type NodeContext, type NodeId, protocol } from 'clew';
import { atomicCommitment, type Decider, type Decision, type Vote } from '../atomic-commitment.ts';

/** What coordinator and participants say to each other. */
export type Messages = { prepare: null; vote: Vote; precommit: null; ack: null; decide: Decision };

/** When the other side has been silent for too long. */
export type Timers = { timeout: null };

const { component, scenario } = protocol<Messages, Timers>();

/** Waits for the coordinator, or the participants, from now on. */
export function rearm(node: NodeContext<Messages, Timers, object, object>, ticks: number): void {
  node.cancel('timeout');
  node.after(ticks, 'timeout');
}

function spread(node: NodeContext<Messages, Timers, Decider, object>, decision: Decision): void {
  node.cancel('timeout');
  node.state.decision = decision;
  node.broadcast('decide', decision);
}

/** Leads through the three phases, and never waits for the dead. */
export const coordinator = component({
  state: () => ({
    yes: new Set<NodeId>(),
    acknowledged: new Set<NodeId>(),
    committable: false,
    decision: undefined as Decision | undefined,
  }),

  // Phase 1: ask everyone to vote.
  start(node) {
    node.broadcast('prepare');
    rearm(node, 3);
  },
  on: {
    // Phase 2: tell everyone that all have voted yes; abort on the first no.
    vote(node, vote, from) {
      if (node.state.committable || node.state.decision !== undefined) return;
      if (vote === 'no') return spread(node, 'abort');

      node.state.yes.add(from);
      if (!node.others.every((other) => node.state.yes.has(other))) return;
      node.state.committable = true;
      node.broadcast('precommit');
      rearm(node, 3);
    },

    // Phase 3: everyone knows, so commit.
    ack(node, _, from) {
      node.state.acknowledged.add(from);
      const known = node.others.every((other) => node.state.acknowledged.has(other));
      if (known && node.state.decision === undefined) spread(node, 'commit');
    },
  },

  // Whoever has not answered is dead. Without its vote: abort. Without its acknowledgement: all who live know, so commit.
  timers: { timeout: (node) => spread(node, node.state.committable ? 'commit' : 'abort') },
});

// Longer than a coordinator that lives can take from one message to the next.
const patience = 4;

/** Votes yes, and decides by itself when it hears nothing more. */
export const participant = component({
  state: () => ({
    vote: undefined as Vote | undefined,
    committable: false,
    decision: undefined as Decision | undefined,
  }),
  start: (node) => rearm(node, patience),
  on: {
    // Phase 1.
    prepare(node, _, from) {
      if (node.state.decision !== undefined) return;
      node.state.vote = 'yes';
      node.send(from, 'vote', 'yes');
      rearm(node, patience);
    },

    // Phase 2.
    precommit(node, _, from) {
      if (node.state.decision !== undefined) return;
      node.state.committable = true;
      node.send(from, 'ack');
      rearm(node, patience);
    },

    // Phase 3.
    decide(node, decision) {
      node.state.decision ??= decision;
      node.cancel('timeout');
    },
  },

  // The coordinator is dead: decide as everyone else must.
  timers: { timeout: (node) => void (node.state.decision = node.state.committable ? 'commit' : 'abort') },
});

/** Everyone decides for itself on a timeout. */
export const timeout = scenario({
  name: '3pc/timeout',
  summary: 'a participant that times out commits if it has seen the pre-commit, else aborts',
  source: 'Skeen (1981); Skeen & Stonebraker (1983)',
  nodes: { C: coordinator, p1: participant, p2: participant, p3: participant },
  outcomes: atomicCommitment(coordinator, participant),
  known: [
    { outcome: 'termination', verdict: 'survives', crashes: 2, drops: 1, because: 'everyone decides alone in the end' },
    { outcome: 'termination', verdict: 'survives', crashes: 2, atomicSteps: true },
    { outcome: 'validity', verdict: 'survives', crashes: 2, drops: 1 },
    { outcome: 'agreement', verdict: 'survives', crashes: 1, atomicSteps: true },
    { outcome: 'agreement', verdict: 'survives', crashes: 2, atomicSteps: true },
    {
      outcome: 'agreement',
      verdict: 'broken',
      crashes: 1,
      faults: ['crash:C/p3:vote@1.1', 'crash:C/p3:vote@1.2'],
      sets: 2,
      because: 'the coordinator dies while it spreads the pre-commit: who has it commits, who has not aborts',
    },
    {
      outcome: 'agreement',
      verdict: 'broken',
      drops: 1,
      faults: ['drop:C:p1:precommit@1', 'drop:C:p2:precommit@1', 'drop:C:p3:precommit@1'],
      sets: 3,
      because: 'who misses the pre-commit takes the coordinator for dead, and aborts',
    },
    {
      outcome: 'agreement',
      verdict: 'broken',
      defers: 1,
      faults: ['defer:C:p1:precommit@1~1'],
      because: 'a late pre-commit is as good as lost',
    },
  ],
});
