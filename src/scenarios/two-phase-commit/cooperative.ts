/**
 * Two-phase commit with the cooperative termination protocol, after Bernstein, Hadzilacos & Goodman (1987), section 7.4.
 *
 * A participant in doubt asks the others: one that has decided knows, one that has not voted can still abort for all.
 * If everyone who is left has voted and heard nothing, all stay in doubt. `3pc/timeout` adds a phase against that.
 */
import { protocol } from 'clew';
import { atomicCommitment, type Decision, type Vote } from '../atomic-commitment.ts';
import { coordinator } from './timeout.ts';
import type { Messages as Plain } from './plain.ts';

type Messages = Plain & { ask: null };
type Timers = { timeout: null };

const { component, scenario } = protocol<Messages, Timers>();

// Longer than a coordinator that lives takes to decide.
const patience = 4;

/** Votes yes, and asks the others when it has been in doubt for too long. */
export const participant = component({
  state: () => ({ vote: undefined as Vote | undefined, decision: undefined as Decision | undefined }),
  on: {
    // Phase 1: vote, unless it has given up already.
    prepare(node, _, from) {
      if (node.state.decision !== undefined) return;
      node.state.vote = 'yes';
      node.send(from, 'vote', 'yes');
      node.after(patience, 'timeout');
    },

    // Phase 2.
    decide(node, decision) {
      node.state.decision = decision;
      node.cancel('timeout');
    },

    // Termination: tell what is decided; who has not voted may decide to abort; who is in doubt cannot help.
    ask(node, _, from) {
      if (node.state.vote === undefined) node.state.decision ??= 'abort';
      if (node.state.decision !== undefined) node.send(from, 'decide', node.state.decision);
    },
  },

  // Termination: in doubt for too long, so ask the other participants, and ask again.
  timers: {
    timeout(node) {
      node.broadcast('ask');
      node.after(patience, 'timeout');
    },
  },
});

/** Participants in doubt ask each other. */
export const cooperative = scenario({
  name: '2pc/cooperative',
  summary: 'the coordinator times out, and participants in doubt ask each other',
  source: 'Bernstein, Hadzilacos & Goodman (1987), section 7.4',
  nodes: { C: coordinator, p1: participant, p2: participant, p3: participant },
  bounds: { until: 8 },
  outcomes: atomicCommitment(coordinator, participant),
  known: [
    {
      outcome: 'termination',
      verdict: 'broken',
      crashes: 1,
      faults: ['crash:C/p1:vote@1', 'crash:C/p2:vote@1', 'crash:C/p3:vote@1'],
      sets: 3,
      because: 'the coordinator dies after all have voted and before it tells anyone: all who are left are in doubt',
    },
    { outcome: 'termination', verdict: 'survives', drops: 2, because: 'whoever is told the decision tells the others' },
    { outcome: 'validity', verdict: 'survives', crashes: 2 },
    { outcome: 'validity', verdict: 'survives', crashes: 1, drops: 2 },
    { outcome: 'agreement', verdict: 'survives', crashes: 2 },
    { outcome: 'agreement', verdict: 'survives', crashes: 1, drops: 2 },
    { outcome: 'agreement', verdict: 'survives', defers: 2 },
    { outcome: 'validity', verdict: 'survives', defers: 2 },
  ],
});
