/**
 * A text that several people edit, in a Yjs document: the YATA algorithm of Nicolaescu, Jahns, Derntl & Klamma (2016).
 *
 * The library itself is run, not a model of it. A document is an object of a class of its own, so a replica keeps its
 * encoded form, and builds the document anew for every update and merge. Needs the package `yjs`.
 */
import { scenario } from 'clew';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';
import { eventualConsistency, replicaOf, type Update } from './gossip.ts';

interface Payload {
  /** The document as Yjs encodes it, in base 64. */
  encoded: string;
  text: string;
}

const updates: readonly (Update & { insert: string; after: string })[] = [
  { name: 'a1', at: 'a', tick: 1, insert: 'ball ', after: '' },
  { name: 'b1', at: 'b', tick: 1, insert: 'of ', after: '' },
  { name: 'a2', at: 'a', tick: 4, insert: 'thread ', after: 'ball ' },
];

function decode(encoded: string): Uint8Array {
  return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
}

function documentOf({ encoded }: Payload): Doc {
  const document = new Doc({ guid: 'text' });
  if (encoded !== '') applyUpdate(document, decode(encoded));
  return document;
}

function keep(payload: Payload, document: Doc): void {
  payload.encoded = btoa(String.fromCharCode(...encodeStateAsUpdate(document)));
  payload.text = document.getText().toJSON();
}

const replica = replicaOf({
  initial: (): Payload => ({ encoded: '', text: '' }),
  updates,
  update(payload, { insert, after }, { id }) {
    const document = documentOf(payload);
    // Otherwise a random number: who writes must be the same in every run.
    document.clientID = id.charCodeAt(0);
    document.getText().insert(payload.text.indexOf(after) + after.length, insert);
    keep(payload, document);
    return insert;
  },
  merge(payload, other) {
    if (other.encoded === '' || other.encoded === payload.encoded) return;
    const document = documentOf(payload);
    applyUpdate(document, decode(other.encoded));
    keep(payload, document);
  },
});

/** A text in a Yjs document. */
export const yjs = scenario({
  name: 'crdt/yjs',
  summary: 'a text in a Yjs document',
  source: 'Nicolaescu, Jahns, Derntl & Klamma (2016); Yjs 13',
  nodes: { a: replica, b: replica, c: replica },
  bounds: { until: 6, horizon: 24, drops: 2, dups: 2, defers: 2, depth: 2 },
  outcomes: eventualConsistency(
    replica,
    ({ text }) => text,
    ({ text }, acknowledged: readonly string[]) => acknowledged.every((insert) => text.includes(insert)) && text.length === acknowledged.join('').length,
  ),
  known: [
    { outcome: 'agreement', drops: 2, dups: 2, defers: 2, depth: 2, verdict: 'survives' },
    { outcome: 'durability', drops: 2, dups: 2, defers: 2, depth: 2, verdict: 'survives' },
  ],
});
