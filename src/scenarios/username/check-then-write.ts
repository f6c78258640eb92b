/**
 * User names that are claimed by looking whether they are free, and then writing, after Kleppmann (2017), chapter 7,
 * "Write skew and phantoms", and chapter 9, "Constraints and uniqueness guarantees".
 *
 * Between the look and the write another may do the same, and each is told that the name is its own.
 * `username/log-claim` lets the order of a log decide.
 */
import { always, type NodeId, protocol, type World } from 'clew';
import { agreement, decide } from 'clew/checkers';

type Messages = { look: string; found: { owner: NodeId | undefined }; write: string; written: null };

const { component, scenario } = protocol<Messages, { claim: null }>();

/** The name that two want to have, and when each claims it. */
export const name = 'alice';
/** When each front end is asked for the name, in ticks. */
export const askedAt: Readonly<Record<NodeId, number>> = { f1: 1, f2: 6 };

const frontEnd = component({
  start: (node) => node.after(askedAt[node.id]!, 'claim'),
  timers: { claim: (node) => node.send('store', 'look', name) },
  on: {
    found(node, { owner }) {
      if (owner === undefined) node.send('store', 'write', name);
      else node.record('refused', node.id);
    },
    written: (node) => decide(node, node.id),
  },
});

const store = component({
  disk: () => ({ owners: {} as Record<string, NodeId> }),
  on: {
    look: (node, wanted, from) => node.send(from, 'found', { owner: node.disk.owners[wanted] }),
    write(node, wanted, from) {
      node.disk.owners[wanted] = from;
      node.send(from, 'written');
    },
  },
});

/** What the username family is measured by, given how to find out who owns the name. */
export function unique(ownerIn: (world: World) => NodeId | undefined) {
  return {
    oneOwner: agreement({ title: 'no two are told that the name is theirs' }),
    stays: always('an answer that was given stays true', (world) => {
      const owner = ownerIn(world);
      return world.observed('decision').every(({ value }) => value === owner) && world.observed('refused').every(({ value }) => value !== owner);
    }),
  };
}

/** Look, then write. */
export const checkThenWrite = scenario({
  name: 'username/check-then-write',
  summary: 'a look whether the name is free, and then a write',
  source: 'Kleppmann (2017), chapters 7 and 9',
  nodes: { f1: frontEnd, f2: frontEnd, store },
  bounds: { defers: 1, pauses: 1, restarts: 1, drops: 1, depth: 2, until: 8, horizon: 26, durations: [6] },
  outcomes: unique((world) => world.members(store)[0]!.disk.owners[name]),
  known: [
    {
      outcome: 'oneOwner',
      defers: 1,
      verdict: 'broken',
      faults: ['defer:f1:store:look@1~1'],
      sets: 7,
      because: 'one looks while the write of the other is still to come',
    },
    { outcome: 'stays', defers: 1, verdict: 'broken', faults: ['defer:f1:store:look@1~1'], sets: 7 },
    { outcome: 'oneOwner', pauses: 1, verdict: 'broken', faults: ['pause:f1/claim@1~6'], sets: 4 },
    { outcome: 'oneOwner', restarts: 1, verdict: 'broken', faults: ['restart:f1/claim@1~6'], sets: 3 },
  ],
});
