/**
 * Transfers at work: an account that is short, one that has just enough, a bank that refuses, and answers that are late,
 * or come twice.
 */
import { always, type Component, eventually, protocol, type World } from 'clew';
import { payee as sagaPayee, payer as sagaPayer, teller as sagaTeller } from '../../../src/scenarios/transfer/saga.ts';
import { amount, type Books, opening, payee as separatePayee, payer as separatePayer, teller } from '../../../src/scenarios/transfer/separate.ts';
import { payee as preparedPayee, payer as preparedPayer } from '../../../src/scenarios/transfer/two-phase-commit.ts';
import type { Decision } from '../../../src/scenarios/atomic-commitment.ts';
import type { Messages as Commitment } from '../../../src/scenarios/two-phase-commit/plain.ts';
import { coordinator } from '../../../src/scenarios/two-phase-commit/timeout.ts';
import { exercise } from '../exercise.ts';
import { atMost, metered } from './metering.ts';

type Banks = { A: Component<{ decision?: Decision | undefined }, Books>; B: Component<object, Books> };

/** The three variants: who moves the money, the bank that pays it, and the bank that is paid. */
const variants = {
  separate: { mover: { T: teller }, payer: separatePayer, payee: separatePayee },
  '2pc': { mover: { C: coordinator }, payer: preparedPayer, payee: preparedPayee },
  saga: { mover: { T: sagaTeller }, payer: sagaPayer, payee: sagaPayee },
};

const inA = ({ nodes: { A } }: World<Banks>) => A.disk.account;
const inB = ({ nodes: { B } }: World<Banks>) => B.disk.account;
const bounds = { until: 8, horizon: 40 };

/** There is not enough: nothing is moved, nothing is set aside, and nobody is in debt. */
const short = (variant: keyof typeof variants) => {
  const { mover, payer, payee } = variants[variant];
  return exercise({
    name: `transfer-${variant}-of-too-much`,
    nodes: { ...mover, A: payer(amount - 1), B: payee },
    outcomes: {
      solvency: always<Banks>('no account is below zero', (world) => inA(world).balance >= 0 && inB(world).balance >= 0),
      refused: eventually<Banks>('what is not there is not moved', (world) => inA(world).balance === amount - 1 && inA(world).held === 0 && inB(world).balance + inB(world).spent === 0),
    },
    bounds,
    survives: [{ crashes: 1, drops: 2, depth: 2 }],
  });
};

/** There is just enough, and all of it is moved; the customer who comes for it gets it. */
const exact = (variant: keyof typeof variants) => {
  const { mover, payer, payee } = variants[variant];
  return exercise({
    name: `transfer-${variant}-of-all`,
    nodes: { ...mover, A: payer(amount), B: payee },
    outcomes: { moved: eventually<Banks>('all is moved, and paid out', (world) => inA(world).balance + inA(world).held + inB(world).balance === 0 && inB(world).spent === amount) },
    bounds,
    survives: [{ skews: 1 }],
  });
};

/** One action after the other. */
export const shortSeparate = short('separate');
/** The bank that is short votes no. */
export const shortTwoPhases = short('2pc');
/** The first step is refused. */
export const shortSaga = short('saga');
/** One action after the other. */
export const exactSeparate = exact('separate');
/** Both banks vote yes. */
export const exactTwoPhases = exact('2pc');
/** Both steps are taken. */
export const exactSaga = exact('saga');

const { component } = protocol<Commitment>();

const refusing = component({
  disk: () => opening(0),
  on: { prepare: (node, _, from) => node.send(from, 'vote', 'no'), decide: () => {} },
});

