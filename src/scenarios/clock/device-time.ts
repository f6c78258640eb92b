/**
 * Events that devices report later, with the time of their own clocks: Kleppmann (2017), chapter 11, "Whose clock are you
 * using, anyway?".
 *
 * A device that is offline notes what happens and when, and reports it once it can, until that is confirmed. But nobody
 * sees to it that its clock is right. `clock/three-timestamps` finds out by how much it is wrong.
 */
import { always, type Component, eventually, protocol } from 'clew';
import { atLeastOnce } from 'clew/checkers';

/** What happened on a device, when by its clock, and when by its clock it was reported. */
export type Report = { events: readonly { name: string; at: number }[]; sent: number };

type Messages = { report: Report; received: null };

const { component, scenario } = protocol<Messages, { happen: string; report: null }>();

/** Ticks from the slower device to the server: by so much may a time be wrong. */
export const bound = 2;

/** Notes two events, and then reports what it has noted. */
const device = component({
  disk: () => ({ events: [] as { name: string; at: number }[] }),
  start(node) {
    node.after(1, 'happen', `${node.id}1`);
    node.after(4, 'happen', `${node.id}2`);
    node.after(6, 'report');
  },
  restarted: (node) => node.after(1, 'report'),
  on: { received: (node) => node.cancel('report') },
  timers: {
    happen(node, name) {
      node.disk.events.push({ name, at: node.now });
      node.record('happened', name);
    },
    report(node) {
      node.send('server', 'report', { events: node.disk.events, sent: node.now });
      node.after(2 * bound + 1, 'report');
    },
  },
});

/** Writes down when each event is to have happened, given what a report says of it and when it arrives. */
export const server = (timeOf: (at: number, sent: number, now: number) => number) =>
  component({
    disk: () => ({ log: new Map<string, number>() }),
    on: {
      report(node, { events, sent }, from) {
        for (const { name, at } of events) if (!node.disk.log.has(name)) node.disk.log.set(name, timeOf(at, sent, node.now));
        node.send(from, 'received');
      },
    },
  });

/** Two devices, one of them farther away. */
export const system = (server: Component) => ({ nodes: { a: device, b: device, server }, links: [{ from: 'b', to: 'server', latency: bound }] as const });

/** What the family is measured by: time as such is nowhere to be read, but time between events is. */
export function timing(servers: Component<object, { log: Map<string, number> }>) {
  return {
    noted: eventually('both events of each device are noted', (world) => world.observed('happened').length === 4, { of: 'device' }),
    reported: atLeastOnce({
      title: 'what has happened on a device that lives is in the log',
      requests: (world) => world.observed('happened').filter(({ node }) => world.alive(node)).map(({ value }): unknown => value),
      effects: (world) => world.members(servers)[0]!.disk.log.keys(),
    }),
    intervals: always(`the time between any two events comes out right to ${bound} ticks`, (world) => {
      const log = world.members(servers)[0]!.disk.log;
      const errors = world.observed<string>('happened').flatMap(({ value, tick }) => (log.has(value) ? [log.get(value)! - tick] : []));
      return errors.every((error) => errors.every((other) => Math.abs(error - other) <= bound));
    }),
  };
}

const trusting = server((at) => at);

/** The time that the device says. */
export const deviceTime = scenario({
  name: 'clock/device-time',
  summary: 'events have the time that the device’s clock gave them',
  source: 'Kleppmann (2017), chapter 11, "Whose clock are you using, anyway?"',
  ...system(trusting),
  bounds: { skews: 1, drops: 1, depth: 2 },
  outcomes: timing(trusting),
  known: [
    { outcome: 'noted', skews: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'reported', skews: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'reported', restarts: 1, drops: 1, depth: 2, verdict: 'survives', because: 'a device that starts again reports what it has noted before' },
    { outcome: 'intervals', skews: 1, verdict: 'broken', faults: ['skew:a~3', 'skew:b~3'], sets: 8, because: 'a clock that is ahead is believed' },
    { outcome: 'intervals', drops: 2, pauses: 1, depth: 2, verdict: 'survives', because: 'what has been noted does not change under way' },
  ],
});
