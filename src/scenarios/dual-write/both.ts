/**
 * An application that writes to a database and to an index, after Kleppmann (2017), chapter 11, "Keeping systems in
 * sync".
 *
 * Two clients write the same key, each to both, and each repeats what is not confirmed. Either store is sound. But
 * nobody sees to it that both take the two writes in the same order, or that both take them at all: a late message or
 * a client that stops in between leaves them apart for good. `dual-write/log-derived` lets one of the two decide.
 */
import { eventually, type NodeContext, protocol, type World } from 'clew';
import { replay, type Rows, table, type TableMessages, unheeded } from 'clew/components';

/** What can be done to a store. */
export const procedures = { set: (rows: Rows<string>, { key, value }: { key: string; value: string }) => rows.set(key, value) };

type Messages = TableMessages<typeof procedures>;
type Timers = { repeat: null };

const { component, scenario } = protocol<Messages, Timers>();

/** Writes its own name to these stores, and repeats what is not confirmed. */
export function writer(...stores: readonly string[]) {
  const write = (node: NodeContext<Messages, Timers, { confirmed: Set<string> }, object>) => {
    const open = stores.filter((store) => !node.state.confirmed.has(store));
    for (const store of open) node.send(store, 'run', { transaction: 'write', procedure: 'set', argument: { key: 'x', value: node.id } });
    if (open.length > 0) node.after(4, 'repeat');
  };
  return component({
    state: () => ({ confirmed: new Set<string>() }),
    start: write,
    on: { ...unheeded, committed: (node, _, store) => void node.state.confirmed.add(store) },
    timers: { repeat: write },
  });
}

const database = table({ procedures });
const index = table({ procedures });
const client = writer('database', 'index');

/** What the dual-write family is measured by, given how to read the index. */
export function agreement(databases: typeof database, indexOf: (world: World) => ReadonlyMap<string, string>) {
  return eventually(
    'once it is quiet, database and index, if both are up, have the same',
    (world) =>
      world.members(databases).every(({ disk }) => {
        const [rows, entries] = [replay(disk.log), indexOf(world)];
        return rows.size === entries.size && [...rows].every(([key, value]) => entries.get(key) === value);
      }),
    { given: (world) => world.alive('database') && world.alive('index') },
  );
}

/** Each client writes to both stores. */
export const both = scenario({
  name: 'dual-write/both',
  summary: 'clients write to the database and to the index',
  source: 'Kleppmann (2017), chapter 11, "Keeping systems in sync"',
  nodes: { database, index, ann: client, bob: client },
  bounds: { crashes: 1, drops: 1, depth: 1 },
  outcomes: { agreement: agreement(database, (world) => replay(world.members(index)[0]!.disk.log)) },
  known: [
    { outcome: 'agreement', defers: 1, verdict: 'broken', faults: ['defer:ann:database:run@1~1'], sets: 11, because: 'the stores take the two writes in different orders' },
    { outcome: 'agreement', crashes: 1, verdict: 'broken', faults: ['crash:bob/start.1'], sets: 1, because: 'a client stops between its two writes' },
    { outcome: 'agreement', drops: 1, verdict: 'broken', faults: ['drop:ann:index:run@1'], sets: 4, because: 'a write that is repeated comes after one that was made later' },
  ],
});
