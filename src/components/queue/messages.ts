/** What entitles a worker to a job: its id, and how often it had been handed out by then. */
export interface Receipt {
  readonly id: string;
  readonly attempt: number;
}

/** A job as a worker is handed it. */
export interface Job<Body = unknown> extends Receipt {
  readonly body: Body;
}

/** What a queue and those who use it say to each other; put it into the `Messages` of your protocol. */
export interface JobMessages<Body = unknown> {
  /** From users: keep this job. */
  enqueue: { readonly id: string; readonly body: Body };
  /** Its answer, once the job is on disk. */
  enqueued: { readonly id: string };
  /** From workers: is there a job? Its answer, if there is one, is a `job`. */
  receive: null;
  job: Job<Body>;
  /** From workers: hide it for longer, I am still at it. */
  renew: Receipt;
  /** From workers: it is done. */
  complete: Receipt;
}
