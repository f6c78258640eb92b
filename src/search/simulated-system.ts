import { Footprints } from '../lineage/footprints.ts';
import { allRules, inertLaunches, influence, type InfluenceRules, markRead } from '../lineage/influence.ts';
import { supportOf } from '../lineage/support.ts';
import { type Bounds, faultKinds } from '../simulator/bounds.ts';
import type { Fault } from '../simulator/fault.ts';
import type { Touch } from '../simulator/faults/fault-kind.ts';
import { lossesOf } from '../simulator/faults/alike.ts';
import type { Losses } from '../simulator/faults/losses.ts';
import { Harmless } from '../simulator/faults/harmless.ts';
import { kinds } from '../simulator/faults/index.ts';
import type { Lane } from '../simulator/lane.ts';
import { Asked, type Run } from '../simulator/run.ts';
import type { Simulation } from '../simulator/simulation.ts';
import { TakenSteps } from '../simulator/taken-steps.ts';
import { JointFiring } from './joint-firing.ts';
import { KnownEndings } from './known-endings.ts';
import { SharedPrefixes } from './shared-prefixes.ts';
import type { Symmetry } from './symmetry.ts';
import type { FiringTogether, Goodness, RunDepth, SupportUnderFaults, SystemRun, SystemUnderTest } from './system-under-test.ts';

/** The name of the outcome that every scenario has: no handler throws, and every run ends. */
export const exceptionOutcome = 'exception';

/** How many faults, times steps of the run, are looked at to count what is covered. */
const countedMax = 2_000_000;

/** The rules by which a fault touches, so that a test can switch one off and see a wrong certificate. */
export interface TouchRules extends InfluenceRules {
  /** A fault that takes away an inert launch renames the later ones of its lane. */
  readonly renamed: boolean;
  /** A random draw hangs on the name of its step. */
  readonly drew: boolean;
  /** The outcome asks whether a node is up. */
  readonly asked: boolean;
  /** A wait that ends for want of anything else to do rests on everything. */
  readonly silence: boolean;
  /** What a fault in force keeps from being taken can still be moved. */
  readonly stopped: boolean;
}

const allTouchRules: TouchRules = { ...allRules, renamed: true, drew: true, asked: true, silence: true, stopped: true };

/** How much is made of the ways in which no step is taken twice. */
export interface Thrift {
  /** Runs that are played without lineage go on from checkpoints of the run without their last fault, where that saves so many steps; never, if it is `Infinity`. */
  readonly savedMin: number;
  /** Runs of which only the verdict counts end where another has been in the same world. Of the steps that this has saved, so many may be spent on more looks; negative for none. */
  readonly creditMax: number;
}

const thrifty: Thrift = { savedMin: 10, creditMax: 2_000 };

/** Every run is played from its beginning to its end. */
export const wasteful: Thrift = { savedMin: Infinity, creditMax: -1 };

/** Steps are saved wherever that is possible, worth it or not: to check a search on systems whose runs are short. */
export const miserly: Thrift = { savedMin: 1, creditMax: Infinity };

/** A simulated system as the search sees it. */
export class SimulatedSystem implements SystemUnderTest<Fault>, SystemRun<Fault> {
  readonly outcomes: readonly string[];
  readonly symmetry?: Symmetry<Fault>;
  readonly simulation: Simulation;
  readonly bounds: Bounds;
  private readonly rules: TouchRules;
  private readonly footprints = new Footprints();
  private offeredLast: readonly Fault[] | undefined;
  private jointFiring: JointFiring | null = null;
  /** The losses of the last run. */
  private losses: () => Losses;
  private readonly prefixes: SharedPrefixes;
  private readonly endings: KnownEndings;
  private readonly budgeted: readonly (keyof typeof kinds)[];
  /** Whether some faults come from elsewhere, and equal ones have to be made identical. */
  private interns = false;

