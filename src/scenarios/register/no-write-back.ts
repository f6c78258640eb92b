/**
 * A replicated register whose readers answer with what they find, after Attiya, Bar-Noy & Dolev (1995), section 3.
 *
 * Writes and reads wait for a majority each, so a read that begins after a write has ended finds it. But while a write is
 * under way, one reader may find the new value and a later one the old. `register/write-back` has readers store what they
 * have found.
 */
import { protocol, scenario, type Component } from 'clew';
import { linearizable, register } from 'clew/checkers';
import { type KeyValueRegister, type RegisterMessages, tunableRegister } from 'clew/components';

const { component } = protocol<RegisterMessages<string>, { go: string }>();

/** The nodes of the replicas. */
export const replicas = ['r1', 'r2', 'r3'];

const key = 'x';

/** Writes once. */
const writer = component({
  start: (node) => node.send('register', 'write', { id: 'w', key, value: 'new' }),
  on: { written: () => {} },
});

/** Reads twice, one after the other. */
const reader = component({
  start: (node) => node.after(3, 'go', 'first'),
  on: { value: (node, { id }) => id === 'first' && node.after(1, 'go', 'second') },
  timers: { go: (node, id) => node.send('register', 'read', { id, key }) },
});

/** A writer and a reader, each on a client, and three replicas. */
export const nodesOn = ({ client, replica }: KeyValueRegister): { [node: string]: Component } => ({
  writer: client(writer),
  reader: client(reader),
  ...Object.fromEntries(replicas.map((node) => [node, replica])),
});

const majorities = tunableRegister({ replicas, reads: 2, writes: 2 });

/** Majorities, and nothing else. */
export const noWriteBack = scenario({
  name: 'register/no-write-back',
  summary: 'writes and reads at a majority; readers answer with what they find',
  source: 'Attiya, Bar-Noy & Dolev (1995), section 3',
  nodes: nodesOn(majorities),
  bounds: { drops: 2, crashes: 1, depth: 2 },
  outcomes: { ...majorities.guarantees(), linearizable: linearizable(register()) },
  known: [
    { outcome: 'genuine', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'available', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    {
      outcome: 'linearizable',
      crashes: 1,
      drops: 2,
      depth: 2,
      verdict: 'broken',
      faults: ['crash:writer/r2:found@1.1+drop:r1:reader:found@2', 'crash:writer/r2:found@1.1+drop:reader:r1:lookup@2'],
      sets: 2,
      because: 'one replica has the value of a writer that died; the first read asks it, and the second does not',
    },
  ],
});
