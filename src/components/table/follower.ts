/**
 * A follower of a table's log: a derived copy, after Kleppmann (2017), chapter 11, "Change data capture".
 *
 * It asks for what comes after its position, again and again, and notes the new position in the same write in which it
 * changes the copy. Assumes of the table only that positions grow.
 */
import { always, type Component, eventually, type NodeContext, type NodeId, type NodeView, type Outcome, protocol, type World } from 'clew';
import { endOf } from './log.ts';
import type { Change, Entry, Procedures, TableMessages } from './messages.ts';
import type { Table } from './table.ts';

type Timers = { follow: null };
type Node<Row, View> = NodeContext<TableMessages<Procedures<Row>, Row>, Timers, CopyHolder<View>, CopyHolder<View>>;

/** A derived copy, and how much of the log is in it. */
export interface Copy<View> {
  readonly view: View;
  /** The first position that is not in it; undefined before a first snapshot has come. */
  readonly position: number | undefined;
}

/** Where a follower keeps its copy: in its memory or on its disk, and then the other one is empty. */
export interface CopyHolder<View> {
  copy: Copy<View> | undefined;
}

/** What a follower does. */
export interface FollowerDefinition<Row, View> {
  /** The table that it follows, and the node where that is. */
  readonly table: Table<Row>;
  readonly at: NodeId;
  /** Whether it begins with the start of the log, or with a snapshot of all rows. */
  readonly begin?: 'log' | 'snapshot';
  /** Where the copy is kept. What was in memory is made anew after a restart. */
  readonly keep?: 'disk' | 'memory';
  /** How often it asks, in ticks; 3 by default. */
  readonly every?: number;
  /** The copy of an empty table. */
  readonly empty: View;
  /** The copy with one more change in it: a new one, for the old one stays as it was. */
  readonly apply: (view: View, change: Change<Row>) => View;
}

/** A follower: a component, and what it promises. */
export interface Follower<View> extends Component<CopyHolder<View>, CopyHolder<View>> {
  readonly guarantees: { readonly faithful: Outcome; readonly caughtUp: Outcome };
  /** The copy of one of its nodes. */
  copyOf(node: NodeView<CopyHolder<View>, CopyHolder<View>>): Copy<View>;
}

/** Makes a component that keeps a copy of a table by following its log. */
export function follower<Row, View>(definition: FollowerDefinition<Row, View>): Follower<View> {
  const { at, begin = 'log', keep = 'disk', every = 3, empty, apply } = definition;
  const { component } = protocol<TableMessages<Procedures<Row>, Row>, Timers>();
  const blank: Copy<View> = { view: empty, position: begin === 'log' ? 0 : undefined };
  const holderOf = (node: Pick<Node<Row, View>, 'disk' | 'state'>): CopyHolder<View> => (keep === 'disk' ? node.disk : node.state);

  const ask = (node: Node<Row, View>): void => {
    const { position } = holderOf(node).copy!;
    if (position === undefined) node.send(at, 'snapshot');
    else node.send(at, 'follow', { from: position });
    node.after(every, 'follow');
  };

  const made = component<CopyHolder<View>, CopyHolder<View>>({
    state: () => ({ copy: keep === 'memory' ? blank : undefined }),
    disk: () => ({ copy: keep === 'disk' ? blank : undefined }),
    start: ask,
    on: {
      rows(node, { rows, end }) {
        const holder = holderOf(node);
        if (holder.copy!.position !== undefined) return;
        const view = [...rows].reduce((before, [key, row]) => apply(before, { key, row }), empty);
        holder.copy = { view, position: end };
      },
      // An answer may be late: it may tell what is known, and what comes after something that is not.
      changes(node, { from, entries, end }) {
        const holder = holderOf(node);
        const { position, view } = holder.copy!;
        if (position === undefined || from > position || end <= position) return;
        holder.copy = { view: fold(view, apply, entries.filter((entry) => entry.position >= position)), position: end };
      },
    },
    timers: { follow: ask },
  });
  return Object.assign(made, { guarantees: guaranteesOf(made, definition, (view: Holder<View>) => holderOf(view).copy!), copyOf: (view: Holder<View>) => holderOf(view).copy! });
}

type Holder<View> = NodeView<CopyHolder<View>, CopyHolder<View>>;

function upOf<State, Disk>(component: Component<State, Disk>, world: World) {
  return world.members(component).filter(({ id }) => world.alive(id));
}

function fold<Row, View>(view: View, apply: (view: View, change: Change<Row>) => View, entries: readonly Entry<Row>[]): View {
  return entries.flatMap(({ changes }) => changes).reduce(apply, view);
}

function guaranteesOf<Row, View>(made: Component<CopyHolder<View>, CopyHolder<View>>, { table, empty, apply }: FollowerDefinition<Row, View>, copyOf: (view: Holder<View>) => Copy<View>): Follower<View>['guarantees'] {
  const isFaithful = (log: readonly Entry<Row>[], { position, view }: Copy<View>): boolean => {
    if (position === undefined || table.compacts) return true;
    return same(fold(empty, apply, log.filter((entry) => entry.position < position)), view);
  };
  return {
    faithful: always('the copy is what the log makes up to its position', (world) => world.members(table).every(({ disk: { log } }) => world.members(made).every((view) => isFaithful(log, copyOf(view)))), { of: 'follower' }),
    caughtUp: eventually(
      'the copy has everything that is in the log, if both are up',
      (world) => upOf(table, world).every(({ disk: { log } }) => upOf(made, world).every((view) => copyOf(view).position === endOf(log))),
      { of: 'follower' },
    ),
  };
}

/** Whether two views are the same; the order of keys in maps does not matter. */
function same(one: unknown, other: unknown): boolean {
  const sorted = (_key: string, value: unknown) => (value instanceof Map ? [...(value as Map<string, unknown>)].sort(([a], [b]) => (a < b ? -1 : 1)) : value);
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}
