/**
 * The problem that commit protocols solve, after Bernstein, Hadzilacos & Goodman (1987), section 7.3.
 *
 * A coordinator and participants vote and come to one decision. Decisions are final, and those of processes that have
 * died since count as well: they may already have been acted upon. A process that crashes stays down here, so nothing
 * is logged: recovery is another chapter.
 */
import { always, type Component, eventually } from 'clew';

/** What a participant thinks of the transaction. */
export type Vote = 'yes' | 'no';

/** What becomes of the transaction. */
export type Decision = 'commit' | 'abort';

/** A process that comes to a decision. */
export interface Decider {
  decision: Decision | undefined;
}

/** A process that votes first. Once it has voted yes it is prepared: it can no longer decide by itself. */
export interface Voter extends Decider {
  vote: Vote | undefined;
}

/** What the commit protocols are measured by. */
export function atomicCommitment(coordinator: Component<Decider>, participant: Component<Voter>) {
  return {
    termination: eventually('every live prepared participant decides', (world) =>
      world.living(participant).every(({ vote, decision }) => vote !== 'yes' || decision !== undefined),
    ),
    agreement: always('no two processes decide differently', (world) => {
      const processes = [...world.members(coordinator), ...world.members(participant)];
      const decisions = processes.flatMap(({ state }) => state.decision ?? []);
      return new Set(decisions).size <= 1;
    }),
    // Given that somebody commits, and somebody does where nothing fails: a protocol that always aborts is none.
    validity: always('if anyone commits, all have voted yes', (world) => world.members(participant).every(({ state }) => state.vote === 'yes'), {
      given: (world) => [...world.members(coordinator), ...world.members(participant)].some(({ state }) => state.decision === 'commit'),
    }),
  };
}
