/**
 * `log/at-least-once` the other way round: the group commits before it handles a record, after the Kafka documentation,
 * version 0.8.2 (2015), "Message Delivery Semantics".
 *
 * No record is handled twice. But what a member had committed when it stopped is handled by nobody: see `offsets/before`.
 */
import { scenario } from 'clew';
import { counter, systemOf } from './at-least-once.ts';

/** Commit, then handle. */
export const atMostOnce = scenario({
  name: 'log/at-most-once',
  summary: 'a group that commits before it handles a record',
  source: 'Kafka documentation, version 0.8.2 (2015), "Message Delivery Semantics"',
  ...systemOf('before', counter),
  known: [
    { outcome: 'kept', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'accepted', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'sequenced', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'shared', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'delivered', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
    { outcome: 'progress', crashes: 1, drops: 2, depth: 2, verdict: 'survives' },
  ],
});
