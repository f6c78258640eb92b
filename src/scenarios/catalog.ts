/** The library: adding a scenario takes one file and one line here. */
import type { Scenario } from 'clew';
import { compactedChanges } from './cdc/compacted-changes.ts';
import { compactedEvents } from './cdc/compacted-events.ts';
import { snapshotOnly } from './cdc/snapshot-only.ts';
import { snapshotPosition } from './cdc/snapshot-position.ts';
import { partial } from './checkpoint/partial.ts';
import { whole } from './checkpoint/whole.ts';
import { deviceTime } from './clock/device-time.ts';
import { threeTimestamps } from './clock/three-timestamps.ts';
import { cartEager } from './confluence/cart-eager.ts';
import { cartSealed } from './confluence/cart-sealed.ts';
import { monotone } from './confluence/monotone.ts';
import { staleView } from './cqrs/stale-view.ts';
import { waitForPosition } from './cqrs/wait-for-position.ts';
import { gCounter } from './crdt/g-counter.ts';
import { lww } from './crdt/lww.ts';
import { naiveCounter } from './crdt/naive-counter.ts';
import { orSet } from './crdt/or-set.ts';
import { pnCounter } from './crdt/pn-counter.ts';
import { dedup } from './delivery-consumer/dedup.ts';
import { naive } from './delivery-consumer/naive.ts';
import { twoWrites } from './delivery-consumer/two-writes.ts';
import { acked } from './delivery/acked.ts';
import { classic } from './delivery/classic.ts';
import { redundant } from './delivery/redundant.ts';
import { retry } from './delivery/retry.ts';
import { simple } from './delivery/simple.ts';
import { both as bothWrites } from './dual-write/both.ts';
import { logDerived } from './dual-write/log-derived.ts';
import { clockProjection } from './event-sourcing/clock-projection.ts';
import { deterministic } from './event-sourcing/deterministic.ts';
import { unvalidatedCommands } from './event-sourcing/unvalidated-commands.ts';
import { validated } from './event-sourcing/validated.ts';
import { isr } from './kafka/isr.ts';
import { minIsr2 } from './kafka/min-isr-2.ts';
import { jobKey } from './jobs/job-key.ts';
import { requestKey } from './jobs/request-key.ts';
import { bare } from './layers/bare.ts';
import { both as bothLayers } from './layers/both.ts';
import { replicated } from './layers/replicated.ts';
import { retry as retryLayer } from './layers/retry.ts';
import { fenced } from './lock/fenced.ts';
import { lease } from './lock/lease.ts';
import { atLeastOnce } from './log/at-least-once.ts';
import { atMostOnce } from './log/at-most-once.ts';
import { exactlyOnce } from './log/exactly-once.ts';
import { heartbeat } from './lock/heartbeat.ts';
import { heartbeatFenced } from './lock/heartbeat-fenced.ts';
import { noOffset } from './offline/no-offset.ts';
import { offset } from './offline/offset.ts';
import { after } from './offsets/after.ts';
import { atomic } from './offsets/atomic.ts';
import { before } from './offsets/before.ts';
import { free } from './ordering/free.ts';
import { partitioned } from './ordering/partitioned.ts';
import { sequencer } from './ordering/sequencer.ts';
import { outboxDedup } from './outbox/dedup.ts';
import { markThenPublish } from './outbox/mark-then-publish.ts';
import { publishThenMark } from './outbox/publish-then-mark.ts';
import { noId } from './partitioned-transfer/no-id.ts';
import { noOverdraft } from './partitioned-transfer/no-overdraft.ts';
import { requestId } from './partitioned-transfer/request-id.ts';
import { forgetful } from './pipeline/forgetful.ts';
import { offsets } from './pipeline/offsets.ts';
import { atOnce } from './primary-backup/at-once.ts';
import { confirmed } from './primary-backup/confirmed.ts';
import { atOnce as seatsAtOnce } from './seats/at-once.ts';
import { tentative } from './seats/tentative.ts';
import { transactions } from './table/transactions.ts';
import { anyReplica } from './register/any-replica.ts';
import { noWriteBack } from './register/no-write-back.ts';
import { writeBack } from './register/write-back.ts';
import { keyed as keyedSaga } from './saga/keyed.ts';
import { noIdempotencyKey } from './saga/no-idempotency-key.ts';
import { dueling } from './paxos/dueling.ts';
import { forgetful as forgetfulPaxos } from './paxos/forgetful.ts';
import { synod } from './paxos/synod.ts';
import { correct as correctRaft } from './raft/correct.ts';
import { countOldTerm } from './raft/count-old-term.ts';
import { noTermCheck } from './raft/no-term-check.ts';
import { noVoteOnDisk } from './raft/no-vote-on-disk.ts';
import { termination as termination3pc } from './three-phase-commit/termination.ts';
import { timeout as timeout3pc } from './three-phase-commit/timeout.ts';
import { saga } from './transfer/saga.ts';
import { separate } from './transfer/separate.ts';
import { twoPhaseCommit } from './transfer/two-phase-commit.ts';
import { cooperative as cooperative2pc } from './two-phase-commit/cooperative.ts';
import { plain as plain2pc } from './two-phase-commit/plain.ts';
import { timeout as timeout2pc } from './two-phase-commit/timeout.ts';
import { checkThenWrite } from './username/check-then-write.ts';
import { logClaim } from './username/log-claim.ts';

// `crdt/yjs` runs the real library, which a user of clew need not have.
const yjs = await import('./crdt/yjs.ts').then(
  (file) => [file.yjs],
  (error: unknown) => {
    if (error instanceof Error && error.message.includes("'yjs'")) return [];
    throw error;
  },
);

/** The scenarios of the library, in the order of lists. */
export const catalog: readonly Scenario[] = [
  simple,
  retry,
  classic,
  redundant,
  acked,
  plain2pc,
  timeout2pc,
  cooperative2pc,
  timeout3pc,
  termination3pc,
  separate,
  twoPhaseCommit,
  saga,
  isr,
  minIsr2,
  naive,
  twoWrites,
  dedup,
  lease,
  fenced,
  heartbeat,
  heartbeatFenced,
  bare,
  retryLayer,
  replicated,
  bothLayers,
  atOnce,
  confirmed,
  naiveCounter,
  lww,
  gCounter,
  pnCounter,
  orSet,
  ...yjs,
  cartEager,
  cartSealed,
  monotone,
  free,
  sequencer,
  partitioned,
  transactions,
  snapshotOnly,
  snapshotPosition,
  compactedChanges,
  compactedEvents,
  bothWrites,
  logDerived,
  publishThenMark,
  markThenPublish,
  outboxDedup,
  seatsAtOnce,
  tentative,
  atLeastOnce,
  atMostOnce,
  exactlyOnce,
  anyReplica,
  noWriteBack,
  writeBack,
  requestKey,
  jobKey,
  noIdempotencyKey,
  keyedSaga,
  deviceTime,
  threeTimestamps,
  whole,
  partial,
  synod,
  forgetfulPaxos,
  dueling,
  correctRaft,
  noVoteOnDisk,
  countOldTerm,
  noTermCheck,
  checkThenWrite,
  logClaim,
  forgetful,
  offsets,
  before,
  after,
  atomic,
  staleView,
  waitForPosition,
  noOffset,
  offset,
  noId,
  requestId,
  noOverdraft,
  clockProjection,
  deterministic,
  unvalidatedCommands,
  validated,
];
