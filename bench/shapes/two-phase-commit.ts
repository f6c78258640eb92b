import { eventually, scenario } from 'clew';
import { componentOf, type PlainDefinition, type Shape } from './shape.ts';

interface Coordinating {
  readonly yes: Set<string>;
  decision: string | undefined;
}

interface Participating {
  vote: string | undefined;
  decision: string | undefined;
}

const coordinator: PlainDefinition<Coordinating> = {
  state: () => ({ yes: new Set(), decision: undefined }),
  start(node) {
    node.broadcast('prepare');
    node.after(3, 'timeout');
  },
  on: {
    vote(node, vote: string, from) {
      if (node.state.decision !== undefined) return;
      if (vote === 'yes') node.state.yes.add(from);
      const unanimous = node.others.every((other) => node.state.yes.has(other));
      if (vote === 'yes' && !unanimous) return;
      node.cancel('timeout');
      node.state.decision = unanimous ? 'commit' : 'abort';
      node.broadcast('decide', node.state.decision);
    },
  },
  timers: {
    timeout(node) {
      node.state.decision = 'abort';
      node.broadcast('decide', 'abort');
    },
  },
};

const participant: PlainDefinition<Participating> = {
  state: () => ({ vote: undefined, decision: undefined }),
  on: {
    prepare(node, _, from) {
      node.state.vote = 'yes';
      node.send(from, 'vote', 'yes');
    },
    decide(node, decision: string) {
      node.state.decision = decision;
    },
  },
};

const definitions = { C: coordinator, p1: participant, p2: participant, p3: participant };
const built = componentOf(participant);

/** Two-phase commit with three participants: short runs, few reads and writes a step. */
export const twoPhaseCommit: Shape = {
  name: 'two-phase commit',
  work: '10 steps a run; a step reads and writes a few keys and a Set, and sends',
  definitions,
  horizon: 8,
  scenario: scenario({
    name: 'bench/2pc',
    nodes: { C: componentOf(coordinator), p1: built, p2: built, p3: built },
    bounds: { until: 6, horizon: 8 },
    outcomes: { decided: eventually('every participant commits', (world) => world.members(built).every(({ state }) => state.decision === 'commit')) },
  }),
};
