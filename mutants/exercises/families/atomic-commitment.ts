/**
 * Atomic commitment at work: a participant that votes no, lines that are slow, and what it takes where nothing fails.
 * Bernstein, Hadzilacos & Goodman (1987) count rounds and messages: section 7.4 for two phases, section 7.5 for three.
 */
import { always, type Component, eventually, protocol, type World } from 'clew';
import type { Decider, Decision, Vote, Voter } from '../../../src/scenarios/atomic-commitment.ts';
import { participant as deciding, coordinator as leading, type Messages as Phases } from '../../../src/scenarios/three-phase-commit/timeout.ts';
import { participant as succeeding } from '../../../src/scenarios/three-phase-commit/termination.ts';
import { participant as asking } from '../../../src/scenarios/two-phase-commit/cooperative.ts';
import { participant as obeying, coordinator as waiting } from '../../../src/scenarios/two-phase-commit/plain.ts';
import { coordinator as timing } from '../../../src/scenarios/two-phase-commit/timeout.ts';
import { exercise } from '../exercise.ts';
import { atMost, metered, sentIn } from './metering.ts';

const { component } = protocol<Phases & { ask: null }>();

/** Votes no. It may abort at once, and says so to whoever asks. */
const refusing = component({
  state: () => ({ vote: undefined as Vote | undefined, decision: undefined as Decision | undefined }),
  on: {
    prepare(node, _, from) {
      Object.assign(node.state, { vote: 'no', decision: 'abort' });
      node.send(from, 'vote', 'no');
    },
    decide: () => {},
    ask: (node, _, from) => node.send(from, 'decide', 'abort'),
  },
});

type Commitment = { readonly coordinator: Component<Decider>; readonly participant: Component<Voter> };

const decisionsIn = (world: World, { coordinator, participant }: Commitment) =>
  [coordinator, participant].flatMap((role) => world.members<Component<Decider>>(role).map(({ state }) => state.decision));

const decided = (world: World, { coordinator, participant }: Commitment) =>
  [...world.living<Component<Decider>>(coordinator), ...world.living(participant)].every(({ decision }) => decision !== undefined);

const everyoneDecides = (commitment: Commitment) => eventually('everyone who lives decides', (world) => decided(world, commitment));

const inTime = (commitment: Commitment, ticks: number) =>
  always(`where no message is late, everyone has decided by tick ${ticks}`, (world) => world.tick <= ticks || decided(world, commitment));

/** One of three votes no, last of all. */
function refused(name: string, commitment: Commitment, ticks: number) {
  const { coordinator, participant } = commitment;
  return exercise({
    name: `${name}-refused`,
    nodes: { C: coordinator, p1: participant, p2: participant, p3: refusing },
    outcomes: {
      aborted: always('nobody commits where somebody votes no', (world) => !decisionsIn(world, commitment).includes('commit')),
      decided: everyoneDecides(commitment),
      inTime: inTime(commitment, ticks),
    },
    bounds: { until: 6, horizon: 30 },
    survives: [{ dups: 2 }, { outcomes: ['aborted'], crashes: 1, drops: 1 }],
  });
}

/** Nobody times out. */
export const refusedPlain = refused('2pc-plain', { coordinator: waiting, participant: obeying }, 3);

/** The coordinator times out, but not as long as everyone answers. */
export const refusedTimeout = refused('2pc-timeout', { coordinator: timing, participant: obeying }, 3);

/** Participants ask each other. */
export const refusedCooperative = refused('2pc-cooperative', { coordinator: timing, participant: asking }, 3);

/** Three phases end with the first. */
export const refusedPhases = refused('3pc-timeout', { coordinator: leading, participant: deciding }, 3);

/** The same with a participant that would take over. */
export const refusedSuccession = refused('3pc-termination', { coordinator: leading, participant: succeeding }, 3);

/** Only who can ask nobody stays in doubt. */
export const cooperation = exercise({
  name: '2pc-cooperation',
  nodes: { C: timing, p1: asking, p2: asking, p3: asking },
  outcomes: {
    cooperation: eventually('if anyone who lives is in doubt, nobody who lives can help: all have voted, and none has heard', (world) => {
      const living = world.living(asking);
      return living.every(({ vote, decision }) => vote === 'yes' && decision === undefined) || living.every(({ vote, decision }) => vote === undefined || decision !== undefined);
    }),
  },
  bounds: { until: 10, horizon: 40 },
  survives: [{ crashes: 1, drops: 1, depth: 2 }],
});

/** A line is so slow that a participant has given up before it is asked to vote; its coordinator waits for every vote. */
const lateAt = (name: string, participant: Component<Voter>) => {
  const commitment = { coordinator: waiting, participant };
  return exercise({
    name: `${name}-asked-too-late`,
    nodes: { C: waiting, p1: participant, p2: participant, p3: participant },
    links: [{ from: 'C', to: 'p3', latency: 9 }],
    outcomes: { agreement: always('who has given up votes yes no more: nobody commits', (world) => !decisionsIn(world, commitment).includes('commit')) },
    bounds: { until: 12, horizon: 40 },
    survives: [{ dups: 1 }],
  });
};

/** A participant that was asked by another meanwhile. */
export const lateCooperative = lateAt('2pc-cooperative', asking);

