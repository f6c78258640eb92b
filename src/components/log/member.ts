import { type Component, layer, type LayerContext, type LayerDefinition, type NodeId } from 'clew';
import type { Append, LogMessages, LogRecord, Positions, WireMessages } from './messages.ts';

/**
 * When the members of a group commit.
 *
 * - `before` a record is handled: at most once.
 * - `after` it, and after all that was appended meanwhile has been acknowledged: at least once.
 * - `with-output`, in one write with what was appended meanwhile: what is in the log comes out exactly once.
 */
export type CommitPolicy = 'before' | 'after' | 'with-output';

/** All of these. */
export const commitPolicies: readonly CommitPolicy[] = ['before', 'after', 'with-output'];

/** How patient a group is, in ticks. By default as it has to be where a message takes one tick, and one of them may be lost. */
export interface GroupTiming {
  /** Between two fetches, which are heartbeats as well; 3 by default. */
  readonly pollTicks: number;
  /** Who has not been heard for so long is out: more than two fetches; 7 by default. */
  readonly sessionTicks: number;
  /** So long a new generation waits for the members to join again: until each has fetched, been told, and joined; 7 by default. */
  readonly rebalanceTicks: number;
}

/** What a member has to know. */
export interface Membership extends GroupTiming {
  readonly broker: NodeId;
  readonly group: string;
  readonly partitions: readonly string[];
  readonly commit: CommitPolicy;
  readonly partitionOf: (key: string) => string;
}

/** The kind of observation that says that a member hands up a record. */
export const handledKind = 'log: handled';

/** What is observed of a record that is handed up. */
export interface Handled {
  readonly broker: NodeId;
  readonly group: string;
  readonly generation: number;
  readonly partition: string;
  readonly offset: number;
}

/** The kind of observation that says what came of a record, where it is committed together with that. */
export const outputKind = 'log: output';

/** What is observed of a record that has been handed up. */
export interface Output extends Omit<Handled, 'generation'> {
  /** How many records were appended on the way. */
  readonly appended: number;
}

/** Records that are being dealt with: the next are fetched when their commit has been confirmed. */
interface Batch {
  readonly records: readonly LogRecord[];
  /** Where one is when they have been dealt with. */
  readonly positions: Positions;
  readonly output: readonly Append[];
}

interface State {
  /** The generation it belongs to; 0 for none yet. */
  generation: number;
  /** Whether it waits for a new generation. */
  joining: boolean;
  positions: Positions;
  batch: Batch | undefined;
  /** What the component appends while it handles a record, and which one; undefined otherwise. */
  handling: { readonly source: string; output: Append[] } | undefined;
  /** Whether something that it has appended meanwhile is still to be acknowledged: nothing is committed before that. */
  unflushed: boolean;
}

interface Disk {
  /** Counts the lives of the member, so that the broker can tell one that starts again from one that repeats itself. */
  life: number;
}

type Member = LayerContext<State, Disk>;

/** Puts a member of a group under a component: it is handed the records of those partitions that the group assigns to it. */
export function memberUnder<Inner extends Component>(inner: Inner, membership: Membership) {
  const { commit, partitionOf } = membership;
  return layer<Inner, State, Disk>(inner, {
    name: 'member',
    state: () => ({ generation: 0, joining: true, positions: {}, batch: undefined, handling: undefined, unflushed: false }),
    disk: () => ({ life: 0 }),

    start(node) {
      node.disk.life++;
      proceed(node, membership);
      // Later than usual: a group that is new waits a little for more members.
      node.after(membership.pollTicks + 1, 'poll');
    },

    send(node, to, type, payload) {
      const { handling } = node.state;
      if (type !== 'append' || handling === undefined) return node.send(to, type, payload);
      if (commit !== 'with-output') {
        node.state.unflushed = true;
        return node.send(to, type, payload);
      }

      const { key, value } = payload as LogMessages<unknown>['append'];
      const partition = partitionOf(key);
      const sequence = 1 + handling.output.filter((before) => before.partition === partition).length;
      const origin = { source: handling.source, epoch: node.state.generation, sequence };
      handling.output.push({ partition, key, value, origin, idempotent: true });
    },

    receive: (node, type, payload, from) => node.deliver(type, payload, from),

    on: answersTo(membership),
    timers: { poll: (node) => poll(node, membership) },
  });
}

