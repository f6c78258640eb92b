/**
 * A projection that reads the clock, after Fowler (2005), "Event Sourcing", section "External Queries", and Kleppmann (2017),
 * chapter 11, "Deriving current state from the event log".
 *
 * Each copy folds the same events. But how long a reservation lasts is counted from when the event is read, which is
 * another time for each copy, and for each replay. `event-sourcing/deterministic` puts the time into the event.
 */
import { always, type Component, eventually, protocol } from 'clew';
import { type LogMessages, partitionedLog } from 'clew/components';

/** What has happened: someone has reserved a seat, at a time. */
export type Reserved = { seat: string; at: number };
/** What a projection makes of it: until when each seat is reserved. */
export type Projection = { events: number; until: Record<string, number> };

const { component, scenario } = protocol<LogMessages<Reserved>, { reserve: string }>();

/** How long a reservation lasts, in ticks. */
export const reservedFor = 10;

/** Reserves two seats, one after the other. */
export const office = component({
  start(node) {
    node.after(1, 'reserve', '1A');
    node.after(5, 'reserve', '1B');
  },
  timers: { reserve: (node, seat) => node.send('log', 'append', { key: 'seats', value: { seat, at: node.now } }) },
});

/** Counts from its own clock. */
export const projection = component<Projection>({
  state: () => ({ events: 0, until: {} }),
  on: {
    record(node, { value: { seat } }) {
      node.state.events++;
      node.state.until[seat] = node.now + reservedFor;
    },
  },
});

/** What this half of the family is measured by. */
export function replayable(projections: Component<Projection>) {
  return {
    sameState: always('projections of the same events are the same', (world) => {
      const byEvents = new Map<number, string>();
      return world.members(projections).every(({ state: { events, until } }) => {
        const text = Object.entries(until).map(([seat, end]) => `${seat} ${end}`).toSorted().join();
        const known = byEvents.get(events) ?? text;
        byEvents.set(events, known);
        return known === text;
      });
    }),
    upToDate: eventually('a projection that lives has all events', (world) =>
      world.living(projections).every(({ events }) => log.records(world, 'events').length === events),
    ),
  };
}

/** The log of events. */
export const log = partitionedLog({ partitions: ['events'] });

/** The projection reads its own clock. */
export const clockProjection = scenario({
  name: 'event-sourcing/clock-projection',
  summary: 'a projection that reads the clock',
  source: 'Fowler (2005), "Event Sourcing"; Kleppmann (2017), chapter 11',
  nodes: { log: log.broker, office: log.producer(office), v1: log.reader(projection), v2: log.reader(projection) },
  bounds: { restarts: 1, drops: 1, skews: 1, depth: 2, until: 8, horizon: 25, durations: [4] },
  outcomes: replayable(projection),
  known: [
    { outcome: 'sameState', skews: 1, verdict: 'broken', faults: ['skew:v1~4'], sets: 2 },
    { outcome: 'sameState', drops: 1, verdict: 'broken', faults: ['drop:log:v1:records@1'], sets: 8 },
    {
      outcome: 'sameState',
      restarts: 1,
      verdict: 'broken',
      faults: ['restart:log/v2:read@1~4'],
      sets: 22,
      because: 'the events are read once more at another time',
    },
    { outcome: 'upToDate', restarts: 1, drops: 1, skews: 1, depth: 2, verdict: 'survives' },
  ],
});
