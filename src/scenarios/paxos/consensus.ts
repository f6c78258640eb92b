/** The problem of consensus, after Lamport (2001), "Paxos Made Simple", section 2.1. */
import { always, type Component, eventually, type World } from 'clew';
import { isMajority, learner, type Proposal, type ProposerState } from './roles.ts';

/** The values of proposals that a majority of the acceptors has accepted, whatever became of it since. */
function chosenIn(world: World): readonly string[] {
  const accepted = world.observed<Proposal>('accepted');
  const acceptorsOf = (number: number) => new Set(accepted.filter(({ value }) => value.number === number).map(({ node }) => node));
  return accepted.filter(({ value }) => isMajority(acceptorsOf(value.number).size)).map(({ value: { value } }) => value);
}

/** What the paxos family is measured by. */
export function consensus(...proposers: readonly Component<ProposerState>[]) {
  return {
    validity: always('only a value that has been proposed is chosen', (world) => {
      const proposed = proposers.flatMap((proposer) => world.members(proposer).map(({ id }) => id));
      return chosenIn(world).every((value) => proposed.includes(value));
    }),
    agreement: always('only a single value is chosen', (world) => new Set(chosenIn(world)).size <= 1),
    learning: always('no learner learns a value that has not been chosen', (world) =>
      world.members(learner).every(({ state: { learned } }) => learned === undefined || chosenIn(world).includes(learned)),
    ),
    progress: eventually('every proposer that lives knows what has been chosen', (world) =>
      proposers.every((proposer) => world.living(proposer).every(({ chosen }) => chosen !== undefined && chosenIn(world).includes(chosen))),
    ),
  };
}
