/** "No effect": the writer of a cell that still has its initial value, the trigger of a first start. */
export const NONE = -1;

/** What an effect did. */
export const EffectKind = {
  /** Gave a cell a new value. */
  write: 1,
  /** Wrote the value that the cell already had: a second reason for it to be there. */
  repeat: 2,
  /** Set something going that another step will take: a message, a timer. */
  launch: 3,
  /** Took back what an earlier launch had set going. */
  cancel: 4,
} as const;

/** Flags of an effect. */
export const EffectFlag = {
  /** Another step has read what it wrote. */
  read: 1,
  /** Another step has read the list of keys that it changed; so have all earlier changes of that list been read. */
  listRead: 2,
  /** A cancel that really took something back. */
  hit: 4,
} as const;
