/** Ready-made components: what a user imports from `clew/components`. */
export type { Job, JobMessages, Receipt } from './job-messages.ts';
export { jobQueue, type JobQueueOptions, type QueueDisk, type QueuedJob, type QueueEvent } from './job-queue.ts';
export { jobQueueGuarantees } from './job-queue-guarantees.ts';
export { type Handled, keyedService, type KeyedServiceOptions, type ServiceDisk, type ServiceRecord } from './keyed-service.ts';
export { queueWorker, type QueueWorkerOptions } from './queue-worker.ts';
export { type Keyed, requestReply, requestReplyGuarantees, type RequestReplyOptions } from './request-reply.ts';
