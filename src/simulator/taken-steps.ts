import type { Run } from './run.ts';

const none: readonly number[] = [];

/** The steps of a run by what they took. A copy: it stays right when the run is overwritten by the next. */
export class TakenSteps {
  /** The last tick at which something new may go wrong. */
  readonly until: number;
  /** Per step: its tick, and the name of its node. */
  readonly ticks: readonly number[];
  readonly nodes: readonly string[];
  private readonly byLane = new Map<string, number[][]>();

  constructor(run: Run) {
    this.until = run.bounds.until;
    this.ticks = run.stepTick.slice(0, run.stepCount);
    this.nodes = run.stepLane.slice(0, run.stepCount).map((lane) => lane.node.id);
    for (let step = 0; step < run.stepCount; step++) {
      const { name } = run.stepLane[step]!;
      let lane = this.byLane.get(name);
      if (lane === undefined) this.byLane.set(name, (lane = []));
      (lane[run.stepNumber[step]!] ??= []).push(step);
    }
  }

  /** The steps that took what goes by that name: two where it was duplicated. */
  named(lane: string, number: number): readonly number[] {
    return this.byLane.get(lane)?.[number] ?? none;
  }
}
