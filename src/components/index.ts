/** Ready-made components: what a user imports from `clew/components`. */
export { table } from './table/table.ts';
export type { Table, TableDefinition } from './table/table.ts';
export type { TableDisk, TableState } from './table/execution.ts';
export type { Unique } from './table/transaction.ts';
export type { TableGuarantees } from './table/guarantees.ts';
export { follower } from './table/follower.ts';
export type { Copy, CopyHolder, Follower, FollowerDefinition } from './table/follower.ts';
export { replay } from './table/log.ts';
export { unheeded } from './table/messages.ts';
export type { AnyRequest, Change, Entry, Procedure, Procedures, Reason, Request, RowOf, Rows, TableMessages } from './table/messages.ts';
export type { Job, JobMessages, Receipt } from './job-messages.ts';
export { jobQueue, type JobQueueOptions, type QueueDisk, type QueuedJob, type QueueEvent } from './job-queue.ts';
export { jobQueueGuarantees } from './job-queue-guarantees.ts';
export { type Handled, keyedService, type KeyedServiceOptions, type ServiceDisk, type ServiceRecord } from './keyed-service.ts';
export { queueWorker, type QueueWorkerOptions } from './queue-worker.ts';
export { type Keyed, requestReply, requestReplyGuarantees, type RequestReplyOptions } from './request-reply.ts';
