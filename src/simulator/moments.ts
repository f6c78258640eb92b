import type { Run } from './run.ts';

type Ticks = (number | undefined)[];

/** When the messages of a run were sent, and when what was due was about to be taken, in ticks. A copy, good for as long as it is kept. */
export class Moments {
  /** The last tick at which something new may go wrong. */
  readonly until: number;
  private readonly sendings = new Map<string, Ticks>();
  private readonly takings = new Map<string, Ticks>();

  constructor(run: Run) {
    this.until = run.bounds.until;
    for (let sent = 0; sent < run.sentCount; sent++) note(this.sendings, run.sentLane[sent]!.name, run.sentNumber[sent]!, run.sentTick[sent]!);
    for (let step = 0; step < run.stepCount; step++) if (run.stepCopy[step] === 0) note(this.takings, run.stepLane[step]!.name, run.stepNumber[step]!, run.stepTick[step]!);
    for (const [place, lane] of run.stoppedAtLane.entries()) note(this.takings, lane.name, run.stoppedAtNumber[place]!, run.stoppedAtTick[place]!);
  }

  /** When the message was sent; undefined if it was not. */
  sent(lane: string, number: number): number | undefined {
    return this.sendings.get(lane)?.[number];
  }

  /** When the first copy of a message, a timer or a start was about to be taken for the first time; undefined where that is not known. */
  taken(lane: string, number: number): number | undefined {
    return this.takings.get(lane)?.[number];
  }
}

function note(ticks: Map<string, Ticks>, lane: string, number: number, tick: number): void {
  let known = ticks.get(lane);
  if (known === undefined) ticks.set(lane, (known = []));
  known[number] ??= tick;
}
