/** What is made of a log, at work: that something is in it, that somebody handles it, and what comes of it. */
import { eventually, type World } from 'clew';
import { operationsOf } from 'clew/checkers';
import { staleView } from '../../../src/scenarios/cqrs/stale-view.ts';
import { view, waitForPosition } from '../../../src/scenarios/cqrs/wait-for-position.ts';
import { clockProjection, projection as readsClock } from '../../../src/scenarios/event-sourcing/clock-projection.ts';
import { deterministic, projection as readsEvents } from '../../../src/scenarios/event-sourcing/deterministic.ts';
import { log as salesLog, validated } from '../../../src/scenarios/event-sourcing/validated.ts';
import { counter, log as orderLog, systemOf } from '../../../src/scenarios/log/at-least-once.ts';
import { biller } from '../../../src/scenarios/log/exactly-once.ts';
import { device as forgetful, news, noOffset } from '../../../src/scenarios/offline/no-offset.ts';
import { device as mindful, offset } from '../../../src/scenarios/offline/offset.ts';
import { noWriteBack } from '../../../src/scenarios/register/no-write-back.ts';
import { exercise } from '../exercise.ts';
import { metered, sentIn } from './metering.ts';

/** Three orders, of which each is handled by one of the two workers. */
export const orders = exercise({
  name: 'log-orders-are-counted',
  nodes: systemOf('after', counter).nodes,
  outcomes: { counted: eventually('each order is counted, if neither worker stops', (world) => world.living(counter).length < 2 || world.living(counter).reduce((sum, { sum: own }) => sum + own, 0) >= 6) },
  bounds: { until: 6, horizon: 30 },
  survives: [{ drops: 1 }],
});

/** Three orders, and a bill for each. */
export const bills = exercise({
  name: 'log-orders-are-billed',
  nodes: systemOf('with-output', biller).nodes,
  outcomes: {
    billed: eventually('there is one bill for each order, if the log and the shop are up', (world) => orderLog.records<number>(world, 'bills').map(({ value }) => value).toSorted((a, b) => a - b).join() === '10,20,30', { given: (world) => world.alive('log') && world.alive('shop') }),
  },
  bounds: { until: 6, horizon: 30 },
  survives: [{ drops: 1 }],
});

/** All that is published is shown, where nothing is lost. */
export const newsAtOnce = exercise({
  name: 'offline-no-offset-shows-the-news',
  nodes: noOffset.nodes,
  outcomes: { shown: eventually('the device has shown all there is to know', (world) => world.members(forgetful).every(({ disk }) => news.every(([, text]) => disk.shown.includes(text)))) },
  bounds: { until: 8, horizon: 26 },
  survives: [{ dups: 1 }],
});

/** All that is published is shown, whatever is lost. */
export const newsInTheEnd = exercise({
  name: 'offline-offset-shows-the-news',
  nodes: offset.nodes,
  outcomes: { shown: eventually('the device has shown all there is to know', (world) => world.members(mindful).every(({ disk }) => disk.read.shown.length === news.length)) },
  bounds: { until: 8, horizon: 26 },
  survives: [{ drops: 1 }],
});

/** Both seats are reserved, for ten ticks from some time on. */
export const reservations = exercise({
  name: 'event-sourcing-clock-projection-reserves',
  nodes: clockProjection.nodes,
  outcomes: { reserved: eventually('both seats are reserved for as long as it takes', (world) => world.members(readsClock).every(({ state: { until } }) => until['1A']! >= 11 && until['1B']! >= 15)) },
  bounds: { until: 8, horizon: 25 },
  survives: [{ drops: 1 }],
});

/** Both seats are reserved, for ten ticks from when they were asked for. */
export const reservationsByEvent = exercise({
  name: 'event-sourcing-deterministic-reserves',
  nodes: deterministic.nodes,
  outcomes: { reserved: eventually('both seats are reserved for ten ticks from when they were asked for', (world) => world.members(readsEvents).every(({ state: { until } }) => until['1A'] === 11 && until['1B'] === 15)) },
  bounds: { until: 8, horizon: 25 },
  survives: [{ drops: 1 }],
});

/** Two want the seat, and one has it. */
export const sale = exercise({
  name: 'event-sourcing-validated-sells',
  nodes: validated.nodes,
  outcomes: { sold: eventually('both ask for the seat, and one of them has it', (world) => salesLog.records(world, 'commands').length === 2 && salesLog.records(world, 'events').length === 1) },
  bounds: { until: 8, horizon: 26 },
  survives: [{ drops: 1 }],
});

const looks = (world: World) => sentIn(world, 'author').filter(({ type }) => type === 'look').length;

/** The author looks until it has seen something. */
export const oneLook = exercise({
  name: 'cqrs-stale-view-one-look',
  nodes: { ...staleView.nodes, author: metered(staleView.nodes['author']!) },
  outcomes: { enough: eventually('where nothing is lost, the author looks once', (world) => looks(world) === 1) },
  bounds: { until: 8, horizon: 25 },
  survives: [{ dups: 1 }],
});

/** A view that has answered is done with it. */
export const nobodyWaits = exercise({
  name: 'cqrs-wait-for-position-is-done',
  nodes: waitForPosition.nodes,
  outcomes: { done: eventually('nobody is kept waiting who could be answered', (world) => world.members(view).every(({ state: { waiting, comments } }) => waiting.every(({ from }) => from > comments.length)), { given: (world) => operationsOf(world).some(({ method }) => method === 'read') }) },
  bounds: { until: 8, horizon: 25 },
  survives: [{ defers: 1, drops: 1, depth: 1 }],
});

/** A write and two reads, of which the later comes after the write. */
export const readAfterWrite = exercise({
  name: 'register-is-used',
  nodes: noWriteBack.nodes,
  outcomes: {
    answered: eventually('a write and two reads are asked for and answered, and the later read finds what was written', (world) => {
      const operations = operationsOf(world).filter(({ responded }) => responded !== Infinity);
      return operations.filter(({ method }) => method === 'write').length === 1 && operations.findLast(({ method }) => method === 'read')?.output === 'new' && operations.length === 3;
    }),
  },
  bounds: { until: 8, horizon: 40 },
  survives: [{ drops: 1 }],
});
