import { influence } from '../lineage/influence.ts';
import { EffectFlag, EffectKind } from '../lineage/effects.ts';
import type { Trace } from '../lineage/trace.ts';
import type { Bounds, BoundsOptions } from '../simulator/bounds.ts';
import { deriveBounds } from '../simulator/derive-bounds.ts';
import { ClewError } from '../simulator/errors.ts';
import { type FailureSet, parseFailureSet } from '../simulator/failure-set.ts';
import { type Fault, printFailureSet } from '../simulator/fault.ts';
import { guarded } from '../simulator/preparation.ts';
import type { Run } from '../simulator/run.ts';
import type { Scenario } from '../simulator/scenario.ts';
import { Simulation } from '../simulator/simulation.ts';
import type { SameCourse } from './failure-set-changes.ts';

/**
 * Tells which failure sets of a scenario are one way to break it under two names.
 *
 * An unrelated message gives a node new steps, and before each of them it may crash. Where nothing that matters lies
 * between such a moment and one that is agreed, it is the same crash. So two sets are one way when they differ in one
 * crash of one node, when all that the node does between the two moments is inert in the run without that crash, and
 * when what mattered to the outcome is the same in both.
 */
export function sameCourseIn(scenario: Scenario, options: BoundsOptions): SameCourse {
  const simulation = new Simulation(scenario);
  const bounds = guarded(simulation, () => deriveBounds(simulation, options));
  const courses = new Map<string, string | undefined>();
  const courseOf = (outcome: number, set: FailureSet, crash: Fault): string | undefined => {
    const key = `${outcome} ${crash.token} ${printFailureSet(set)}`;
    if (!courses.has(key)) courses.set(key, guarded(simulation, () => new CrashedCourse(simulation, bounds, outcome).of(set, crash)));
    return courses.get(key);
  };
  return (outcome, faults, known) => {
    const place = Object.keys(scenario.outcomes).indexOf(outcome);
    const set = parseFailureSet(faults);
    if (place < 0) return false;
    return known.some((other) => {
      const otherSet = parseFailureSet(other);
      const [mine, theirs] = [without(set, otherSet), without(otherSet, set)];
      if (mine.length !== 1 || theirs.length !== 1 || !mine.concat(theirs).every(({ kind }) => kind === 'crash') || mine[0]!.node !== theirs[0]!.node) return false;
      const course = courseOf(place, set, mine[0]!);
      return course !== undefined && course === courseOf(place, otherSet, theirs[0]!);
    });
  };
}

function without(set: FailureSet, other: FailureSet): Fault[] {
  const tokens = new Set(other.map(({ token }) => token));
  return set.filter(({ token }) => !tokens.has(token));
}

/** The course of one outcome in runs with a crash. */
class CrashedCourse {
  private readonly simulation: Simulation;
  private readonly bounds: Bounds;
  private readonly outcome: number;

  constructor(simulation: Simulation, bounds: Bounds, outcome: number) {
    this.simulation = simulation;
    this.bounds = bounds;
    this.outcome = outcome;
  }

  /** What mattered, in words that are the same for the same course; undefined where the set does not break the outcome. */
  of(set: FailureSet, crash: Fault): string | undefined {
    if (!set.every((fault) => exists(fault, this.simulation))) return undefined;
    const run = this.simulation.play(set, this.bounds);
    if (run.aborted || run.judgements[this.outcome]!.good || run.fired.size !== set.length) return undefined;
    const steps = stepsThatMattered(run, this.outcome);
    const done = effectsOf(run, crash.node).length;
    const before = this.simulation.play(set.filter((fault) => fault !== crash), this.bounds);
    if (before.aborted || !before.judgements[this.outcome]!.good) return undefined;
    // Up to the crash the two runs are the same: the node's effects here begin with those that it had there.
    const matter = effectsThatMattered(before, this.outcome);
    const mattered = effectsOf(before, crash.node).slice(0, done).filter((effect) => matter(effect)).length;
    return `${crash.node} crashes after ${mattered} effects; ${steps.join('; ')}`;
  }
}

/** Whether the node or link that the fault names is there. */
function exists({ lane, node, groups }: Fault, simulation: Simulation): boolean {
  try {
    if (lane !== '') simulation.laneNamed(lane);
    for (const id of [...(node === '' ? [] : [node]), ...(groups?.flat() ?? [])]) simulation.nodeNamed(id);
    return true;
  } catch (error) {
    if (error instanceof ClewError) return false;
    throw error;
  }
}

function stepsThatMattered(run: Run, outcome: number): string[] {
  const matters = influenceOn(run, outcome);
  return Array.from({ length: run.stepCount }, (_, step) => step).flatMap((step) => (matters[step] === 1 ? [run.stepName(step)] : []));
}

function influenceOn({ trace, threw }: Run, outcome: number): Uint8Array {
  return influence(trace, { outcomeReads: trace.outcomeReads[outcome] ?? [], namedUpTo: new Map(), also: threw });
}

/** The effects of a node, in order. */
function effectsOf({ trace, stepCount, stepLane }: Run, node: string): number[] {
  const effects: number[] = [];
  for (let step = 0; step < stepCount; step++) {
    if (stepLane[step]!.node.id !== node) continue;
    for (let effect = trace.stepEffectsFrom[step]!; effect < trace.effectsTo(step); effect++) effects.push(effect);
  }
  return effects;
}

/** Which effects could have mattered: the rules of influence, for single effects. */
function effectsThatMattered(run: Run, outcome: number): (effect: number) => boolean {
  const { trace } = run;
  const matters = influenceOn(run, outcome);
  const lanes = new Set<number>();
  for (let step = 0; step < trace.stepCount; step++) if (matters[step] === 1 && trace.stepTrigger[step]! >= 0) lanes.add(trace.effectLane[trace.stepTrigger[step]!]!);
  const readByOutcome = new Set((trace.outcomeReads[outcome] ?? []).map((read) => (read >= 0 ? read : ~read)));
  return (effect) => readByOutcome.has(effect) || matteredByItself(trace, effect, lanes);
}

function matteredByItself(trace: Trace, effect: number, lanes: ReadonlySet<number>): boolean {
  const flags = trace.effectFlags[effect]!;
  switch (trace.effectKind[effect]!) {
    case EffectKind.write:
      return (flags & (EffectFlag.read | EffectFlag.listRead)) !== 0;
    case EffectKind.cancel:
      return (flags & EffectFlag.hit) !== 0;
    case EffectKind.launch:
      // Without an earlier message of its lane, one that matters would go by another name.
      return lanes.has(trace.effectLane[effect]!);
    default:
      return false;
  }
}
