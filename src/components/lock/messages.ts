/** A lock that somebody has, and the token that shows it: a number, higher than that of any holder before. */
export interface Grant {
  readonly lock: string;
  readonly token: number;
}

/** What a component on a `lockClient` sends to the lock service, and hears of it; put it into the `Messages` of your protocol. */
export interface LockMessages {
  /** I want this lock, now and until I release it. */
  acquire: { readonly lock: string };
  release: { readonly lock: string };
  /** You have it. Said again after it was lost: with a higher token, unless nobody else could have had it in between. */
  acquired: Grant;
  /** You no longer have it; you are told when you have it again. */
  lost: Grant;
}

/** An attempt to acquire or to keep a lock, as it goes over the link. */
export interface Attempt {
  readonly lock: string;
  /** How often the client has wanted a lock: whoever starts again, or wants it again, is not the holder that it was. */
  readonly session: number;
  /** When it was sent, by the client's clock. */
  readonly sent: number;
}

/** The answer to an attempt that succeeds. */
export interface Granted extends Grant {
  readonly session: number;
  readonly sent: number;
}
