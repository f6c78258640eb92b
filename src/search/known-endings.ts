import { Encoding } from '../lineage/encoding.ts';
import type { Bounds } from '../simulator/bounds.ts';
import type { Fault } from '../simulator/fault.ts';
import { freshJudgement, type Judgement } from '../simulator/run.ts';
import type { Simulation } from '../simulator/simulation.ts';
import { encodeWorld } from '../simulator/encoded-world.ts';
import { hashOfIntegers, KnownWorlds } from './known-worlds.ts';

/** How much is kept of the worlds that have been seen, in integers: some 50 megabytes. */
const keptMax = 6_000_000;

/** What a look costs, in steps. */
const stepsPerLook = 10;

/** Looks may take this share of the steps that are taken, besides what they save; and so many steps at first. */
const shareForLooks = 1 / 8;
const firstCredit = 100;

/** How often in a run, at most, it is looked whether the rest is known: most come to a known world soon, or never. */
const looksMax = 4;

/** Apart from the first, looks are where other runs look as well: at multiples of this share of the horizon. */
const gridLines = 12;

/** What became of a run from some moment on. */
interface Ending {
  readonly steps: number;
  readonly judgements: readonly Judgement[];
}

/** A moment of the run that is being played. */
interface Look {
  readonly world: readonly number[];
  readonly hash: number;
  readonly steps: number;
  /** What was known of the outcomes since the look before. */
  readonly judgements: readonly Judgement[];
}

/**
 * How runs go on from worlds that have been seen before, for runs that are played for their verdict alone.
 *
 * Two runs that come to the same world at the same tick, when no fault is left to strike, have the same future: the
 * second is given the verdict of the first. It is told of everything up to there, and nothing asked of a verdict looks
 * further: what another fault in place of one of these would have come to hangs on what went before, but where links lose
 * messages for a time, and then the look comes after the longest of these.
 */
export class KnownEndings {
  private readonly simulation: Simulation;
  private readonly between: number;
  /** From here on no fault that loses messages, and none in place of it, could lose any more. */
  private readonly afterLosses: number;
  private readonly encoding = new Encoding();
  private readonly endings = new KnownWorlds<Ending>(keptMax);
  private readonly past: Look[] = [];
  private threw = 0;
  private drew = 0;
  private nextLook = 0;
  private known: Ending | null = null;
  private readonly creditMax: number;
  /** How many steps may be spent on looks. */
  private credit: number;
  private runs = 0;
  /** Of all runs that were watched. */
  private steps = 0;

  /** @param creditMax how many steps that were saved may be spent on looks later on; `Infinity` if it is always looked, negative for never */
  constructor(simulation: Simulation, bounds: Bounds, creditMax: number) {
    this.creditMax = creditMax;
    this.credit = creditMax < Infinity ? Math.min(firstCredit, creditMax) : Infinity;
    this.simulation = simulation;
    const losesForATime = (bounds.budget.isolate ?? 0) + (bounds.budget.cut ?? 0) > 0;
    this.afterLosses = losesForATime ? bounds.until + Math.max(0, ...bounds.durations) + 1 : 0;
    this.between = Math.max(1, Math.round(bounds.horizon / gridLines));
  }

  /** Watches one run. */
  watched(faults: readonly Fault[], play: () => void): void {
    const { simulation } = this;
    this.past.length = 0;
    this.known = null;
    this.nextLook = faults.some(({ rivals }) => rivals === 'loss') ? this.afterLosses : 0;
    if (this.creditMax < 0) {
      play();
      return;
    }
    const { stepsTaken } = simulation;
    simulation.beforeTick = this.credit < 0 ? null : (tick) => this.knows(tick);
    try {
      play();
    } finally {
      simulation.beforeTick = null;
    }
    this.earn((simulation.stepsTaken - stepsTaken) * shareForLooks);
    this.remember();
  }

  /** Whether it is known what becomes of the run from that tick on. Then the verdict is what it will be. */
  private knows(tick: number): boolean {
    if (tick < this.nextLook || !this.isSettled) return false;
    if (this.past.length === looksMax || this.stepsLeft < stepsPerLook) return false;
    this.nextLook = (Math.floor(tick / this.between) + 1) * this.between;
    const { simulation } = this;
    const { run, limits } = simulation;
    this.credit -= stepsPerLook;
    if (!encodeWorld(simulation, tick, this.encoding)) return false;
    const world = this.encoding.integers;
    const hash = hashOfIntegers(world);
    const known = this.endings.get(world, hash);
    if (known !== undefined && run.stepCount + known.steps <= limits.stepsMax) {
      this.conclude(known);
      return true;
    }
    if (this.past.length === 0) [this.threw, this.drew] = [run.threw.length, run.drew.length];
    this.past.push({ world: world.slice(), hash, steps: run.stepCount, judgements: run.judgements });
    run.judgements = run.judgements.map(({ good, brokenAtTick, brokenAfterSteps, asked }) => ({ ...freshJudgement(asked.length), good, brokenAtTick, brokenAfterSteps }));
    return false;
  }

  /** How many steps are left to be saved, if the run is like those before; all of them where it is always looked. */
  private get stepsLeft(): number {
    return this.credit === Infinity || this.runs === 0 ? Infinity : this.steps / this.runs - this.simulation.run.stepCount;
  }

  /** Whether all faults have struck, and none is still at it: those that lose messages for a time are over when it is looked. */
  private get isSettled(): boolean {
    const { run, topology } = this.simulation;
    return run.fired.size === run.faults.length && topology.nodes.every(({ waiting }) => waiting.length === 0);
  }

  private earn(steps: number): void {
    this.credit = Math.min(this.creditMax, this.credit + steps);
  }

  private conclude(ending: Ending): void {
    const { run } = this.simulation;
    this.simulation.stepsPlayed += ending.steps;
    this.earn(ending.steps);
    run.judgements = run.judgements.map((own, outcome) => {
      const then = ending.judgements[outcome]!;
      if (!own.good) return together(own, { ...then, good: false, brokenAtTick: own.brokenAtTick, brokenAfterSteps: own.brokenAfterSteps });
      return together(own, { ...then, brokenAfterSteps: then.brokenAtTick < 0 ? -1 : then.brokenAfterSteps + run.stepCount });
    });
    this.known = ending;
  }

  /** The run has ended, or it is known how it would: so would all that come to the same worlds. */
  private remember(): void {
    const { run } = this.simulation;
    const { known, past } = this;
    // What hangs on names, and what ends in an exception, is not the same from the same world on; or is not worth it.
    const isRemembered = !run.aborted && run.threw.length === this.threw && run.drew.length === this.drew;
    const steps = run.stepCount + (known?.steps ?? 0);
    this.runs++;
    this.steps += steps;
    for (let look = past.pop(); look !== undefined; look = past.pop()) {
      if (isRemembered) this.keep(look, steps, run.judgements);
      run.judgements = run.judgements.map((later, outcome) => together(look.judgements[outcome]!, later));
    }
  }

  private keep(look: Look, steps: number, judgements: readonly Judgement[]): void {
    this.endings.set(look.world, look.hash, { steps: steps - look.steps, judgements: judgements.map((judgement) => ({ ...judgement, brokenAfterSteps: judgement.brokenAfterSteps - look.steps })) });
  }
}

/** What is known of an outcome from two stretches of a run. */
function together(earlier: Judgement, later: Judgement): Judgement {
  return { ...later, given: earlier.given || later.given, looked: earlier.looked || later.looked, asked: later.asked.map((asked, node) => asked | earlier.asked[node]!) };
}
