/**
 * Transfers between accounts in different partitions, without a transaction across them, after Kleppmann (2017), chapter
 * 12, "Multi-partition request processing", but for its request id.
 *
 * A request is one record in the log. A splitter makes of it a debit in the one account's partition, and a credit in the
 * other's. It commits after that; started again in between, it does it again, and nobody can tell.
 * `partitioned-transfer/request-id` gives each request a name.
 */
import { always, type Component, eventually, protocol } from 'clew';
import { conserved } from 'clew/checkers';
import { type LogMessages, partitionedLog } from 'clew/components';

/** A transfer that a customer has asked for. */
export type Request = { id: string; from: Account; to: Account; amount: number };
/** A change of an account: its part of a transfer. */
export type Entry = { id: string; amount: number };
/** The accounts, each with a node and a partition of its own. */
export type Account = 'A' | 'B';
/** What customers, splitter and accounts say to the log, and are told by it. */
export type Messages = LogMessages<Request | Entry>;
/** What an account remembers: all of it comes from its partition, and is read again after a restart. */
export interface AccountState {
  balance: number;
  applied: string[];
  refused: string[];
}

const { component, scenario } = protocol<Messages>();

/** The second transfer is covered only by the first. */
export const requests: Readonly<Record<string, Request>> = {
  c1: { id: 't1', from: 'A', to: 'B', amount: 10 },
  c2: { id: 't2', from: 'B', to: 'A', amount: 15 },
};
/** What is on each account in the beginning. */
export const opening = 10;

/** Asks for its transfer. */
export const customer = component({
  start: (node) => node.send('log', 'append', { key: requests[node.id]!.id, value: requests[node.id]! }),
});

/** Makes two entries of one request. */
export const splitter = component({
  on: {
    record(node, { value }) {
      const { id, from, to, amount } = value as Request;
      node.send('log', 'append', { key: from, value: { id, amount: -amount } });
      node.send('log', 'append', { key: to, value: { id, amount } });
    },
  },
});

const account = component<AccountState>({
  state: () => ({ balance: opening, applied: [], refused: [] }),
  on: {
    record({ state, record }, { value: { id, amount } }) {
      state.balance += amount;
      record('balance', state.balance);
      state.applied.push(id);
    },
  },
});

/** The log of the family: a partition for the requests, and one for each account. */
export const logOf = () => partitionedLog({ partitions: ['requests', 'A', 'B'], partitionOf: (key) => (key === 'A' || key === 'B' ? key : 'requests') });

function changeOf(account: string, { from, amount }: Request): number {
  return account === from ? -amount : amount;
}

/** What the partitioned-transfer family is measured by. */
export function transfers(accounts: Component<AccountState>) {
  return {
    once: eventually('each transfer is applied once at both accounts, or refused', (world) =>
      Object.values(requests).every(({ id }) => {
        const refused = world.members(accounts).some(({ state }) => state.refused.includes(id));
        return world.members(accounts).every(({ state }) => state.applied.filter((applied) => applied === id).length === (refused ? 0 : 1));
      }),
    ),
    conservation: conserved({ amounts: (world) => world.members(accounts).map(({ state }) => state.balance), total: 2 * opening, title: 'money is conserved' }),
    booked: always('each balance is what was there at first, and what has been applied', (world) =>
      world.members(accounts).every(({ id: account, state: { balance, applied } }) => {
        const changes = applied.map((transfer) => changeOf(account, Object.values(requests).find(({ id }) => id === transfer)!));
        return balance === changes.reduce((sum, change) => sum + change, opening);
      }),
    ),
    solvency: always('no balance is below zero', (world) => world.observed<number>('balance').every(({ value }) => value >= 0)),
  };
}

const log = logOf();
const splitters = log.group('splitters', { commit: 'after', partitions: ['requests'] });

/** A request has no name of its own. */
export const noId = scenario({
  name: 'partitioned-transfer/no-id',
  summary: 'a request becomes two entries, which nobody knows again',
  source: 'Kleppmann (2017), chapter 12, "Multi-partition request processing"',
  nodes: {
    log: log.broker,
    c1: log.producer(customer),
    c2: log.producer(customer),
    splitter: log.producer(splitters.member(splitter)),
    A: log.reader(account, { partitions: ['A'] }),
    B: log.reader(account, { partitions: ['B'] }),
  },
  bounds: { restarts: 1, drops: 1, depth: 2, until: 8, horizon: 27, durations: [4] },
  outcomes: transfers(account),
  known: [
    { outcome: 'once', drops: 1, verdict: 'survives' },
    { outcome: 'conservation', drops: 1, verdict: 'survives' },
    { outcome: 'booked', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    {
      outcome: 'solvency',
      drops: 1,
      verdict: 'broken',
      faults: ['drop:c1:log:produce@1'],
      sets: 1,
      because: 'the second transfer comes before the first which covers it',
    },
    { outcome: 'once', restarts: 1, verdict: 'broken', faults: ['restart:splitter/log:fetched@1.1~4'], sets: 47 },
    {
      outcome: 'conservation',
      restarts: 1,
      verdict: 'broken',
      faults: ['restart:splitter/log:fetched@1.1~4'],
      sets: 2,
      because: 'the splitter makes its entries again',
    },
  ],
});