  /**
   * @param rules only for tests: the rules of influence with one switched off
   * @param thrift only for tests and benchmarks
   */
  constructor(simulation: Simulation, bounds: Bounds, rules: Partial<TouchRules> = {}, thrift = thrifty) {
    this.simulation = simulation;
    this.bounds = bounds;
    this.rules = { ...allTouchRules, ...rules };
    this.prefixes = new SharedPrefixes(simulation, bounds, thrift.savedMin);
    this.endings = new KnownEndings(simulation, bounds, thrift.creditMax);
    this.losses = lossesOf(simulation.run);
    this.outcomes = [...Object.keys(simulation.scenario.outcomes), exceptionOutcome];
    this.budgeted = faultKinds.filter((kind) => (bounds.budget[kind] ?? 0) > 0);
  }

  run(faults: readonly Fault[], depth: RunDepth = 'lineage'): SystemRun<Fault> {
    const { simulation } = this;
    const { budget } = this.bounds;
    const lineage = depth === 'lineage';
    simulation.rehearses = lineage && (budget.dup ?? 0) > 0;
    simulation.trace.footprints = lineage && (budget.defer ?? 0) + (budget.pause ?? 0) > 0 ? this.footprints : null;
    simulation.trace.recording = lineage;
    if (depth === 'lineage') simulation.play(faults, this.bounds);
    else this.playLightly(faults, depth);
    if (depth === 'lineage' && faults.length === 0) this.prefixes.begin(this.last);
    simulation.trace.recording = true;
    this.losses = lossesOf(this.last);
    this.offeredLast = undefined;
    this.jointFiring = null;
    return this;
  }

  private playLightly(faults: readonly Fault[], depth: RunDepth): void {
    const { bounds, simulation } = this;
    const from = this.prefixes.checkpointFor(faults);
    const play = (): void => void simulation.play(faults, bounds, from);
    if (depth === 'verdict') this.endings.watched(faults, play);
    else play();
  }

  fired(fault: Fault): boolean {
    return this.last.fired.has(fault);
  }

  goodness(outcome: number): Goodness {
    const { last } = this;
    if (outcome === this.outcomes.length - 1) return last.breakdowns.length === 0 ? 'good' : 'bad';
    if (last.aborted) return 'unknown';
    return last.judgements[outcome]!.good ? 'good' : 'bad';
  }

  touching(outcome: number): readonly Fault[] {
    const touching = this.faultsOf(this.touch(outcome));
    return this.rules.stopped ? touching : touching.filter((fault) => !this.wasStopped(fault));
  }

  offered(): readonly Fault[] {
    return (this.offeredLast ??= this.faultsOf(null));
  }

  support(outcome: number): SupportUnderFaults<Fault> {
    const { last } = this;
    // The run is gone when the probe thinks about its support.
    const steps = new TakenSteps(last);
    const preventing = new Map<number, Fault[]>();
    for (const fault of this.offered()) {
      for (const step of kinds[fault.kind].aimsAt?.(fault, steps) ?? []) {
        const known = preventing.get(step);
        if (known === undefined) preventing.set(step, [fault]);
        else known.push(fault);
      }
    }
    const prevents = (fault: Fault) => kinds[fault.kind].prevents?.(fault, steps) ?? (() => false);
    return { support: supportOf(last.trace, last.trace.outcomeReads[outcome] ?? []), preventing: (step) => preventing.get(step) ?? [], prevents };
  }

  actsLike(fault: Fault, other: Fault, outcome: number): boolean {
    const { last } = this;
    const kind = this.simulation.scenario.outcomes[this.outcomes[outcome]!]?.kind;
    return kinds[fault.kind].actsLike?.(fault, other, { run: last, judgement: last.judgements[outcome], always: kind === 'always', losses: this.losses }) === true;
  }

  firingTogether(inert: readonly Fault[], most: number): FiringTogether<Fault> {
    // What is only counted must not take longer than what is searched.
    if (inert.length * this.last.stepCount > countedMax) return { faults: [], beside: [] };
    return (this.jointFiring ??= new JointFiring(this.last, this.simulation.topology.lanes)).of(inert, most);
  }

