/** Consensus at work: what every learner learns, what a ballot costs, and five servers, of which two are no majority. */
import { always, eventually, type World } from 'clew';
import { learner } from '../../../src/scenarios/paxos/roles.ts';
import { synod } from '../../../src/scenarios/paxos/synod.ts';
import { server } from '../../../src/scenarios/raft/cluster.ts';
import { correct } from '../../../src/scenarios/raft/correct.ts';
import { progress, properties } from '../../../src/scenarios/raft/properties.ts';
import type { Disk, State } from '../../../src/scenarios/raft/server-state.ts';
import { exercise } from '../exercise.ts';
import { metered, sentIn } from './metering.ts';

/** All learn, and then nobody asks any more. */
export const learned = exercise({
  name: 'paxos-synod-learned',
  nodes: Object.fromEntries(Object.entries(synod.nodes).map(([id, component]) => [id, 'pq'.includes(id) ? metered(component) : component])),
  links: synod.links,
  outcomes: {
    learned: eventually('every learner that lives has learned something', (world) => world.living(learner).every(({ learned: value }) => value !== undefined)),
    quiet: always('nobody begins a ballot once something is chosen and known', (world) => sentIn(world).filter(({ type }) => type === 'prepare').length <= 9),
  },
  bounds: { until: 5, horizon: 60 },
  survives: [{ skews: 1 }, { outcomes: ['learned'], crashes: 1, drops: 1, depth: 2 }],
});

const rules = { votesOn: 'disk', staleMessages: 'refused', countsReplicasOf: 'its own term' } as const;
const empty = { term: 0, votedFor: undefined, log: [] };
const five = { n1: server(rules, 10, empty), n2: server(rules, 12, empty), n3: server(rules, 20, empty), n4: server(rules, 24, empty), n5: server(rules, 28, empty) };
const four = { n1: five.n1, n2: five.n2, n3: five.n3, n4: five.n4 };

type Server = { id: string; state: State; disk: Disk };
const leadersIn = (world: World): Server[] => Object.values<Server>(world.nodes).filter(({ id, state }) => world.alive(id) && state.role === 'leader');

/** What a leader does with its term. */
const office = {
  commands: eventually('a leader has taken two commands in its term, and each is there once', (world: World) =>
    leadersIn(world).every(({ id, disk: { log, term } }) => log.filter((entry) => entry.term === term).map(({ command }) => command).join() === `${id}:${term}.1,${id}:${term}.2`),
  ),
  caughtUp: eventually('a leader knows what every server that lives has, and sends it nothing again', (world: World) =>
    leadersIn(world).every(({ id, disk: { log }, state: { nextIndex } }) => [...nextIndex].every(([other, next]) => other === id || !world.alive(other) || next === log.length + 1)),
  ),
  applied: always('nobody applies what has not been committed', (world: World) => {
    const committed = world.observed<{ index: number }>('committed').map(({ value }) => value.index);
    return world.observed<{ index: number }>('applied').every(({ value }) => committed.some((index) => index >= value.index));
  }),
};

/** Who can be seen not to have voted for a leader: it has not come to that term, or has voted for another in it. */
const withoutVote = (world: World, { id, disk: { term } }: Server): Server[] =>
  Object.values<Server>(world.nodes).filter(({ disk }) => disk.term < term || (disk.term === term && disk.votedFor !== id));

const voted = always('a majority has voted for whoever leads', (world) => leadersIn(world).every((leader) => 2 * withoutVote(world, leader).length < Object.keys(world.nodes).length));

/** An answer that comes twice is not acted upon twice: a log is repaired with as many calls as where nothing fails. */
export const calledOnce = exercise({
  name: 'raft-three-called-once',
  nodes: Object.fromEntries(Object.entries(correct.nodes).map(([id, component]) => [id, metered(component)])),
  links: correct.links,
  outcomes: { calls: always('no more calls are made than where nothing fails', (world) => sentIn(world).filter(({ type }) => type === 'append').length <= 40) },
  bounds: { until: 18, horizon: 140 },
  survives: [{ dups: 1 }],
});

/** Three servers, as in the library. */
export const office3 = exercise({
  name: 'raft-three-in-office',
  nodes: correct.nodes,
  links: correct.links,
  outcomes: office,
  bounds: { until: 18, horizon: 140, durations: [1, 28] },
  survives: [{ drops: 1, restarts: 1, depth: 1 }],
});

/** Four servers, of which two stand at nearly the same time: two votes are no majority. */
export const four4 = exercise({
  name: 'raft-four',
  nodes: four,
  links: [
    { from: 'n1', to: 'n2', latency: 4 },
    { from: 'n1', to: 'n4', latency: 4 },
  ],
  outcomes: { ...properties, ...office, progress },
  bounds: { until: 18, horizon: 140, durations: [1, 28] },
  survives: [{ dups: 1, restarts: 1, isolations: 1, depth: 1 }],
});

/** Five servers, of which three are far from the first that stands: nobody counts a vote twice. */
export const five5 = exercise({
  name: 'raft-five',
  nodes: five,
  links: ['n3', 'n4', 'n5'].map((to) => ({ from: 'n1', to, latency: 3 })),
  outcomes: { ...properties, voted, progress },
  bounds: { until: 18, horizon: 140, durations: [28] },
  survives: [{ crashes: 1, dups: 1, depth: 1 }],
});
