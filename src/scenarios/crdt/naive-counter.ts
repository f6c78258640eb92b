/**
 * A counter whose replicas tell each other how much to add, and add it: an operation-based counter as in Shapiro,
 * Preguiça, Baquero & Zawirski (2011), section 3.1.1, on a network that does not deliver exactly once.
 *
 * Additions commute, so their order does not matter; but one that arrives twice is counted twice. `crdt/g-counter`
 * sends counts instead, of which it does no harm to have heard before.
 */
import { protocol } from 'clew';
import { eventualConsistency, type ReplicaState, type Update } from './gossip.ts';

interface Addition extends Update {
  readonly amount: number;
}

const { component, scenario } = protocol<{ add: Addition }, { update: Addition }>();

const updates: readonly Addition[] = [
  { name: 'a1', at: 'a', tick: 1, amount: 1 },
  { name: 'b1', at: 'b', tick: 1, amount: 2 },
  { name: 'a2', at: 'a', tick: 4, amount: 4 },
];

function add({ state }: { state: ReplicaState<{ value: number }> }, { name, amount }: Addition): void {
  state.payload.value += amount;
  state.seen.add(name);
}

const replica = component<ReplicaState<{ value: number }>>({
  state: () => ({ payload: { value: 0 }, seen: new Set() }),
  start(node) {
    for (const update of updates) if (update.at === node.id) node.after(update.tick, 'update', update);
  },
  timers: {
    update(node, update) {
      add(node, update);
      node.broadcast('add', update);
      node.record('acknowledged', update.amount);
    },
  },
  on: { add },
});

/** Replicas that add what they are told. */
export const naiveCounter = scenario({
  name: 'crdt/naive-counter',
  summary: 'replicas that add what they are told',
  source: 'Shapiro, Preguiça, Baquero & Zawirski (2011), section 3.1.1',
  nodes: { a: replica, b: replica, c: replica },
  bounds: { dups: 2, defers: 2, depth: 2 },
  outcomes: eventualConsistency(
    replica,
    ({ value }) => String(value),
    ({ value }, acknowledged: readonly number[]) => value === acknowledged.reduce((sum, amount) => sum + amount, 0),
  ),
  known: [
    { outcome: 'agreement', dups: 1, verdict: 'broken', faults: ['dup:a:b:add@1'], sets: 6 },
    {
      outcome: 'durability',
      dups: 1,
      verdict: 'broken',
      faults: ['dup:a:b:add@1'],
      sets: 6,
      because: 'what arrives twice is added twice',
    },
    { outcome: 'agreement', defers: 2, verdict: 'survives', because: 'additions commute' },
    { outcome: 'durability', defers: 2, verdict: 'survives' },
  ],
});
