/**
 * Three-phase commit with its termination protocol, after Skeen (1981) and Bernstein, Hadzilacos & Goodman (1987),
 * section 7.5.
 *
 * When the coordinator falls silent, a participant takes over, asks everyone how far it has come, and brings all who
 * live to one decision: so it does not matter whom a dying coordinator has reached. It rests on silence meaning death:
 * a participant that is only cut off concludes on its own.
 */
import { type NodeContext, type NodeId, protocol } from 'clew';
import { atomicCommitment, type Decision, type Vote } from '../atomic-commitment.ts';
import { coordinator, type Messages as Plain, rearm, type Timers as PlainTimers } from './timeout.ts';

/** How far a participant has come; one that has not voted can still abort, and so counts as aborted. */
type Standing = 'aborted' | 'uncertain' | 'committable' | 'committed';

type Messages = Plain & { ask: null; standing: Standing };
type Timers = PlainTimers & { conclude: null; commit: null };

const { component, scenario } = protocol<Messages, Timers>();

const state = () => ({
  vote: undefined as Vote | undefined,
  committable: false,
  decision: undefined as Decision | undefined,
  standings: new Map<NodeId, Standing>(),
});

type Node = NodeContext<Messages, Timers, ReturnType<typeof state>, object>;

// The first in line takes over; the next when even that one stays silent.
const wait = (node: Node) => rearm(node, 5 * [node.id, ...node.others].toSorted().indexOf(node.id));

function standingOf({ vote, committable, decision }: Node['state']): Standing {
  if (decision !== undefined) return decision === 'commit' ? 'committed' : 'aborted';
  if (vote === undefined) return 'aborted';
  return committable ? 'committable' : 'uncertain';
}

function decide(node: Node, decision: Decision): void {
  node.state.decision ??= decision;
  node.cancel('timeout');
}

function spread(node: Node, decision: Decision): void {
  node.state.decision ??= decision;
  node.cancel('timeout');
  node.broadcast('decide', node.state.decision);
}

/** Votes yes, and takes over from a silent coordinator when it is its turn. */
export const participant = component({
  state,
  start: wait,
  on: {
    // Phases 1 to 3, as before.
    prepare(node, _, from) {
      if (node.state.decision !== undefined) return;
      node.state.vote = 'yes';
      node.send(from, 'vote', 'yes');
      wait(node);
    },
    precommit(node, _, from) {
      if (node.state.decision !== undefined) return;
      node.state.committable = true;
      node.send(from, 'ack');
      wait(node);
    },
    decide,

    // Termination: someone has taken over. Say how far it has come here; who has not voted will not vote yes any more.
    ask(node, _, from) {
      if (node.state.vote === undefined) decide(node, 'abort');
      node.send(from, 'standing', standingOf(node.state));
      if (node.state.decision === undefined) wait(node);
    },
    standing: (node, standing, from) => void node.state.standings.set(from, standing),

    // Whoever lives knows by the time that `commit` comes.
    ack: () => {},
  },
  timers: {
    // Termination: everyone before it in line is dead, so take over.
    timeout(node) {
      node.broadcast('ask');
      node.after(3, 'conclude');
    },

    // All who live have answered. If one has decided, that is it. If none knows that all have voted yes, nobody has
    // committed: abort. Otherwise everyone must know first.
    conclude(node) {
      const standings = new Set([standingOf(node.state), ...node.state.standings.values()]);
      if (standings.has('committed')) return spread(node, 'commit');
      if (standings.has('aborted') || !standings.has('committable')) return spread(node, 'abort');
      node.state.committable = true;
      node.broadcast('precommit');
      node.after(3, 'commit');
    },
    commit: (node) => spread(node, 'commit'),
  },
});

/** A participant takes over from a silent coordinator. */
export const termination = scenario({
  name: '3pc/termination',
  summary: 'a participant takes over from a silent coordinator, and asks how far everyone has come',
  source: 'Skeen (1981); Bernstein, Hadzilacos & Goodman (1987), section 7.5',
  nodes: { C: coordinator, p1: participant, p2: participant, p3: participant },
  bounds: { until: 20, horizon: 60 },
  outcomes: atomicCommitment(coordinator, participant),
  known: [
    { outcome: 'termination', verdict: 'survives', crashes: 1 },
    { outcome: 'termination', verdict: 'survives', crashes: 2, because: 'the next in line takes over from who took over' },
    { outcome: 'validity', verdict: 'survives', crashes: 2 },
    { outcome: 'validity', verdict: 'survives', drops: 3 },
    { outcome: 'agreement', verdict: 'survives', crashes: 1 },
    { outcome: 'agreement', verdict: 'survives', crashes: 2 },
    { outcome: 'agreement', verdict: 'survives', drops: 3, because: 'who asks needs to reach only one that knows' },
    {
      outcome: 'agreement',
      verdict: 'broken',
      drops: 4,
      depth: 4,
      faults: ['drop:C:p1:decide@1+drop:C:p1:precommit@1+drop:p1:p2:ask@1+drop:p1:p3:ask@1'],
      sets: 12,
      because: 'one participant hears nothing from anyone, takes all others for dead, and concludes on its own',
    },
    {
      outcome: 'agreement',
      verdict: 'broken',
      isolations: 1,
      faults: ['isolate:C/p1:vote@1~4'],
      because: 'a coordinator that is cut off commits on its own, and the others abort without it',
    },
    {
      outcome: 'agreement',
      verdict: 'broken',
      pauses: 1,
      faults: ['pause:C/p1:vote@1~6'],
      because: 'a coordinator that pauses wakes up after the others have aborted, and commits without them',
    },
  ],
});