/** The bank that is to be paid votes no, and the other one, which may be asked late, gets everything back. */
export const refusedTwoPhases = exercise({
  name: 'transfer-2pc-refused',
  nodes: { C: coordinator, A: preparedPayer(100), B: refusing },
  outcomes: {
    returned: eventually<Banks>('who has been told that nothing comes of it has everything back, and sets nothing aside', ({ nodes: { A } }) => A.state.decision === undefined || A.disk.account.balance === 100),
    told: eventually<Banks>('where nothing is lost, the bank is told', ({ nodes: { A } }) => A.state.decision === 'abort'),
  },
  bounds,
  survives: [{ defers: 2 }, { outcomes: ['returned'], crashes: 1, drops: 1, depth: 2 }],
});

/** A bank that votes no holds nobody up. */
export const shortInTime = exercise({
  name: 'transfer-2pc-of-too-much-in-time',
  nodes: { C: coordinator, A: preparedPayer(amount - 1), B: preparedPayee },
  outcomes: { inTime: always('where no message is late, the other bank is told by tick 3', (world) => world.tick <= 3 || world.members(preparedPayee).every(({ state }) => state.decision === 'abort')) },
  bounds,
  survives: [{ dups: 1 }],
});

/** The vote of the bank that pays is late, so both banks are told to abort. */
export const abortedTwoPhases = exercise({
  name: 'transfer-2pc-aborted',
  nodes: { C: coordinator, A: preparedPayer(100), B: preparedPayee },
  outcomes: {
    aborted: always<Banks>('nobody is paid what nobody pays', (world) => inB(world).balance + inB(world).spent === 0),
    known: eventually('the bank that waits is told', (world) => world.members(preparedPayee).every(({ state }) => state.decision === 'abort')),
  },
  links: [{ from: 'A', to: 'C', latency: 4 }],
  bounds,
  survives: [{ dups: 2 }],
});

/** A decision that comes twice is carried out once. */
export const paidOnce = exercise({
  name: 'transfer-2pc-paid-once',
  nodes: { C: coordinator, A: preparedPayer(100), B: preparedPayee },
  outcomes: { once: eventually<Banks>('the account that is paid is paid once', (world) => inB(world).balance + inB(world).spent === amount) },
  bounds,
  survives: [{ dups: 2 }],
});

/** Both steps cost; the second account is short, so the first step is taken back. */
export const refusedSaga = exercise({
  name: 'transfer-saga-refused',
  nodes: { T: sagaTeller, A: sagaPayer(100), B: sagaPayer(amount - 1) },
  outcomes: {
    takenBack: eventually<Banks>('both accounts are as they were', (world) => inA(world).balance === 100 && inB(world).balance === amount - 1),
  },
  bounds,
  survives: [{ drops: 2 }, { dups: 1, drops: 1, depth: 2 }, { defers: 2 }, { drops: 1, restarts: 1, depth: 2 }],
});

/** The same where nothing fails: it takes no longer than the answers do, and no step is asked about twice. */
export const costOfRefusedSaga = exercise({
  name: 'transfer-saga-refused-cost',
  nodes: { T: metered(sagaTeller), A: metered(sagaPayer(100)), B: metered(sagaPayer(amount - 1)) },
  outcomes: {
    cost: atMost(6, 'a step forwards, a step that is refused, and a step backwards: a question and an answer each'),
    inTime: always('it is over as soon as the answers are there', (world) => world.tick <= 6 || world.members(sagaTeller).every(({ disk: { at } }) => at.step < 0)),
  },
  bounds,
  survives: [{ skews: 1 }],
});

/** Answers come late, or twice. */
export const lateSaga = exercise({
  name: 'transfer-saga-late-answers',
  nodes: { T: sagaTeller, A: sagaPayer(100), B: sagaPayee },
  outcomes: {
    conservation: eventually<Banks>('money is conserved', (world) => inA(world).balance + inB(world).balance + inB(world).spent === 100, { given: (world) => world.alive('A') && world.alive('B') }),
  },
  bounds,
  survives: [{ defers: 2 }, { dups: 1, drops: 2, depth: 3 }, { defers: 1, drops: 1, depth: 2 }, { drops: 1, restarts: 1, depth: 2 }],
});
