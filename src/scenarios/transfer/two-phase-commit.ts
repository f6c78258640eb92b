/**
 * A transfer between two banks under two-phase commit, after Bernstein, Hadzilacos & Goodman (1987), section 7.4.
 *
 * The two banks are the participants of `2pc/timeout`, and what that promises holds: they never decide differently.
 * But it does not promise that both decide. A bank that is not told the decision stays in doubt, its share of the
 * transfer unbooked, and the books of the two do not add up.
 */
import { protocol } from 'clew';
import type { Decision } from '../atomic-commitment.ts';
import type { Messages } from '../two-phase-commit/plain.ts';
import { coordinator } from '../two-phase-commit/timeout.ts';
import { amount, book, bookkeeping, open, opening, spend, type Timers } from './separate.ts';

const { component, scenario } = protocol<Messages, Timers>();

const state = () => ({ decision: undefined as Decision | undefined });

/** The bank of who pays, in whose account there is so much. */
export const payer = (balance: number) => component({
  state,
  disk: () => opening(balance),
  on: {
    // Phase 1: a yes is a promise, so set the money aside.
    prepare(node, _, from) {
      if (node.state.decision !== undefined) return;
      const { balance } = node.disk.account;
      if (balance < amount) return node.send(from, 'vote', 'no');
      book(node, { balance: balance - amount, held: amount });
      node.send(from, 'vote', 'yes');
    },

    // Phase 2: it is gone, or it is back; told again, there is nothing left to book.
    decide(node, decision) {
      node.state.decision = decision;
      const { balance, held } = node.disk.account;
      book(node, { balance: decision === 'commit' ? balance : balance + held, held: 0 });
    },
  },
});

/** The bank of who is paid. */
export const payee = component({
  state,
  disk: () => opening(0),
  start: open,
  on: {
    // Phase 1: it can always take money.
    prepare: (node, _, from) => node.send(from, 'vote', 'yes'),

    // Phase 2.
    decide(node, decision) {
      if (node.state.decision !== undefined) return;
      node.state.decision = decision;
      if (decision === 'commit') book(node, { balance: node.disk.account.balance + amount });
    },
  },
  timers: { spend },
});

/** Two accounts under two-phase commit. */
export const twoPhaseCommit = scenario({
  name: 'transfer/2pc',
  summary: 'the two banks are the participants of 2pc/timeout',
  source: 'Bernstein, Hadzilacos & Goodman (1987), section 7.4',
  nodes: { C: coordinator, A: payer(100), B: payee },
  outcomes: bookkeeping,
  known: [
    {
      outcome: 'conservation',
      verdict: 'broken',
      crashes: 1,
      faults: ['crash:C/B:vote@1.1'],
      sets: 1,
      because: 'the coordinator dies after it has told A and before it tells B: the money has left A, and B is in doubt',
    },
    {
      outcome: 'conservation',
      verdict: 'broken',
      drops: 1,
      faults: ['drop:C:A:decide@1', 'drop:C:B:decide@1'],
      sets: 2,
      because: 'the decision is sent once: one bank books its share, and the other stays in doubt',
    },
    {
      outcome: 'conservation',
      verdict: 'survives',
      crashes: 2,
      atomicSteps: true,
      because: 'both banks are told, or none: money that is set aside still counts',
    },
    { outcome: 'solvency', verdict: 'survives', crashes: 1, drops: 2, because: 'what B is given is B\'s for good' },
  ],
});
