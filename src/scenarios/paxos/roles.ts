/**
 * The roles of Paxos, after Lamport (2001), "Paxos Made Simple", sections 2.2 and 2.3; the Synod of Lamport (1998),
 * "The Part-Time Parliament", section 2, with its priests split by what they do.
 */
import { type NodeContext, type NodeId, protocol } from 'clew';

/** A value, with the number of the ballot in which it is proposed. */
export type Proposal = { number: number; value: string };

/** What proposers, acceptors and learners say to each other. */
export type Messages = {
  // Phase 1.
  prepare: number;
  promise: { number: number; accepted: Proposal | undefined };
  // Phase 2.
  accept: Proposal;
  accepted: Proposal;
  // From a learner to the proposer on the same node.
  chosen: string;
};

type Timers = { propose: null };

const { component } = protocol<Messages, Timers>();

/** How many acceptors there are. */
const acceptorCount = 3;

/** Whether so many acceptors are a majority. */
export const isMajority = (count: number) => 2 * count > acceptorCount;

/** What a proposer remembers. */
export interface ProposerState {
  promises: Map<NodeId, Proposal | undefined>;
  chosen: string | undefined;
}

/** Makes a proposer, which proposes its own name: first after so many ticks, and again whenever it has been patient in vain. */
export function proposer({ begins, patience, rank }: { begins: number; patience: number; rank: 0 | 1 }) {
  return component<ProposerState, { number: number }>({
    state: () => ({ promises: new Map(), chosen: undefined }),
    // On disk, so that no number is used twice. Two proposers never use the same.
    disk: () => ({ number: rank }),
    start: (node) => node.after(begins, 'propose'),
    timers: {
      // Phase 1a: ask for promises under a number of one's own.
      propose(node) {
        if (node.state.chosen !== undefined) return;
        node.disk.number += 2;
        node.state.promises.clear();
        node.broadcast('prepare', node.disk.number);
        node.after(patience, 'propose');
      },
    },
    on: {
      // Phase 2a: with a majority, propose what has been accepted last, or else what one likes.
      promise(node, { number, accepted }, from) {
        const { promises } = node.state;
        if (number !== node.disk.number || isMajority(promises.size)) return;
        promises.set(from, accepted);
        if (isMajority(promises.size)) node.broadcast('accept', { number, value: lastOf([...promises.values()]) ?? node.id });
      },
      chosen: (node, value) => void (node.state.chosen = value),
    },
  });
}

/** The value of the proposal with the highest number. */
function lastOf(proposals: readonly (Proposal | undefined)[]): string | undefined {
  let last: Proposal | undefined;
  for (const proposal of proposals) if (proposal !== undefined && proposal.number > (last?.number ?? 0)) last = proposal;
  return last?.value;
}

/** What an acceptor must never forget. */
export interface Memory {
  ballots: { promised: number; accepted: Proposal | undefined };
}

/** Makes an acceptor, which keeps what it has promised and accepted on disk, or in its state. */
export function acceptor({ keeps }: { keeps: 'disk' | 'state' }) {
  const nothing = (): Memory => ({ ballots: { promised: 0, accepted: undefined } });
  const memoryOf = (node: NodeContext<Messages, Timers, Memory, Memory>) => node[keeps];
  return component<Memory, Memory>({
    state: nothing,
    disk: nothing,
    on: {
      // Phase 1b: promise to accept nothing with a smaller number, and tell what has been accepted last.
      prepare(node, number, from) {
        const { promised, accepted } = memoryOf(node).ballots;
        if (number <= promised) return;
        memoryOf(node).ballots = { promised: number, accepted };
        node.send(from, 'promise', { number, accepted });
      },

      // Phase 2b: accept, unless that has been promised away.
      accept(node, proposal) {
        if (proposal.number < memoryOf(node).ballots.promised) return;
        memoryOf(node).ballots = { promised: proposal.number, accepted: proposal };
        node.record('accepted', proposal);
        node.broadcast('accepted', proposal);
      },
    },
  });
}

/** Learns what a majority has accepted, and tells the proposer on its node. */
export const learner = component({
  state: () => ({ acceptors: new Map<number, readonly NodeId[]>(), learned: undefined as string | undefined }),
  on: {
    accepted(node, { number, value }, from) {
      const { state } = node;
      state.acceptors.set(number, [...(state.acceptors.get(number) ?? []), from]);
      if (state.learned !== undefined || !isMajority(new Set(state.acceptors.get(number)).size)) return;
      state.learned = value;
      node.send(node.id, 'chosen', value);
    },
  },
});
