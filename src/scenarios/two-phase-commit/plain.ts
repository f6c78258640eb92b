/**
 * Two-phase commit, after Bernstein, Hadzilacos & Goodman (1987), section 7.4, without its timeouts.
 *
 * Does not terminate: everyone waits for everyone. A coordinator that dies between the phases leaves all participants
 * in doubt, and so does a participant that dies before it votes. `2pc/timeout` repairs the second.
 */
import { type NodeId, protocol } from 'clew';
import { atomicCommitment, type Decision, type Vote } from '../atomic-commitment.ts';

/** What coordinator and participants say to each other. */
export type Messages = { prepare: null; vote: Vote; decide: Decision };

const { component, scenario } = protocol<Messages>();

/** Asks everyone to vote, and waits for every vote. */
export const coordinator = component({
  state: () => ({ yes: new Set<NodeId>(), decision: undefined as Decision | undefined }),

  // Phase 1: ask everyone to vote.
  start: (node) => node.broadcast('prepare'),

  // Phase 2: commit once all have voted yes, abort on the first no.
  on: {
    vote(node, vote, from) {
      if (vote === 'yes') node.state.yes.add(from);
      const unanimous = node.others.every((other) => node.state.yes.has(other));
      if (vote === 'yes' && !unanimous) return;

      node.state.decision = unanimous ? 'commit' : 'abort';
      node.broadcast('decide', node.state.decision);
    },
  },
});

/** Votes yes, and does what it is told. */
export const participant = component({
  state: () => ({ vote: undefined as Vote | undefined, decision: undefined as Decision | undefined }),
  on: {
    // Phase 1: vote. From here on it is prepared, and in doubt until it hears the decision.
    prepare(node, _, from) {
      node.state.vote = 'yes';
      node.send(from, 'vote', 'yes');
    },

    // Phase 2.
    decide: (node, decision) => void (node.state.decision = decision),
  },
});

/** Nobody times out. */
export const plain = scenario({
  name: '2pc/plain',
  summary: 'nobody times out',
  source: 'Bernstein, Hadzilacos & Goodman (1987), section 7.4',
  nodes: { C: coordinator, p1: participant, p2: participant, p3: participant },
  outcomes: atomicCommitment(coordinator, participant),
  known: [
    {
      outcome: 'termination',
      verdict: 'broken',
      crashes: 1,
      faults: ['crash:C/p1:vote@1', 'crash:C/p3:vote@1.1', 'crash:p1/C:prepare@1'],
      sets: 10,
      because: 'everyone waits: for the decision of a dead coordinator, or for the vote of a dead participant',
    },
    {
      outcome: 'termination',
      verdict: 'broken',
      drops: 1,
      faults: ['drop:C:p1:prepare@1', 'drop:p1:C:vote@1', 'drop:C:p1:decide@1'],
      sets: 9,
      because: 'no message is sent twice',
    },
    { outcome: 'validity', verdict: 'survives', crashes: 2 },
    { outcome: 'validity', verdict: 'survives', crashes: 1, drops: 2 },
    { outcome: 'agreement', verdict: 'survives', crashes: 2, because: 'only the coordinator decides, and only once' },
    { outcome: 'agreement', verdict: 'survives', crashes: 1, drops: 2 },
  ],
});
