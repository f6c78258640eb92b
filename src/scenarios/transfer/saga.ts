/**
 * A transfer between two banks as a saga, after Garcia-Molina & Salem (1987).
 *
 * One local transaction after the other, each with one that compensates for it. The teller logs how far it is; when a
 * step fails, or its answer does not come, it takes back that step and those before it, last first, and asks until each
 * is confirmed. Nobody waits for anybody else, and the price is isolation: what is taken back may be spent already.
 */
import { type NodeContext, type NodeId, protocol } from 'clew';
import { amount, type Books, bookkeeping, open, opening, spend, type Timers as BankTimers } from './separate.ts';

type Messages = { act: null; done: null; refused: null; undo: null; undone: null };
type Timers = BankTimers & { timeout: null };

const { component, scenario } = protocol<Messages, Timers>();

/** Which bank's turn it is, in order, and in which direction the saga runs. */
type Log = { at: { readonly step: number; readonly direction: 'act' | 'undo' } };
type Teller = NodeContext<Messages, Timers, object, Log>;

/** A bank notes in its books how far its own step is: to do, done, or undone, after which it must not be done. */
type StepBooks = { account: Books['account'] & { readonly step: 'to do' | 'done' | 'undone' } };
type Bank = NodeContext<Messages, Timers, object, StepBooks>;

const withStep = ({ account }: Books): StepBooks => ({ account: { ...account, step: 'to do' } });

const banks = ['A', 'B'];

// Asks the bank whose turn it is; after the last step forwards, or the first backwards, the saga is over.
function proceed(node: Teller): void {
  const { step, direction } = node.disk.at;
  const bank = banks[step];
  node.cancel('timeout');
  if (bank === undefined) return;
  node.send(bank, direction);
  node.after(3, 'timeout');
}

// Logs where the saga is, then goes on from there.
function go(node: Teller, step: number, direction: 'act' | 'undo'): void {
  node.disk.at = { step, direction };
  proceed(node);
}

/** Takes the steps in turn, and takes them back when one fails. */
export const teller = component({
  disk: (): Log => ({ at: { step: 0, direction: 'act' } }),
  start: proceed,
  on: {
    // Forwards. Answers of a bank whose turn it is not are old.
    done(node, _, from) {
      const { step, direction } = node.disk.at;
      if (direction === 'act' && from === banks[step]) go(node, step + 1, 'act');
    },

    // Backwards. Who refuses has not taken its step, and will not: there is nothing to take back.
    refused(node, _, from) {
      const { step } = node.disk.at;
      if (from === banks[step]) go(node, step - 1, 'undo');
    },
    undone(node, _, from) {
      const { step } = node.disk.at;
      if (from === banks[step]) go(node, step - 1, 'undo');
    },
  },

  // No answer: the step may have been taken or not, so take it back. Taking back is repeated until it is confirmed.
  timers: { timeout: (node) => go(node, node.disk.at.step, 'undo') },
});

// One local transaction of the saga and its compensation; each at most once, however often it is asked for.
const local = (change: number) => ({
  act(node: Bank, _: null, from: NodeId) {
    const { account } = node.disk;
    if (account.step === 'to do' && account.balance + change >= 0) {
      node.disk.account = { ...account, balance: account.balance + change, step: 'done' };
    }
    node.send(from, node.disk.account.step === 'done' ? 'done' : 'refused');
  },
  undo(node: Bank, _: null, from: NodeId) {
    const { account } = node.disk;
    const balance = account.step === 'done' ? account.balance - change : account.balance;
    node.disk.account = { ...account, balance, step: 'undone' };
    node.send(from, 'undone');
  },
});

/** A bank that pays, from an account in which there is so much. */
export const payer = (balance: number) => component({
  disk: () => withStep(opening(balance)),
  on: local(-amount),
});

/** The bank of who is paid. */
export const payee = component({
  disk: () => withStep(opening(0)),
  start: open,
  on: local(amount),
  timers: { spend },
});

/** Compensation instead of a common commit. */
export const saga = scenario({
  name: 'transfer/saga',
  summary: 'one local transaction after the other, and compensation when one fails',
  source: 'Garcia-Molina & Salem (1987)',
  nodes: { T: teller, A: payer(100), B: payee },
  outcomes: bookkeeping,
  known: [
    { outcome: 'conservation', verdict: 'survives', drops: 2, because: 'a step that is not confirmed is taken back' },
    {
      outcome: 'conservation',
      verdict: 'broken',
      crashes: 1,
      faults: ['crash:T/A:done@1', 'crash:T/A:done@1.1'],
      sets: 2,
      because: 'the teller dies for good in the middle, and nobody reads its log',
    },
    { outcome: 'conservation', verdict: 'survives', restarts: 1, because: 'the teller reads its log and goes on' },
    { outcome: 'solvency', verdict: 'survives', crashes: 1 },
    {
      outcome: 'solvency',
      verdict: 'broken',
      drops: 1,
      faults: ['drop:B:T:done@1'],
      sets: 1,
      because: 'B has the money and its customer spends it, then the teller, who has not heard, takes it back',
    },
  ],
});
