import type { Lane } from './lane.ts';

/** Something that is due at a tick: a message's arrival, a timer, a start. */
export class PendingEvent {
  readonly lane: Lane;
  readonly number: number;
  readonly payload: unknown;
  /** The effect that launched it. */
  readonly cause: number;
  /** 1 for the second copy of a duplicated message. */
  readonly copy: number;
  /** The life of its node in which a timer was set; it does not outlive it. */
  readonly life: number;
  /** How many further steps of its node it waits for on arrival. */
  deferral = 0;
  cancelled = false;
  /** Whether it was taken, or cancelled. */
  done = false;
  /** Whether a pause has already been inflicted at this event. */
  paused = false;
  /** The number of the sent message in the run's list; -1 for others. */
  sent = -1;
  /** Whether others like it may be taken in runs that go on from the same checkpoint: then nobody may change its payload. */
  shared = false;

  constructor(lane: Lane, number: number, payload: unknown, cause: number, copy: number, life: number) {
    this.lane = lane;
    this.number = number;
    this.payload = payload;
    this.cause = cause;
    this.copy = copy;
    this.life = life;
  }

  /** The same event, for another run that goes on from here. */
  twin(): PendingEvent {
    const twin = new PendingEvent(this.lane, this.number, this.payload, this.cause, this.copy, this.life);
    twin.deferral = this.deferral;
    twin.cancelled = this.cancelled;
    twin.done = this.done;
    twin.paused = this.paused;
    twin.sent = this.sent;
    twin.shared = true;
    return twin;
  }
}

/**
 * What is due, by tick, and within a tick in the order in which it was scheduled.
 *
 * One list per tick up to the horizon; what is due later never happens and is not kept.
 */
export class EventQueue {
  /** How many events are still to arrive; cancelled timers are not. */
  left = 0;
  private readonly due: PendingEvent[][] = [];
  private horizon = 0;
  /** The last tick for which anything was scheduled. */
  private lastTick = -1;

  reset(horizon: number): void {
    for (let tick = 0; tick <= this.lastTick; tick++) if (this.due[tick]!.length > 0) this.due[tick] = [];
    while (this.due.length <= horizon) this.due.push([]);
    this.horizon = horizon;
    this.left = 0;
    this.lastTick = -1;
  }

  /** Puts the event after all that is due at that tick so far; false if it is due after the end of the run. */
  schedule(event: PendingEvent, tick: number): boolean {
    if (tick > this.horizon) return false;
    this.due[tick]!.push(event);
    if (tick > this.lastTick) this.lastTick = tick;
    this.left++;
    return true;
  }

  /** One less is still to arrive. */
  arrived(): void {
    this.left--;
  }

  /** What is due from that tick on, by tick; what was cancelled is among it. */
  *from(tick: number): Iterable<readonly [tick: number, events: readonly PendingEvent[]]> {
    for (let due = tick; due <= this.lastTick; due++) if (this.due[due]!.length > 0) yield [due, this.due[due]!];
  }

  /** What is due at that tick; grows while it is worked off. */
  at(tick: number): readonly PendingEvent[] {
    return this.due[tick]!;
  }
}
