/**
 * A transfer between two banks as two separate actions, the example with which books on transactions begin: Bernstein,
 * Hadzilacos & Goodman (1987), chapter 1.
 *
 * The teller withdraws here and deposits there. Each bank keeps its own books straight, and nobody answers for both:
 * whatever goes wrong in between loses the money. `transfer/2pc` and `transfer/saga` are two ways to answer for both.
 */
import { always, type Component, eventually, type NodeContext, protocol, type World } from 'clew';

type Messages = { withdraw: number; withdrawn: number; deposit: number };

/** A bank's books. It writes them in one piece: so much of a transaction every bank has by itself. */
export interface Books {
  account: { readonly balance: number; readonly held: number; readonly spent: number };
}

/** When the owner of the account comes to the counter. */
export type Timers = { spend: null };

const { component, scenario } = protocol<Messages, Timers>();

/** How much is to be transferred. */
export const amount = 30;

/** The books of a bank whose customer brings so much. */
export const opening = (balance: number): Books => ({ account: { balance, held: 0, spent: 0 } });

/** Writes changed figures into the books. */
export function book(node: { readonly disk: Books }, change: Partial<Books['account']>): void {
  node.disk.account = { ...node.disk.account, ...change };
}

/** Calls the customer, who comes soon after the money should have. */
export const open = (node: NodeContext<object, Timers, object, Books>) => node.after(5, 'spend');

/** The customer takes the money if it has come: it is not the transfer's any more. */
export function spend(node: { readonly disk: Books }): void {
  const { balance } = node.disk.account;
  if (balance >= amount) book(node, { balance: balance - amount, spent: amount });
}

/** Moves the money, and does not look back. */
export const teller = component({
  // First action; if there is not enough, nothing more happens.
  start: (node) => node.send('A', 'withdraw', amount),

  // Second action.
  on: { withdrawn: (node, sum) => node.send('B', 'deposit', sum) },
});

/** The bank of who pays, in whose account there is so much. */
export const payer = (balance: number) => component({
  disk: () => opening(balance),
  on: {
    withdraw(node, sum, from) {
      const { balance } = node.disk.account;
      if (balance < sum) return;
      book(node, { balance: balance - sum });
      node.send(from, 'withdrawn', sum);
    },
  },
});

/** The bank of who is paid. */
export const payee = component({
  disk: () => opening(0),
  start: open,
  on: { deposit: (node, sum) => book(node, { balance: node.disk.account.balance + sum }) },
  timers: { spend },
});

type Banks = { A: Component<object, Books>; B: Component<object, Books> };

function isTouched({ nodes: { A, B } }: World<Banks>): boolean {
  return A.disk.account.balance !== 100 || B.disk.account.balance + B.disk.account.spent !== 0;
}

/** What the transfer family is measured by. */
export const bookkeeping = {
  conservation: eventually<Banks>(
    'money is conserved: the books of both banks, if both are up, add up to what was there',
    ({ nodes: { A, B } }) => {
      const figures = [A, B].flatMap(({ disk: { account } }) => [account.balance, account.held, account.spent]);
      return figures.reduce((sum, figure) => sum + figure) === 100;
    },
    // Of books in which nothing has been written there is nothing to say.
    { given: (world) => world.alive('A') && world.alive('B') && isTouched(world) },
  ),
  solvency: always<Banks>('no account is below zero', ({ nodes: { A, B } }) =>
    [A, B].every(({ disk }) => disk.account.balance >= 0),
  ),
};

/** Two actions, no transaction. */
export const separate = scenario({
  name: 'transfer/separate',
  summary: 'withdraw at one bank, deposit at the other, and no transaction',
  source: 'Bernstein, Hadzilacos & Goodman (1987), chapter 1',
  nodes: { T: teller, A: payer(100), B: payee },
  outcomes: bookkeeping,
  known: [
    {
      outcome: 'conservation',
      verdict: 'broken',
      crashes: 1,
      faults: ['crash:T/A:withdrawn@1'],
      sets: 1,
      because: 'the teller dies with the money in hand',
    },
    {
      outcome: 'conservation',
      verdict: 'broken',
      drops: 1,
      faults: ['drop:A:T:withdrawn@1', 'drop:T:B:deposit@1'],
      sets: 2,
      because: 'the money is lost on the way',
    },
    { outcome: 'solvency', verdict: 'survives', crashes: 1, drops: 2, because: 'each bank looks before it pays' },
  ],
});