/** A participant that has timed out meanwhile. */
export const latePhases = lateAt('3pc-timeout', deciding);

/** A participant that was asked by one who has taken over. */
export const lateSuccession = lateAt('3pc-termination', succeeding);

/** The vote comes when the coordinator has aborted. */
export const lateVote = exercise({
  name: '3pc-late-vote',
  nodes: { C: leading, p1: deciding, p2: deciding, p3: deciding },
  links: [{ from: 'p3', to: 'C', latency: 4 }],
  outcomes: { aborted: always('nobody commits after the coordinator has given up', (world) => !decisionsIn(world, { coordinator: leading, participant: deciding }).includes('commit')) },
  bounds: { until: 8, horizon: 40 },
  survives: [{ crashes: 1, atomicSteps: true }],
});

/** In three phases nobody is ahead of the others by more than one, though one is so near that it answers at once. */
export const inStep = exercise({
  name: '3pc-in-step',
  nodes: { C: leading, p1: deciding, p2: deciding, p3: deciding },
  links: [
    { from: 'C', to: 'p1', latency: 0 },
    { from: 'p1', to: 'C', latency: 0 },
  ],
  outcomes: {
    inStep: always(
      'nobody commits before everyone who lives knows that all have voted yes',
      (world) => !decisionsIn(world, { coordinator: leading, participant: deciding }).includes('commit') || world.living(deciding).every(({ committable }) => committable),
      { given: (world) => world.members(leading).some(({ state }) => state.committable) },
    ),
    commits: always('once all are told that all have voted yes, nobody aborts', (world) => world.members(leading).every(({ state }) => !state.committable) || !decisionsIn(world, { coordinator: leading, participant: deciding }).includes('abort')),
    decided: everyoneDecides({ coordinator: leading, participant: deciding }),
  },
  bounds: { until: 10, horizon: 40 },
  survives: [{ crashes: 2, atomicSteps: true }],
});

/** The same when someone has taken over: the first in line may be the last that the coordinator has reached. */
export const inStepUnderSuccession = exercise({
  name: '3pc-in-step-under-succession',
  nodes: { C: leading, p3: succeeding, p2: succeeding, p1: succeeding },
  outcomes: {
    inStep: always(
      'nobody commits before everyone who lives knows that all have voted yes',
      (world) => !decisionsIn(world, { coordinator: leading, participant: succeeding }).includes('commit') || world.living(succeeding).every(({ committable }) => committable),
      { given: (world) => world.members(leading).some(({ state }) => state.committable) },
    ),
  },
  bounds: { until: 20, horizon: 60 },
  survives: [{ crashes: 1 }],
});

/** What it takes when someone has to take over: the first in line asks, brings all to the same point, and decides. */
export const costOfTakingOver = exercise({
  name: '3pc-termination-cost-of-taking-over',
  nodes: { C: metered(leading), p1: metered(succeeding), p2: metered(succeeding), p3: metered(succeeding) },
  outcomes: {
    messages: atMost(22, '12 messages up to the pre-commit, and 10 of who takes over, are enough'),
    inTime: inTime({ coordinator: leading, participant: succeeding }, 21),
  },
  bounds: { until: 20, horizon: 80 },
  survives: [{ crashes: 1 }],
});

/** A decision that comes earlier than the participants expect: that of two phases. */
export const earlyDecision = exercise({
  name: '3pc-early-decision',
  nodes: { C: waiting, p1: deciding, p2: deciding, p3: deciding },
  outcomes: { final: always('nobody aborts what has been committed', (world) => !decisionsIn(world, { coordinator: waiting, participant: deciding }).includes('abort'), { given: (world) => decisionsIn(world, { coordinator: waiting, participant: deciding }).includes('commit') }) },
  bounds: { until: 3, horizon: 40 },
  survives: [{ dups: 2 }],
});

/** What it takes where nothing fails: so many times the coordinator tells each of three participants something, and but for the last time it is answered. */
function cost(name: string, { coordinator, participant }: Commitment, rounds: number) {
  const messages = 3 * (2 * rounds - 1);
  return exercise({
    name: `${name}-cost`,
    nodes: { C: metered(coordinator), p1: metered(participant), p2: metered(participant), p3: metered(participant) },
    outcomes: {
      messages: atMost(messages, `${messages} messages are enough`),
      once: always('the coordinator tells each participant each thing once, however often it is answered', (world) => sentIn(world, 'C').length <= 3 * rounds),
      inTime: inTime({ coordinator, participant }, 2 * rounds - 1),
      committed: eventually('everyone commits', (world) => decisionsIn(world, { coordinator, participant }).every((decision) => decision === 'commit')),
    },
    bounds: { until: 8, horizon: 60 },
    survives: [{ skews: 1 }, { outcomes: ['once'], dups: 1 }],
  });
}

/** Two phases. */
export const costOfTwo = cost('2pc-timeout', { coordinator: timing, participant: obeying }, 2);

/** Two phases, and nobody has to ask. */
export const costOfAsking = cost('2pc-cooperative', { coordinator: timing, participant: asking }, 2);

/** Three phases. */
export const costOfThree = cost('3pc-timeout', { coordinator: leading, participant: deciding }, 3);

/** Three phases, and nobody has to take over. */
export const costOfSuccession = cost('3pc-termination', { coordinator: leading, participant: succeeding }, 3);
