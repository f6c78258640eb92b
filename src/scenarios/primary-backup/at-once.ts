/**
 * A primary that acknowledges at once, after Kleppmann (2017), chapter 5, "Synchronous versus asynchronous replication".
 *
 * It sends a write to the backup before it answers the client. Where messages take equally long, the backup has the
 * write by the time the client has its answer, and the primary may die; where the primary lives, the write may take its
 * time. Only both together lose what was acknowledged. `primary-backup/confirmed` waits for the backup.
 */
import { always, type Component, protocol } from 'clew';

/** What client, primary and backup say to each other. */
export type Messages = { write: string; written: string; replicate: string; confirm: string };

const { component, scenario } = protocol<Messages>();

/** Writes one thing after the other. */
export const client = component({
  state: () => ({ acknowledged: [] as string[] }),
  start: (node) => node.send('primary', 'write', 'x'),
  on: {
    written(node, value) {
      node.state.acknowledged.push(value);
      if (value === 'x') node.send('primary', 'write', 'y');
    },
  },
});

const primary = component({
  state: () => ({ values: [] as string[] }),
  on: {
    write(node, value, from) {
      node.state.values.push(value);
      node.send('backup', 'replicate', value);
      node.send(from, 'written', value);
    },
  },
});

const backup = component({
  state: () => ({ values: [] as string[] }),
  on: { replicate: (node, value) => void node.state.values.push(value) },
});

/** What the primary-backup family is measured by. */
export function durability(...replicas: readonly Component<{ values: string[] }>[]) {
  return always(
    'what has been acknowledged is at any time on a replica that lives',
    (world) => {
      const alive = replicas.flatMap((replica) => world.living(replica));
      return world.members(client).every(({ state }) => state.acknowledged.every((value) => alive.some(({ values }) => values.includes(value))));
    },
    { given: (world) => world.members(client).some(({ state }) => state.acknowledged.length > 0) },
  );
}

/** Acknowledges at once. */
export const atOnce = scenario({
  name: 'primary-backup/at-once',
  summary: 'the primary acknowledges before the backup has confirmed',
  source: 'Kleppmann (2017), chapter 5, "Synchronous versus asynchronous replication"',
  nodes: { client, primary, backup },
  bounds: { defers: 2, crashes: 1, depth: 2 },
  outcomes: { durability: durability(primary, backup) },
  known: [
    { outcome: 'durability', defers: 2, verdict: 'survives', because: 'the primary lives' },
    { outcome: 'durability', crashes: 1, verdict: 'survives', because: 'the backup has it by then' },
    {
      outcome: 'durability',
      crashes: 1,
      defers: 1,
      depth: 2,
      verdict: 'broken',
      faults: ['crash:primary/client:write@2+defer:primary:backup:replicate@1~1'],
      sets: 6,
      because: 'the primary dies while the backup is still to be told',
    },
    {
      outcome: 'durability',
      crashes: 1,
      drops: 1,
      depth: 2,
      verdict: 'broken',
      faults: ['crash:primary/client:write@2+drop:primary:backup:replicate@1'],
      sets: 4,
      because: 'the backup is never told',
    },
  ],
});
