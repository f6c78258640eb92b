/** The theatre at work: a customer who does not pay, one who pays late, and what it takes to sell a seat. */
import { always, eventually, protocol, type World } from 'clew';
import { replay } from 'clew/components';
import { atOnce } from '../../../src/scenarios/seats/at-once.ts';
import { tentative } from '../../../src/scenarios/seats/tentative.ts';
import { customer, type Messages, seats } from '../../../src/scenarios/seats/theatre.ts';
import { exercise } from '../exercise.ts';
import { metered, sentIn } from './metering.ts';

const { component } = protocol<Messages, { again: null }>();

const seatsIn = (world: World) => world.members(seats).flatMap(({ disk }) => [...replay(disk.log).values()]);
const theatres = { 'at-once': atOnce.nodes['theatre']!, tentative: tentative.nodes['theatre']! };
const bounds = { until: 12, horizon: 60, durations: [7] };

/** Asks for the seat twice, and never pays. */
const idle = component({
  start(node) {
    node.send('theatre', 'hold');
    node.after(4, 'again');
  },
  on: { held: () => {}, taken: () => {} },
  timers: { again: (node) => node.send('theatre', 'hold') },
});

/** Who is told that a seat is held may count on it: here it does not lapse. */
export const heldIsHeld = exercise({
  name: 'seats-at-once-held-is-held',
  nodes: atOnce.nodes,
  outcomes: { held: always('who is told that the seat is held has it', (world) => world.members(customer).every(({ id, state }) => state.wish === 'seat' || seatsIn(world).some(({ holder }) => holder === id))) },
  bounds,
  survives: [{ crashes: 1, drops: 1, depth: 1 }],
});

/** The one who has the seat stops before it pays, and then the other gets it. */
export const sold = exercise({
  name: 'seats-tentative-sold',
  nodes: { theatre: theatres.tentative, ann: idle, bob: customer },
  outcomes: { sold: eventually('the seat is sold to the one who pays', (world) => seatsIn(world).some(({ holder, isPaid }) => holder === 'bob' && isPaid) && world.members(customer).every(({ state }) => state.hasTicket)) },
  bounds,
  survives: [{ dups: 1 }],
});

/** A hold lasts as long as was said, though one before it was asked for twice. */
export const heldLongEnough = exercise({
  name: 'seats-tentative-held-long-enough',
  nodes: { theatre: theatres.tentative, ann: idle, bob: customer },
  links: [{ from: 'theatre', to: 'bob', latency: 2 }],
  outcomes: { kept: eventually('who pays in time has a ticket', (world) => world.members(customer).every(({ state }) => state.hasTicket)) },
  bounds,
  survives: [{ skews: 1 }],
});

/** Customers ask until they are answered, and not longer. */
const asksEnough = (name: keyof typeof theatres, paid: number, others: number) =>
  exercise({
    name: `seats-${name}-asks-enough`,
    nodes: { theatre: metered(theatres[name]), ann: metered(customer), bob: metered(customer) },
    outcomes: {
      enough: always('one asks for the seat and pays, and the other asks four times', (world) => sentIn(world, 'ann').length <= 2 && sentIn(world, 'bob').length <= 4),
      answers: always('each is answered as often as it asks', (world) => sentIn(world, 'theatre').filter(({ to }) => to === 'ann').length <= paid && sentIn(world, 'theatre').filter(({ to }) => to === 'bob').length <= others),
    },
    bounds,
    survives: [{ skews: 1 }, { outcomes: ['enough'], dups: 1 }],
  });

/** The seat is given away at once. */
export const asksEnoughAtOnce = asksEnough('at-once', 2, 4);

/** The seat is held for a while. */
export const asksEnoughTentative = asksEnough('tentative', 2, 4);

/** Who pays too late, because what it said was lost, is told so. */
export const told = exercise({
  name: 'seats-tentative-told',
  nodes: { theatre: theatres.tentative, ann: customer },
  outcomes: { told: eventually('who has been told of a hold is told what became of it', (world) => world.members(customer).every(({ state }) => state.wish !== 'ticket')) },
  bounds,
  survives: [{ drops: 2 }],
});
