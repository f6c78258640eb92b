import { eventually, type Scenario, scenario } from 'clew';
import { componentOf, type PlainDefinition } from './shape.ts';

interface Leading {
  round: number;
  readonly entries: number[];
  /** How many entries each follower has said it holds. */
  readonly held: Map<string, number>;
}

interface Following {
  readonly entries: number[];
}

/** Rounds after the last entry in which the leader repeats what has been lost. */
const repairRounds = 3;

/** In each round the leader takes an entry, and sends to each follower what it is not known to hold; followers answer how much they hold. */
function leader(rounds: number): PlainDefinition<Leading> {
  return {
    state: () => ({ round: 0, entries: [], held: new Map() }),
    start(node) {
      node.after(1, 'round');
    },
    on: {
      holds(node, count: number, from) {
        if ((node.state.held.get(from) ?? 0) < count) node.state.held.set(from, count);
      },
    },
    timers: {
      round(node) {
        const { entries, held } = node.state;
        node.state.round++;
        if (node.state.round <= rounds - repairRounds) entries.push(node.state.round);
        for (const other of node.others) {
          const first = held.get(other) ?? 0;
          node.send(other, 'append', { first, entries: entries.slice(first) });
        }
        // The answers to this round are there before the next one.
        if (node.state.round < rounds) node.after(3, 'round');
      },
    },
  };
}

const follower: PlainDefinition<Following> = {
  state: () => ({ entries: [] }),
  on: {
    append(node, { first, entries }: { first: number; entries: readonly number[] }, from) {
      const known = node.state.entries.length;
      if (first <= known) node.state.entries.push(...entries.slice(known - first));
      node.send(from, 'holds', node.state.entries.length);
    },
  },
};

const followers = componentOf(follower);

/** Steps of a run with so many nodes and rounds: two for each follower and one for the leader in each round, and its start. */
const stepsOf = (nodes: number, rounds: number): number => 1 + rounds * (2 * (nodes - 1) + 1);

/** A log that one node copies to all others, on so many nodes and for about so many steps. */
export function replicatedLog(nodes: number, steps: number): Scenario {
  const rounds = Math.max(repairRounds + 1, Math.round((steps - 1) / (stepsOf(nodes, 1) - 1)));
  const leading = componentOf(leader(rounds));
  const last = 3 * rounds;
  return scenario({
    name: `bench/replicated-log-${nodes}-${stepsOf(nodes, rounds)}`,
    nodes: { leader: leading, ...Object.fromEntries(Array.from({ length: nodes - 1 }, (_, index) => [`f${index + 1}`, followers])) },
    bounds: { until: last, horizon: last + 3, crashes: 1, drops: 2 },
    outcomes: {
      copied: eventually('all that are up hold the whole log, unless the leader is down', (world) =>
        world.living(leading).length === 0 || world.living(followers).every(({ entries }) => entries.length === rounds - repairRounds)),
    },
  });
}
