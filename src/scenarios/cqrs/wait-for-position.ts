/**
 * A view that waits until it has come far enough, after Kleppmann (2017), chapter 11, "Concurrency control", and chapter
 * 5, "Reading your own writes".
 *
 * Whoever appends is told the place in the log, and says it when it looks. The view answers once it has read so far.
 */
import { type NodeContext, type NodeId, protocol } from 'clew';
import { partitionedLog } from 'clew/components';
import { author, type Messages, outcomes, type Timers } from './stale-view.ts';

type State = { comments: string[]; waiting: { reader: NodeId; from: number }[] };

const { component, scenario } = protocol<Messages, Timers>();

/** Answers whoever looks once it has come as far as that wants. */
export const view = component<State>({
  state: () => ({ comments: [], waiting: [] }),
  on: {
    record(node, { value }) {
      node.state.comments.push(value);
      answer(node);
    },
    look(node, { from }, reader) {
      node.state.waiting.push({ reader, from });
      answer(node);
    },
  },
});

function answer({ state, send }: NodeContext<Messages, Timers, State, object>): void {
  const { comments, waiting } = state;
  for (const { reader, from } of waiting) if (from <= comments.length) send(reader, 'seen', { comments });
  state.waiting = waiting.filter(({ from }) => from > comments.length);
}

const log = partitionedLog({ partitions: ['comments'] });

/** The view waits for the position that the reader names. */
export const waitForPosition = scenario({
  name: 'cqrs/wait-for-position',
  summary: 'a view that waits for the position that the reader names',
  source: 'Kleppmann (2017), chapter 11, "Concurrency control"',
  nodes: { log: log.broker, author: log.producer(author), view: log.reader(view) },
  bounds: { defers: 2, drops: 1, restarts: 1, depth: 2, until: 8, horizon: 25, durations: [4] },
  outcomes,
  known: [
    { outcome: 'readYourWrites', drops: 1, restarts: 1, defers: 2, depth: 2, verdict: 'survives' },
    { outcome: 'answered', drops: 1, restarts: 1, defers: 2, depth: 2, verdict: 'survives' },
  ],
});
