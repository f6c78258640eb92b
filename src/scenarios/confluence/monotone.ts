/**
 * Deadlock detection, the example of a monotone problem of Hellerstein & Alvaro (2020).
 *
 * Machines report which transaction waits for which. A cycle that has been found stays one, whatever else is reported:
 * more input never takes output back, so no order of the reports has to be waited for.
 */
import { confluent, protocol } from 'clew';

type Wait = { waiter: string; holder: string };

const { component, scenario } = protocol<{ waits: Wait }>();

/** A machine that reports who waits for whom. */
export const machine = (waits: readonly Wait[]) =>
  component({
    start(node) {
      for (const wait of waits) node.send('detector', 'waits', wait);
    },
  });

// Whom a transaction waits for, directly or not.
function reachedFrom(start: string, waits: ReadonlyMap<string, ReadonlySet<string>>, reached = new Set<string>()): Set<string> {
  for (const holder of waits.get(start) ?? []) {
    if (reached.has(holder)) continue;
    reached.add(holder);
    reachedFrom(holder, waits, reached);
  }
  return reached;
}

/** Finds who waits for itself. */
export const detector = component({
  state: () => ({ waits: new Map<string, Set<string>>(), deadlocked: new Set<string>() }),
  on: {
    waits({ state }, { waiter, holder }) {
      if (!state.waits.has(waiter)) state.waits.set(waiter, new Set());
      state.waits.get(waiter)!.add(holder);
      for (const transaction of state.waits.keys()) {
        if (reachedFrom(transaction, state.waits).has(transaction)) state.deadlocked.add(transaction);
      }
    },
  },
});

/** An output that only grows. */
export const monotone = scenario({
  name: 'confluence/monotone',
  summary: 'deadlock detection: what has been found is never taken back',
  source: 'Hellerstein & Alvaro (2020)',
  nodes: {
    m1: machine([{ waiter: 't1', holder: 't2' }, { waiter: 't4', holder: 't1' }]),
    m2: machine([{ waiter: 't2', holder: 't3' }, { waiter: 't3', holder: 't1' }]),
    detector,
  },
  bounds: { defers: 2, dups: 2, depth: 2 },
  outcomes: {
    confluence: confluent('every order of the reports gives the same deadlocks', (world) => world.members(detector)[0]!.state.deadlocked, new Set(['t1', 't2', 't3'])),
  },
  known: [
    { outcome: 'confluence', defers: 2, dups: 2, depth: 2, verdict: 'survives' },
  ],
});
