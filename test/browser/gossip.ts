import { eventually, protocol } from 'clew';

const { component, scenario } = protocol<{ rumour: number; heard: number }, { spread: number }>();

/** How many rounds make some 2,000 steps of 30 nodes: a timer, a rumour and an answer in each. */
const rounds = 22;

const member = component({
  state: () => ({ seen: new Set<number>(), round: 0, answers: 0 }),
  start: (node) => node.after(1, 'spread', 0),
  timers: {
    spread(node, round) {
      node.state.round = round;
      const next = node.others[(round * 7 + Number(node.id.slice(1))) % node.others.length]!;
      node.send(next, 'rumour', round);
      if (round + 1 < rounds) node.after(2, 'spread', round + 1);
    },
  },
  on: {
    rumour(node, round, from) {
      node.state.seen.add(round);
      node.send(from, 'heard', round);
    },
    heard: (node) => void node.state.answers++,
  },
});

const nodes = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`n${index}`, member]));

/** A long run on many nodes. */
export const gossip = scenario({
  name: 'gossip/long',
  nodes,
  outcomes: {
    answered: eventually('every node that lives has an answer to all it said', (world) => Object.keys(nodes).every((id) => !world.alive(id) || world.nodes[id].state.answers === rounds)),
  },
});
