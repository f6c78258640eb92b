import type { Bounds } from '../simulator/bounds.ts';
import { Checkpoint } from '../simulator/checkpoint.ts';
import type { Fault } from '../simulator/fault.ts';
import { kinds } from '../simulator/faults/index.ts';
import { Moments } from '../simulator/moments.ts';
import type { Run } from '../simulator/run.ts';
import type { Simulation } from '../simulator/simulation.ts';
import { keyOf } from './failure-sets.ts';

/** How many checkpoints are kept of a run, at most. */
const checkpointsMax = 16;

/** With runs of fewer steps than this, times what is to be saved at least, too little lies before most faults to pay for checkpoints. */
const stepsPerSaved = 3;

/** How much is kept at all: checkpoints, times the steps of their runs. Some ten megabytes. */
const keptMax = 200_000;

/** How many prefixes are remembered that were asked for once. */
const askedMax = 50_000;

/** A run with its checkpoints, from which others go on that have one fault more. */
interface Prefix {
  readonly moments: Moments;
  readonly checkpoints: readonly Checkpoint[];
  readonly size: number;
}

/**
 * Finds where runs that are played without lineage can go on from, so that no step is played twice where that can be helped.
 *
 * Until its last fault strikes, a run does what it would do without that fault. So runs that differ in it alone go on
 * from checkpoints of the run without it. A run with checkpoints costs more than one without: it is made when it is asked for again.
 */
export class SharedPrefixes {
  private readonly simulation: Simulation;
  private readonly bounds: Bounds;
  private readonly savedMin: number;
  /** The least recently used first. */
  private readonly kept = new Map<string, Prefix>();
  private keptSize = 0;
  private readonly asked = new Set<string>();
  /** Of the run without faults. */
  private base: { readonly moments: Moments; readonly steps: number } | null = null;
  private possible: boolean;

  /** @param savedMin with fewer steps to save, it is quicker to begin at the beginning */
  constructor(simulation: Simulation, bounds: Bounds, savedMin: number) {
    this.savedMin = savedMin;
    this.possible = savedMin < Infinity;
    this.simulation = simulation;
    this.bounds = bounds;
  }

  /** Told of the run without faults. */
  begin(run: Run): void {
    if (run.stepCount < stepsPerSaved * this.savedMin) this.possible = false;
    else this.base ??= { moments: new Moments(run), steps: run.stepCount };
  }

  /** Where a run under these faults is to go on from; undefined where it is to begin at the beginning. */
  checkpointFor(faults: readonly Fault[]): Checkpoint | undefined {
    if (!this.possible || faults.length === 0) return undefined;
    if (this.base === null) this.playBase();
    if (!this.possible) return undefined;
    const last = this.lastOf(faults);
    const others = faults.filter((fault) => fault !== last);
    const key = keyOf(others);
    const prefix = this.recalled(key) ?? (this.isAskedAgain(key) ? this.keep(key, others) : undefined);
    if (prefix === undefined) return undefined;
    const moment = kinds[last.kind].moment(last, prefix.moments);
    return prefix.checkpoints.findLast(({ tick }) => tick <= moment);
  }

  private recalled(key: string): Prefix | undefined {
    const prefix = this.kept.get(key);
    if (prefix === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, prefix);
    return prefix;
  }

  private isAskedAgain(key: string): boolean {
    if (this.asked.delete(key)) return true;
    if (this.asked.size === askedMax) this.asked.clear();
    this.asked.add(key);
    return false;
  }

  /** The fault that probably strikes last, going by the run without faults. */
  private lastOf(faults: readonly Fault[]): Fault {
    if (faults.length === 1) return faults[0]!;
    const { moments } = this.base!;
    let last = faults[0]!;
    let latest = -1;
    for (const fault of faults) {
      const moment = kinds[fault.kind].moment(fault, moments);
      if (moment < latest) continue;
      last = fault;
      latest = moment;
    }
    return last;
  }

  private keep(key: string, faults: readonly Fault[]): Prefix | undefined {
    const { simulation, bounds } = this;
    const between = Math.ceil(this.base!.steps / checkpointsMax);
    const checkpoints: Checkpoint[] = [];
    this.aside(() => {
      simulation.beforeTick = (tick) => {
        if (tick > bounds.until + 1 || !this.possible) return true;
        if (simulation.run.stepCount < (checkpoints.at(-1)?.steps ?? this.savedMin - between) + between) return false;
        const checkpoint = Checkpoint.of(simulation, tick);
        if (checkpoint === undefined) this.possible = false;
        else checkpoints.push(checkpoint);
        return false;
      };
      try {
        simulation.play(faults, bounds);
      } finally {
        simulation.beforeTick = null;
      }
    });
    if (!this.possible) return undefined;
    const size = (checkpoints.length + 1) * simulation.run.stepCount;
    const prefix = { moments: new Moments(simulation.run), checkpoints, size };
    this.kept.set(key, prefix);
    this.keptSize += size;
    for (const [oldest, { size: freed }] of this.kept) {
      if (this.keptSize <= keptMax || oldest === key) break;
      this.kept.delete(oldest);
      this.keptSize -= freed;
    }
    return prefix;
  }

  private playBase(): void {
    this.aside(() => void this.simulation.play([], this.bounds));
    this.begin(this.simulation.run);
  }

  /** Plays a run that nobody has asked for, and that does not count. */
  private aside(play: () => void): void {
    const { stepsPlayed } = this.simulation;
    play();
    this.simulation.stepsPlayed = stepsPlayed;
  }
}
