/**
 * A view that is derived from a log, after Kleppmann (2017), chapter 11, "Deriving several views from the same event log"
 * and "Concurrency control".
 *
 * The author is told that its comment is in the log, and looks at the view, which may not have come that far.
 * `cqrs/wait-for-position` tells the view how far it has to be.
 */
import { eventually, protocol } from 'clew';
import { invoke, readYourWrites, respond } from 'clew/checkers';
import { type LogMessages, partitionedLog } from 'clew/components';

/** What author, log and view say to each other: a comment, and a look at the view once it has come so far. */
export type Messages = LogMessages<string> & { look: { from: number }; seen: { comments: readonly string[] } };
/** When the author looks, and looks again for want of an answer. */
export type Timers = { look: { from: number } };

const { component, scenario } = protocol<Messages, Timers>();

/** Comments, and then looks at the view until it has seen something. */
export const author = component({
  state: () => ({ seen: undefined as readonly string[] | undefined }),
  start(node) {
    invoke(node, { id: 'comment', method: 'write', input: 'first!' });
    node.send('log', 'append', { key: 'comments', value: 'first!' });
  },
  on: {
    appended(node, { offset }) {
      respond(node, 'comment');
      node.after(1, 'look', { from: offset + 1 });
    },
    seen(node, { comments }) {
      respond(node, 'look', comments.at(-1));
      node.state.seen = comments;
    },
  },
  timers: {
    look(node, { from }) {
      if (node.state.seen !== undefined) return;
      invoke(node, { id: 'look', method: 'read' });
      node.send('view', 'look', { from });
      node.after(4, 'look', { from });
    },
  },
});

const view = component({
  state: () => ({ comments: [] as string[] }),
  on: {
    record: (node, { value }) => void node.state.comments.push(value),
    look: (node, _, reader) => node.send(reader, 'seen', { comments: node.state.comments }),
  },
});

/** What the cqrs family is measured by. */
export const outcomes = {
  readYourWrites: readYourWrites(),
  answered: eventually('an author that lives sees something', (world) => world.living(author).every(({ seen }) => seen !== undefined)),
};

const log = partitionedLog({ partitions: ['comments'] });

/** The view shows what it has. */
export const staleView = scenario({
  name: 'cqrs/stale-view',
  summary: 'a view that shows what it has',
  source: 'Kleppmann (2017), chapter 11, "Concurrency control"',
  nodes: { log: log.broker, author: log.producer(author), view: log.reader(view) },
  bounds: { defers: 2, drops: 1, restarts: 1, depth: 2, until: 8, horizon: 25, durations: [4] },
  outcomes,
  known: [
    {
      outcome: 'readYourWrites',
      defers: 1,
      verdict: 'broken',
      faults: ['defer:author:log:produce@1~1'],
      sets: 6,
      because: 'the view is told of the comment after it has been looked at',
    },
    { outcome: 'answered', drops: 1, restarts: 1, defers: 1, depth: 2, verdict: 'survives' },
  ],
});
