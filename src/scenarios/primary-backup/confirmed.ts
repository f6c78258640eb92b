/**
 * A primary that waits for its backup, after Alsberg & Day (1976), and Kleppmann (2017), chapter 5, "Synchronous versus
 * asynchronous replication". What is acknowledged is on both, however long that took; while the backup does not answer,
 * nothing is.
 */
import { protocol } from 'clew';
import { client, durability, type Messages } from './at-once.ts';

const { component, scenario } = protocol<Messages>();

const primary = component({
  state: () => ({ values: [] as string[] }),
  on: {
    write(node, value) {
      node.state.values.push(value);
      node.send('backup', 'replicate', value);
    },
    confirm: (node, value) => node.send('client', 'written', value),
  },
});

const backup = component({
  state: () => ({ values: [] as string[] }),
  on: {
    replicate(node, value, from) {
      node.state.values.push(value);
      node.send(from, 'confirm', value);
    },
  },
});

/** Acknowledges when the backup has confirmed. */
export const confirmed = scenario({
  name: 'primary-backup/confirmed',
  summary: 'the primary acknowledges when the backup has confirmed',
  source: 'Alsberg & Day (1976); Kleppmann (2017), chapter 5',
  nodes: { client, primary, backup },
  bounds: { defers: 2, crashes: 1, drops: 2, depth: 2 },
  outcomes: { durability: durability(primary, backup) },
  known: [
    { outcome: 'durability', crashes: 1, defers: 2, drops: 2, depth: 2, verdict: 'survives' },
  ],
});
