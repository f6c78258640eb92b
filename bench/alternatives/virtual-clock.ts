/** Lets all async functions go on until each of them waits for something. */
export type Flush = () => Promise<void>;

/** A clock that stands still while anything runs, and then jumps to the next moment for which somebody waits. */
export class VirtualClock {
  now = 0;
  private readonly calls = new Map<number, (() => void)[]>();

  /** Calls back after so many ticks; in the same tick, in the order in which it was asked for. */
  after(ticks: number, call: () => void): void {
    const due = this.calls.get(this.now + ticks);
    if (due === undefined) this.calls.set(this.now + ticks, [call]);
    else due.push(call);
  }

  /** Resolves after so many ticks. */
  sleep(ticks: number): Promise<void> {
    return new Promise((resolve) => this.after(ticks, resolve));
  }

  /** Lets time pass, up to the last tick. */
  async run(last: number, flush: Flush): Promise<void> {
    for (await flush(); this.now <= last && this.calls.size > 0; this.now++) {
      const due = this.calls.get(this.now);
      if (due === undefined) continue;
      this.calls.delete(this.now);
      for (const call of due) call();
      await flush();
    }
  }
}
