/**
 * Transactions on the ready-made table, after Bernstein, Hadzilacos & Goodman (1987), chapter 3, and Kleppmann (2017),
 * chapter 7.
 *
 * Two clients transfer money between the same two accounts in opposite directions, one of them all that was there at first, in two
 * steps that keep their locks in between: they wait for each other, one is aborted and tries again. A third reads an account, and opens one, then
 * one under a name that is taken. Whatever fails, what has committed is as if one had come after the other.
 */
import { always, eventually, type NodeContext, protocol } from 'clew';
import { replay, type Rows, table, type TableMessages, unheeded } from 'clew/components';

type Account = { owner: string; balance: number };
type Messages = TableMessages<typeof procedures>;
type Timers = { again: null };
type Client = NodeContext<Messages, Timers, { tries: number; isDone: boolean }, object>;

const { component, scenario } = protocol<Messages, Timers>();

const procedures = {
  add(rows: Rows<Account>, { account, amount }: { account: string; amount: number }) {
    const { owner, balance } = rows.get(account)!;
    if (balance + amount < 0) rows.abort('not enough');
    rows.set(account, { owner, balance: balance + amount });
  },
  read: (rows: Rows<Account>, account: string) => rows.get(account)?.balance,
  open: (rows: Rows<Account>, owner: string) => rows.set(`of ${owner}`, { owner, balance: 0 }),
};

const bank = table({
  rows: { a: { owner: 'ann', balance: 100 }, b: { owner: 'bob', balance: 50 } },
  unique: { owner: ({ owner }) => owner },
  procedures,
});

// Withdraw here and deposit there, in one transaction; from the start again when it comes to nothing.
function client(from: string, to: string, amount: number) {
  const begin = (node: Client) => {
    node.state.tries++;
    node.send('bank', 'run', { transaction: `transfer ${node.state.tries}`, procedure: 'add', argument: { account: from, amount: -amount }, hold: true });
  };
  return component({
    state: () => ({ tries: 0, isDone: false }),
    start: begin,
    on: {
      ...unheeded,
      ran: (node, { transaction }) => node.send('bank', 'run', { transaction, step: 2, procedure: 'add', argument: { account: to, amount } }),
      committed: (node) => void (node.state.isDone = true),
      aborted: (node) => (node.state.tries < 3 ? node.after(node.id === 'x' ? 1 : 3, 'again') : undefined),
    },
    timers: { again: begin },
  });
}

// Reads an account, keeps it locked, and opens one more; then one under a name that is taken.
const opener = component({
  state: () => ({ isRefused: false }),
  start: (node) => node.send('bank', 'run', { transaction: 'open', procedure: 'read', argument: 'a', hold: true }),
  on: {
    ...unheeded,
    ran: (node) => node.send('bank', 'run', { transaction: 'open', step: 2, procedure: 'open', argument: 'cat' }),
    committed: (node) => node.send('bank', 'run', { transaction: 'open again', procedure: 'open', argument: 'ann' }),
    aborted: (node) => void (node.state.isRefused = true),
  },
});

// All that a table claims to bear.
const everything = { crashes: 1, defers: 1, drops: 2, dups: 1, isolations: 1, pauses: 1, restarts: 1, depth: 2 } as const;

/** Two transfers that get into each other's way. */
export const transactions = scenario({
  name: 'table/transactions',
  summary: 'a table: transfers that wait for each other\'s locks',
  source: 'Bernstein, Hadzilacos & Goodman (1987), chapters 3 and 6; Kleppmann (2017), chapter 7',
  nodes: { bank, opener, x: client('a', 'b', 30), y: client('b', 'a', 50) },
  bounds: { crashes: 1, drops: 2, until: 6, horizon: 32, depth: 2, durations: [9], deferrals: [2] },
  outcomes: {
    ...bank.guarantees,
    transferred: eventually(
      'both transfers are done, one account is open, and the other is refused',
      (world) => ['x', 'y'].every((id) => world.nodes[id].state.isDone as boolean) && world.members(opener).every(({ state }) => state.isRefused) && world.members(bank).every(({ disk }) => disk.log.length === 4),
    ),
    conservation: always('the money in the log is what was there at first', (world) =>
      world.members(bank).every(({ disk }) => [...replay(disk.log).values()].reduce((sum, { balance }) => sum + balance, 0) === 150),
    ),
  },
  known: [
    { outcome: 'durable', ...everything, verdict: 'survives' },
    { outcome: 'logFirst', ...everything, verdict: 'survives' },
    { outcome: 'serializable', ...everything, verdict: 'survives' },
    { outcome: 'unique', ...everything, verdict: 'survives' },
    { outcome: 'ends', ...everything, verdict: 'survives' },
    { outcome: 'conservation', ...everything, verdict: 'survives' },
    { outcome: 'transferred', drops: 1, verdict: 'broken', faults: ['drop:bank:opener:ran@1'], sets: 10, because: 'a client waits for an answer, and does not ask again' },
  ],
});
