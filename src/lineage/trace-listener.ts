/** Told about single reads and writes while a run is recorded in detail, for reports. */
export interface TraceListener {
  /** An outcome is about to be evaluated; the reads that follow are its own. */
  outcomeBegins(outcome: number): void;
  /** The outcome that was evaluated last does not hold. */
  outcomeBroken(outcome: number): void;
  /** @param source the `Cells` that hold the key, or something else that outcomes may ask */
  read(source: unknown, key: unknown): void;
  write(effect: number, cells: unknown, key: unknown, value: unknown): void;
}