// What the broker answers, and the producer underneath.
function answersTo(membership: Membership): NonNullable<LayerDefinition<State, Disk>['on']> {
  const { commit } = membership;
  return {
    assigned(node, { generation, positions }: WireMessages['assigned']) {
      const { state } = node;
      if (generation <= state.generation) return;
      state.generation = generation;
      state.positions = positions;
      state.joining = false;
      state.batch = undefined;
      proceed(node, membership);
    },

    // There is a new generation to come, or it has come without this member. What has been handled is committed first.
    rejoin(node, { generation }: WireMessages['rejoin']) {
      const { state } = node;
      if (generation !== state.generation || state.joining) return;
      if (state.batch !== undefined && !state.unflushed) sendCommit(node, membership, state.batch);
      state.joining = true;
      proceed(node, membership);
    },

    fetched(node, { generation, records }: WireMessages['fetched']) {
      const { state } = node;
      if (generation !== state.generation || state.joining || state.batch !== undefined) return;
      const next = records.filter(({ partition, offset }) => offset >= state.positions[partition]!);
      if (next.length === 0) return;
      const output = commit === 'before' ? [] : handle(node, membership, next);
      state.batch = { records: next, positions: positionsAfter(state.positions, next), output };
      proceed(node, membership);
    },

    committed(node, { generation, positions }: WireMessages['committed']) {
      const { batch } = node.state;
      if (generation !== node.state.generation || batch === undefined || !isSame(positions, batch.positions)) return;
      node.state.batch = undefined;
      node.state.positions = positions;
      if (commit === 'before') handle(node, membership, batch.records);
      proceed(node, membership);
    },

    // The producer underneath has nothing left to be acknowledged.
    flushed(node) {
      node.state.unflushed = false;
      if (node.state.batch !== undefined) proceed(node, membership);
    },
  };
}

/** Hands the records up, one by one; returns what the component has appended meanwhile, where that is held back. */
function handle(node: Member, { broker, group, commit }: Membership, records: readonly LogRecord[]): Append[] {
  return records.flatMap((record) => {
    const { partition, offset } = record;
    node.record(handledKind, { broker, group, generation: node.state.generation, partition, offset } satisfies Handled);
    node.state.handling = { source: `${group} ${partition} ${offset}`, output: [] };
    node.deliver('record', record, broker);
    const { output } = node.state.handling;
    node.state.handling = undefined;
    if (commit === 'with-output') node.record(outputKind, { broker, group, partition, offset, appended: output.length } satisfies Output);
    return output;
  });
}

function poll(node: Member, membership: Membership): void {
  proceed(node, membership);
  node.after(membership.pollTicks, 'poll');
}

/** Asks the broker for whatever comes next; again, if the answer does not come. A fetch also shows that the member lives. */
function proceed(node: Member, membership: Membership): void {
  const { batch, generation, joining, positions, unflushed } = node.state;
  const { broker, group, partitions, sessionTicks, rebalanceTicks } = membership;
  if (joining) node.send(broker, 'join', { group, partitions, life: node.disk.life, sessionTicks, rebalanceTicks });
  else if (batch !== undefined && !unflushed) sendCommit(node, membership, batch);
  else node.send(broker, 'fetch', { group, generation, positions });
}

function sendCommit(node: Member, { broker, group }: Membership, { positions, output }: Batch): void {
  node.send(broker, 'commit', { group, generation: node.state.generation, positions, output });
}

// An answer starts where it was asked for, and leaves nothing out.
function positionsAfter(positions: Positions, records: readonly LogRecord[]): Positions {
  return { ...positions, ...Object.fromEntries(records.map(({ partition, offset }) => [partition, offset + 1])) };
}

function isSame(some: Positions, others: Positions): boolean {
  return Object.entries(others).every(([partition, offset]) => some[partition] === offset);
}
