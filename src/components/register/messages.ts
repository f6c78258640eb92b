/** What a component on a client of a register sends to it, and hears of it; put it into the `Messages` of your protocol. */
export interface RegisterMessages<Value = unknown> {
  /** The `id` is the component's own, and comes back with the answer. */
  read: { readonly id: string; readonly key: string };
  write: { readonly id: string; readonly key: string; readonly value: Value };
  /** The answer to a read; the value is `undefined` before anything is written. */
  value: { readonly id: string; readonly key: string; readonly value: Value | undefined };
  /** The answer to a write. */
  written: { readonly id: string; readonly key: string };
}

/** A value, and how new it is: by the count, and of two with the same count by the name of the write. */
export interface Entry {
  readonly count: number;
  readonly write: string;
  readonly value: unknown;
}

/** What clients and replicas say to each other. */
export interface ReplicaMessages {
  lookup: { readonly operation: string; readonly key: string };
  found: { readonly operation: string; readonly entry: Entry };
  store: { readonly operation: string; readonly key: string; readonly entry: Entry };
  stored: { readonly operation: string };
}

/** What is there before anything is written. */
export const nothing: Entry = { count: 0, write: '', value: undefined };

/** Whether one entry replaces another. */
export function isNewer(entry: Entry, than: Entry): boolean {
  return entry.count > than.count || (entry.count === than.count && entry.write > than.write);
}
