/**
 * Commands that become events without anybody's leave, after Kleppmann (2017), chapter 11, "Commands and events".
 *
 * A box office sells a seat if, as far as it has read the log, the seat is free, and appends that it is sold. Another may
 * have done the same, which it will read later: and an event is a fact, which no reader may reject.
 * `event-sourcing/validated` has one place decide.
 */
import { always, type NodeId, protocol } from 'clew';
import { type LogMessages, partitionedLog, type PartitionedLog } from 'clew/components';

type Sold = { seat: string; to: NodeId };

const { component, scenario } = protocol<LogMessages<Sold>, { customer: string }>();

/** When a customer comes to each box office, in ticks; all want the same seat. */
export const customersAt: Readonly<Record<NodeId, number>> = { o1: 1, o2: 5 };

const office = component({
  state: () => ({ sold: [] as string[] }),
  start: (node) => node.after(customersAt[node.id]!, 'customer', '1A'),
  timers: {
    customer(node, seat) {
      if (!node.state.sold.includes(seat)) node.send('log', 'append', { key: 'sold', value: { seat, to: node.id } });
    },
  },
  on: { record: (node, { value }) => void node.state.sold.push(value.seat) },
});

/** What this half of the family is measured by. */
export function valid(log: Pick<PartitionedLog<'events'>, 'records'>) {
  return {
    soldOnce: always('no event in the log breaks an invariant: a seat is sold once', (world) => {
      const seats = log.records<Sold>(world, 'events').map(({ value }) => value.seat);
      return new Set(seats).size === seats.length;
    }),
  };
}

const log = partitionedLog({ partitions: ['events'] });
const selling = log.producer(log.reader(office));

/** Everyone appends events. */
export const unvalidatedCommands = scenario({
  name: 'event-sourcing/unvalidated-commands',
  summary: 'everyone appends events, as far as they know',
  source: 'Kleppmann (2017), chapter 11, "Commands and events"',
  nodes: { o1: selling, o2: selling, log: log.broker },
  bounds: { defers: 1, drops: 1, restarts: 1, depth: 2, until: 8, horizon: 26, durations: [4] },
  outcomes: valid(log),
  known: [
    { outcome: 'soldOnce', defers: 1, verdict: 'broken', faults: ['defer:log:o2:records@1~2'], sets: 8 },
    {
      outcome: 'soldOnce',
      drops: 1,
      verdict: 'broken',
      faults: ['drop:log:o2:records@1'],
      sets: 3,
      because: 'the second box office sells before it has read of the first',
    },
    { outcome: 'soldOnce', restarts: 1, verdict: 'broken', faults: ['restart:log/o1:produce@1.1~4'], sets: 19 },
  ],
});
