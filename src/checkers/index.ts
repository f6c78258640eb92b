/** Ready-made outcomes: what a user imports from `clew/checkers`. */
export { agreement, type AgreementOptions, decide } from './agreement.ts';
export { atLeastOnce } from './at-least-once.ts';
export { atMostOnce } from './at-most-once.ts';
export { conserved, type ConservedOptions } from './conserved.ts';
export { converged, type ConvergedOptions } from './converged.ts';
export { effect, type EffectsOptions } from './effects.ts';
export { exactlyOnce } from './exactly-once.ts';
export { type Invocation, invoke, type Operation, operationsOf, type Recorder, respond } from './history.ts';
export { linearizable, type LinearizableOptions } from './linearizable.ts';
export { type Linearization, linearize } from './linearization.ts';
export { monotonicReads } from './monotonic-reads.ts';
export { mutualExclusion, type MutualExclusionOptions } from './mutual-exclusion.ts';
export { noAcknowledgedLoss, type NoAcknowledgedLossOptions } from './no-acknowledged-loss.ts';
export type { CheckerOptions, When } from './promise.ts';
export { readYourWrites } from './read-your-writes.ts';
export type { SessionOptions } from './sessions.ts';
export { type CompareAndSet, queue, register, type Specification } from './specification.ts';
export { type Witness, witnessAgainst } from './witness.ts';
