import { type Component, eventually, type NodeContext, type NodeView, protocol } from 'clew';
import { replay, type Rows, table, type TableMessages, unheeded } from 'clew/components';

/** An account: where it stands, and the deposit that has brought it there. */
export type Account = { balance: number; deposit: number };

/** How much of which account. */
export type Balances = ReadonlyMap<string, number>;

/** What can be done to the accounts. */
export const procedures = {
  deposit(rows: Rows<Account>, { account, amount }: { account: string; amount: number }) {
    const balance = rows.get(account)?.balance ?? 0;
    rows.set(account, { balance: balance + amount, deposit: amount });
  },
};

/** What is said in the cdc family. */
export type Messages = TableMessages<typeof procedures>;

type Timers = { deposit: null };

const { component } = protocol<Messages, Timers>();

const deposits = [
  { account: 'a', amount: 5 },
  { account: 'b', amount: 3 },
  { account: 'a', amount: 7 },
];

const deposit = (node: NodeContext<Messages, Timers, { done: number }, object>) => {
  const argument = deposits[node.state.done++]!;
  node.send('database', 'run', { transaction: `deposit ${node.state.done}`, procedure: 'deposit', argument });
  if (node.state.done < deposits.length) node.after(4, 'deposit');
};

/** Deposits one sum after the other, and does not ask what became of it. */
export const writer = component({
  state: () => ({ done: 0 }),
  start: deposit,
  on: unheeded,
  timers: { deposit },
});

/** A database whose log keeps everything. */
export const database = table({ procedures });

/** What is to come of the deposits, once all have been made. */
export function deposited(source: typeof database) {
  return eventually(
    'the source has each deposit once',
    (world) =>
      world.members(source).every(({ disk: { log } }) => {
        const rows = replay(log);
        return deposits.every(({ account }) => rows.get(account)?.balance === sumFor(account));
      }),
    { of: 'source' },
  );
}

function sumFor(account: string): number {
  return deposits.filter((one) => one.account === account).reduce((sum, { amount }) => sum + amount, 0);
}

/** What the cdc family is measured by, given how to read the copy of a node. */
export function convergence<State, Disk>(source: typeof database, copier: Component<State, Disk>, balancesOf: (node: NodeView<State, Disk>) => Balances) {
  return eventually(
    'once it is quiet, the copy is what the source is',
    (world) =>
      world.members(source).every(({ disk: { log } }) => {
        const rows = [...replay(log)].map(([account, { balance }]) => [account, balance] as const);
        return world.members(copier).every((node) => {
          const balances = balancesOf(node);
          return balances.size === rows.length && rows.every(([account, balance]) => balances.get(account) === balance);
        });
      }),
    // A copy of nothing is no copy.
    { given: (world) => world.members(source).some(({ disk: { log } }) => log.length > 0) },
  );
}
