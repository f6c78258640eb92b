/**
 * `partitioned-transfer/request-id` with validation through the log, after Kleppmann (2017), chapter 12, "Multi-partition
 * request processing".
 *
 * A request goes to the partition of the account that pays, among all that concerns this account, in one order. The
 * account accepts it if it is covered, and passes the credit on to the other's partition; again after a restart, as it
 * decides the same whenever it reads the same.
 */
import { protocol } from 'clew';
import { type AccountState, logOf, type Messages, opening, requests, transfers } from './no-id.ts';

const { component, scenario } = protocol<Messages>();

const customer = component({
  start: (node) => node.send('log', 'append', { key: requests[node.id]!.from, value: requests[node.id]! }),
});

const account = component<AccountState>({
  state: () => ({ balance: opening, applied: [], refused: [] }),
  on: {
    record({ state, send, record }, { value }) {
      const { id, amount } = value;
      if (state.applied.includes(id) || state.refused.includes(id)) return;

      const isDebit = 'to' in value;
      if (isDebit && amount > state.balance) return void state.refused.push(id);
      state.balance += isDebit ? -amount : amount;
      record('balance', state.balance);
      state.applied.push(id);
      if (isDebit) send('log', 'append', { key: value.to, value: { id, amount } });
    },
  },
});

const log = logOf();

/** The account that pays validates the request. */
export const noOverdraft = scenario({
  name: 'partitioned-transfer/no-overdraft',
  summary: 'the account that pays validates the request, in the order of its log',
  source: 'Kleppmann (2017), chapter 12, "Multi-partition request processing"',
  nodes: {
    log: log.broker,
    c1: log.producer(customer),
    c2: log.producer(customer),
    A: log.producer(log.reader(account, { partitions: ['A'] })),
    B: log.producer(log.reader(account, { partitions: ['B'] })),
  },
  bounds: { restarts: 1, drops: 1, depth: 2, until: 8, horizon: 27, durations: [4] },
  outcomes: transfers(account),
  known: [
    { outcome: 'once', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'conservation', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'booked', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'solvency', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
  ],
});