  /** From now on equal faults are identical, also where one of them comes from elsewhere and goes through `intern`. */
  startInterning(): void {
    this.interns = true;
  }

  /** The one fault that is equal to this. */
  intern(fault: Fault): Fault {
    return this.last.internByToken(fault);
  }

  private get last(): Run {
    return this.simulation.run;
  }

  private faultsOf(touch: Touch | null): readonly Fault[] {
    const found = new Set<Fault>();
    const offer = { run: this.last, touch, until: this.bounds.until, add: (fault: Fault) => void found.add(this.interns ? this.intern(fault) : fault) };
    for (const kind of this.budgeted) kinds[kind].offer(offer);
    return [...found];
  }

  /** What mattered to the outcome; null where everything may have. */
  private touch(outcome: number): Touch | null {
    const { last, rules } = this;
    // When a wait ended for want of anything else to do, every other event had a part in that.
    if ((last.endedWaitBySilence && rules.silence) || last.aborted) return null;
    const judgement = last.judgements[outcome];
    const matters = influence(last.trace, { outcomeReads: last.trace.outcomeReads[outcome] ?? [], namedUpTo: this.namedUpTo(), also: [...last.waitedFor, ...last.threw] }, rules);
    const lastOf = this.simulation.topology.nodes.map(({ index }) => (rules.asked && ((judgement?.asked[index] ?? 0) & Asked.life) !== 0 ? Infinity : -1));
    for (let step = 0; step < last.stepCount; step++) {
      const node = last.stepLane[step]!.node.index;
      if (matters[step] === 1 && lastOf[node]! < step) lastOf[node] = step;
    }
    const inert = rules.renamed ? inertLaunches(last.trace, matters) : new Map<number, number[]>();
    const harmless = new Harmless({ run: last, budget: this.bounds.budget, matters: (step) => matters[step] === 1, watched: this.watchedBy(outcome) });
    return { harmless, step: (step) => matters[step] === 1, lastOf: (node) => lastOf[node]!, leastNumberOf: (lane, number) => number - countBelow(number, inert.get(lane.id)) };
  }

  /** Whether an outcome that watches while the run goes on has seen something that the step wrote. */
  private watchedBy(outcome: number): (step: number) => boolean {
    const { last } = this;
    const name = this.outcomes[outcome]!;
    if (this.simulation.scenario.outcomes[name]?.kind !== 'always') return () => false;
    const seen = new Uint8Array(last.stepCount);
    markRead(last.trace, last.trace.outcomeReads[outcome] ?? [], seen);
    return (step) => seen[step] === 1;
  }

  /** Per lane, the highest number that a fault in force names, or that comes before what a step took that drew a random number. */
  private namedUpTo(): Map<number, number> {
    const { last, rules } = this;
    const highest = new Map(this.simulation.topology.lanes.filter((lane) => lane.namedUpTo > 0).map((lane) => [lane.id, lane.namedUpTo]));
    for (const step of rules.drew ? last.drew : []) {
      const lane = last.stepLane[step]!;
      highest.set(lane.id, Math.max(highest.get(lane.id) ?? 0, last.stepNumber[step]! - 1));
    }
    return highest;
  }

  /** Whether the fault names what was stopped, and not also what was taken. */
  private wasStopped({ lane, number }: Fault): boolean {
    const { last } = this;
    const isNamed = (other: Lane, otherNumber: number | undefined): boolean => other.name === lane && otherNumber === number;
    // Few are stopped, and many are taken.
    if (!last.stoppedAtLane.some((other, place) => isNamed(other, last.stoppedAtNumber[place]))) return false;
    return !last.stepLane.slice(0, last.stepCount).some((other, step) => isNamed(other, last.stepNumber[step]));
  }
}

function countBelow(number: number, numbers: readonly number[] | undefined): number {
  let count = 0;
  if (numbers !== undefined) for (const other of numbers) if (other < number) count++;
  return count;
}
