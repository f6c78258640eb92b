/**
 * A producer. Assumes of the brokers that what the leader acknowledges is safe. Promises to report success only for
 * what a leader has acknowledged.
 */
import { always, type NodeContext, type NodeId, protocol } from 'clew';
import type { Messages } from './messages.ts';

type Timers = { retry: null };
type State = { leader: NodeId | undefined; tries: number; succeeded: string[] };

const { component } = protocol<Messages, Timers>();

/** The one record that is written, and how often that is tried. */
const record = 'x';
const triesMax = 3;

function write(node: NodeContext<Messages, Timers, State, object>): void {
  const { leader, succeeded, tries } = node.state;
  if (leader === undefined || succeeded.includes(record) || tries === triesMax) return;

  node.state.tries++;
  node.send(leader, 'write', record);
  node.after(9, 'retry');
}

/** Writes one record, to whoever leads. */
export const producer = component<State>({
  state: () => ({ leader: undefined, tries: 0, succeeded: [] }),
  on: {
    lead(node, { leader }) {
      const isFirst = node.state.leader === undefined;
      node.state.leader = leader;
      if (isFirst) write(node);
    },
    written: (node, acknowledged) => void node.state.succeeded.push(acknowledged),
  },
  timers: { retry: write },
});

/** The producer's own guarantee. */
export const reportsWhatIsAcknowledged = always(
  'success is reported only for what a leader has acknowledged',
  (world) => {
    const acknowledged = new Set(world.observed<string>('acknowledged').map(({ value }) => value));
    return world.members(producer).every(({ state }) => state.succeeded.every((written) => acknowledged.has(written)));
  },
  { of: 'producer' },
);
