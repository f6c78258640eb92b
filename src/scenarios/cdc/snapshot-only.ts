/**
 * A copy that begins with a snapshot of which nobody knows the position, after Kleppmann (2017), chapter 11, "Initial
 * snapshot".
 *
 * It takes a snapshot and follows the changes from then on. Which changes come from then on is another question to the
 * database, and is answered later; what is written between the two answers is in neither.
 * `cdc/snapshot-position` goes on where the snapshot ends.
 */
import { type NodeContext, protocol } from 'clew';
import { type Balances, convergence, database, type Messages, writer } from './source.ts';

type Timers = { ask: null };
type State = { balances: Balances | undefined; position: number | undefined };

const { component, scenario } = protocol<Messages, Timers>();

function ask(node: NodeContext<Messages, Timers, State, object>): void {
  const { balances, position } = node.state;
  if (balances === undefined) node.send('database', 'snapshot');
  else node.send('database', 'follow', { from: position ?? 'end' });
  node.after(3, 'ask');
}

const copier = component<State>({
  state: () => ({ balances: undefined, position: undefined }),
  start: ask,
  on: {
    rows(node, { rows }) {
      node.state.balances ??= new Map([...rows].map(([account, { balance }]) => [account, balance]));
    },
    changes(node, { from, entries, end }) {
      const { position = from, balances = new Map() } = node.state;
      if (from > position || end <= position) return void (node.state.position = position);
      const changes = entries.filter((entry) => entry.position >= position).flatMap((entry) => entry.changes);
      node.state.balances = new Map([...balances, ...changes.map(({ key, row }) => [key, row!.balance] as const)]);
      node.state.position = end;
    },
  },
  timers: { ask },
});

/** Follows from wherever the log happens to end. */
export const snapshotOnly = scenario({
  name: 'cdc/snapshot-only',
  summary: 'a snapshot, and the changes from some time after it on',
  source: 'Kleppmann (2017), chapter 11, "Initial snapshot"',
  nodes: { database, writer, copier },
  bounds: { drops: 2, until: 12, horizon: 32, durations: [4], deferrals: [2] },
  outcomes: { convergence: convergence(database, copier, ({ state }) => state.balances ?? new Map()) },
  known: [
    { outcome: 'convergence', drops: 1, verdict: 'broken', faults: ['drop:copier:database:follow@1'], sets: 4, because: 'a deposit is made after the snapshot and before the copier has asked for what comes next' },
    { outcome: 'convergence', defers: 1, verdict: 'broken', faults: ['defer:copier:database:follow@1~2'], sets: 4 },
    { outcome: 'convergence', restarts: 1, verdict: 'broken', faults: ['restart:copier/ask@1~4'], sets: 10 },
  ],
});
