import { always, eventually, type NodeId, protocol } from 'clew';

interface Messages {
  prepare: null;
  vote: 'yes' | 'no';
  decide: Decision;
}
interface Timers {
  giveUp: null;
}
type Decision = 'commit' | 'abort';

const { component, scenario } = protocol<Messages, Timers>();

const coordinator = component({
  state: () => ({ yes: new Set<NodeId>() }),
  start(node) {
    node.broadcast('prepare');
    node.after(5, 'giveUp');
  },
  timers: {
    giveUp: (node) => node.broadcast('decide', 'abort'),
  },
  on: {
    vote(node, vote, from) {
      if (vote === 'no') return node.broadcast('decide', 'abort');
      node.state.yes.add(from);
      if (!node.others.every((other) => node.state.yes.has(other))) return;
      node.cancel('giveUp');
      node.broadcast('decide', 'commit');
    },
  },
});

const participant = component({
  state: () => ({ decision: undefined as Decision | undefined }),
  disk: () => ({ vote: undefined as 'yes' | undefined }),
  on: {
    prepare(node, _, from) {
      node.disk.vote = 'yes';
      node.send(from, 'vote', 'yes');
    },
    decide: (node, decision) => void (node.state.decision = decision),
  },
});

/** Two-phase commit with a coordinator that gives up, small and well known: what the tests of drawings draw. */
export const twoPhaseCommit = scenario({
  name: '2pc/drawn',
  nodes: { C: coordinator, p1: participant, p2: participant, p3: participant },
  outcomes: {
    termination: eventually('every live prepared participant decides', (world) =>
      ['p1', 'p2', 'p3'].every((id) => !world.alive(id) || world.nodes[id].disk.vote === undefined || world.nodes[id].state.decision !== undefined)),
    agreement: always('no two decide differently', (world) => new Set(['p1', 'p2', 'p3'].map((id) => world.nodes[id].state.decision).filter((decision) => decision !== undefined)).size < 2),
  },
});
