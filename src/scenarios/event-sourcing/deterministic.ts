/**
 * A projection that depends on nothing but the events, after Fowler (2005), "Event Sourcing", and Kleppmann (2017),
 * chapter 11, "Deriving current state from the event log".
 *
 * The event says when it happened. So every copy, and every replay, comes to the same state.
 */
import { protocol } from 'clew';
import type { LogMessages } from 'clew/components';
import { log, office, type Projection, replayable, reservedFor, type Reserved } from './clock-projection.ts';

const { component, scenario } = protocol<LogMessages<Reserved>>();

/** Counts from the time in the event. */
export const projection = component<Projection>({
  state: () => ({ events: 0, until: {} }),
  on: {
    record(node, { value: { seat, at } }) {
      node.state.events++;
      node.state.until[seat] = at + reservedFor;
    },
  },
});

/** The projection reads the time off the event. */
export const deterministic = scenario({
  name: 'event-sourcing/deterministic',
  summary: 'a projection that depends on nothing but the events',
  source: 'Fowler (2005), "Event Sourcing"; Kleppmann (2017), chapter 11',
  nodes: { log: log.broker, office: log.producer(office), v1: log.reader(projection), v2: log.reader(projection) },
  bounds: { restarts: 1, drops: 1, skews: 1, depth: 2, until: 8, horizon: 25, durations: [4] },
  outcomes: replayable(projection),
  known: [
    { outcome: 'sameState', restarts: 1, drops: 1, skews: 1, depth: 2, verdict: 'survives' },
    { outcome: 'upToDate', restarts: 1, drops: 1, skews: 1, depth: 2, verdict: 'survives' },
  ],
});
