/** Raft, after Ongaro & Ousterhout (2014), Figure 3: what is true at all times. */
import { always, eventually, type NodeView, type World } from 'clew';
import type { Disk, Entry, State } from './server-state.ts';

type Election = { term: number; log: readonly Entry[] };
type Commitment = { term: number; index: number; entry: Entry };
type Application = { index: number; command: string };

const serversOf = (world: World): NodeView<State, Disk>[] => Object.values(world.nodes);

const pairsOf = <Item>(items: readonly Item[]): [Item, Item][] => items.flatMap((one, place) => items.slice(place + 1).map((other): [Item, Item] => [one, other]));

const isSame = (one: Entry | undefined, other: Entry | undefined) => one?.term === other?.term && one?.command === other?.command;

/** The safety properties. The fifth of Figure 3, that a leader only appends to its log, speaks of the algorithm rather than of its result. */
export const properties = {
  electionSafety: always('at most one leader is elected in a term', (world) => {
    const terms = world.observed<Election>('elected').map(({ value }) => value.term);
    return new Set(terms).size === terms.length;
  }),
  logMatching: always('two logs with an entry of the same index and term are the same up to there', (world) =>
    pairsOf(serversOf(world).map(({ disk }) => disk.log)).every(([one, other]) => {
      const agreed = one.findLastIndex(({ term }, place) => term === other[place]?.term);
      return one.slice(0, agreed + 1).every((entry, place) => isSame(entry, other[place]));
    }),
  ),
  leaderCompleteness: always('what was committed is in the logs of the leaders of all later terms', (world) => {
    const commitments = world.observed<Commitment>('committed').map(({ value }) => value);
    const elections = world.observed<Election>('elected').map(({ value }) => value);
    return elections.every(({ term, log }) => commitments.every((committed) => term <= committed.term || isSame(log[committed.index - 1], committed.entry)));
  }),
  stateMachineSafety: always('no two servers apply different commands for the same index', (world) =>
    pairsOf(world.observed<Application>('applied')).every(([{ value: one }, { value: other }]) => one.index !== other.index || one.command === other.command),
  ),
};

/** That something good happens at all, once faults have ceased. */
export const progress = eventually('a leader lives, and what it has taken is applied by every server that lives', (world) => {
  const living = serversOf(world).filter(({ id }) => world.alive(id));
  const leaders = living.filter(({ state }) => state.role === 'leader');
  return leaders.length > 0 && leaders.every(({ disk: { log, term } }) => log.at(-1)?.term === term && living.every(({ state }) => state.commitIndex === log.length));
});
