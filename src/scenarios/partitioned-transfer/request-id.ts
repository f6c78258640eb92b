/**
 * `partitioned-transfer/no-id` with the name of the request in both entries, after Kleppmann (2017), chapter 12,
 * "Multi-partition request processing" and "Operation identifiers".
 *
 * The customer names its request, and an account applies each name once. Nobody checks the balance: what order the
 * requests come in decides whether an account is overdrawn.
 */
import { protocol } from 'clew';
import { type AccountState, customer, logOf, type Messages, opening, splitter, transfers } from './no-id.ts';

const { component, scenario } = protocol<Messages>();

const account = component<AccountState>({
  state: () => ({ balance: opening, applied: [], refused: [] }),
  on: {
    record({ state, record }, { value: { id, amount } }) {
      if (state.applied.includes(id)) return;
      state.balance += amount;
      record('balance', state.balance);
      state.applied.push(id);
    },
  },
});

const log = logOf();
const splitters = log.group('splitters', { commit: 'after', partitions: ['requests'] });

/** An account applies each request once. */
export const requestId = scenario({
  name: 'partitioned-transfer/request-id',
  summary: 'a request becomes two entries with its name, which an account applies once',
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
    { outcome: 'once', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'conservation', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    { outcome: 'booked', restarts: 1, drops: 1, depth: 2, verdict: 'survives' },
    {
      outcome: 'solvency',
      drops: 1,
      verdict: 'broken',
      faults: ['drop:c1:log:produce@1'],
      sets: 1,
      because: 'the second transfer comes before the first which covers it',
    },
  ],
});
