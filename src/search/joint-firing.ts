import { EffectKind } from '../lineage/effects.ts';
import type { Fault } from '../simulator/fault.ts';
import type { Lane } from '../simulator/lane.ts';
import type { Run } from '../simulator/run.ts';
import { bitsOf } from './bits.ts';
import type { FiringTogether } from './system-under-test.ts';

/** What a fault rests on in order to fire: the steps that must be taken, and the launches that must be made. */
interface Needs {
  readonly steps: readonly number[];
  readonly launches: readonly number[];
}

/** Kinds that take steps and messages away; the others may do anything, but nothing goes missing with them. */
const takesAway: ReadonlySet<Fault['kind']> = new Set(['drop', 'crash', 'isolate', 'cut']);

/** Kinds that move steps to other ticks, or add some: what would fire beside them is not foreseen. */
const moves: ReadonlySet<Fault['kind']> = new Set(['defer', 'pause', 'restart', 'skew']);

/**
 * Which faults would fire if they were added, alone or together, to those of a run that they do not touch.
 *
 * They only take away, and what they take away is seen by nobody: so the rest of the run stays as it is, and it is
 * enough to follow what a lost step would have launched. In doubt a fault is said not to fire: for counting that is the safe side.
 */
export class JointFiring {
  private readonly run: Run;
  /** By the name of a lane and the number in it. */
  private readonly stepsOf = new Map<string, number[]>();
  private readonly launchesOf = new Map<string, number[]>();
  private readonly takerOf = new Map<number, number>();
  private readonly laneOf = new Map<number, Lane>();
  private readonly words: number;
  private readonly nothing: Uint32Array;
  /** What has been found out for another outcome. */
  private readonly needs = new Map<Fault, Needs | undefined>();
  private readonly removed = new Map<Fault, Uint32Array>();

  constructor(run: Run, lanes: readonly Lane[]) {
    this.run = run;
    const { trace } = run;
    this.words = (run.stepCount + trace.effectCount + 31) >> 5;
    this.nothing = new Uint32Array(this.words);
    for (let step = 0; step < run.stepCount; step++) {
      if (trace.stepTrigger[step]! >= 0) this.takerOf.set(trace.stepTrigger[step]!, step);
      if (run.stepCopy[step] === 0) listIn(this.stepsOf, run.stepLane[step]!.name)[run.stepNumber[step]!] = step;
    }
    for (const lane of lanes) this.laneOf.set(lane.id, lane);
    for (let effect = 0; effect < trace.effectCount; effect++) {
      if (trace.effectKind[effect] !== EffectKind.launch) continue;
      listIn(this.launchesOf, this.laneOf.get(trace.effectLane[effect]!)!.name).push(effect);
    }
  }

  /** Those of the faults that would fire if they were added, with what the run's own faults rest on still in place. */
  of(added: readonly Fault[], most: number): FiringTogether<Fault> {
    const { faults } = this.run;
    const simple = [...faults, ...added].every(({ kind }) => kind === 'drop' || kind === 'crash');
    // A drop or a crash in force names what is influential, so nothing inert can disarm it.
    const own = simple ? [] : faults.map((fault) => this.needsOf(fault, true));
    const firing = added
      .map((fault) => ({ fault, needs: this.needsOnce(fault), removes: simple && most === 1 ? null : this.removedOnce(fault) }))
      .filter(({ fault, needs, removes }) => needs !== undefined && !faults.some((other) => this.disarms(fault, other)) && (simple || own.every((need) => need !== undefined && !this.meets(removes!, need))));
    const together = (one: number, other: number): boolean => {
      const [a, b] = [firing[one]!, firing[other]!];
      if (a.fault.exclusive === b.fault.exclusive || moves.has(a.fault.kind) || moves.has(b.fault.kind)) return false;
      if ((a.fault.kind === 'dup' && this.disarms(b.fault, a.fault)) || (b.fault.kind === 'dup' && this.disarms(a.fault, b.fault))) return false;
      return !this.meets(a.removes!, b.needs!) && !this.meets(b.removes!, a.needs!);
    };
    const beside = most < 2 ? [] : firing.map((_, one) => bitsOf(firing, (_, other) => other > one && together(one, other)));
    return { faults: firing.map(({ fault }) => fault), beside };
  }

  private stepNamedBy({ lane, number }: Fault): number | undefined {
    return this.stepsOf.get(lane)?.[number];
  }

  private needsOnce(fault: Fault): Needs | undefined {
    if (!this.needs.has(fault)) this.needs.set(fault, this.needsOf(fault));
    return this.needs.get(fault);
  }

  private removedOnce(fault: Fault): Uint32Array {
    let removed = this.removed.get(fault);
    if (removed === undefined) this.removed.set(fault, (removed = this.removedBy(fault)));
    return removed;
  }

  /** What must be there for the fault to fire as it would now; undefined where it would not, or that is not known. */
  private needsOf(fault: Fault, inForce = false): Needs | undefined {
    const { run } = this;
    const launches = this.launchesOf.get(fault.lane)?.slice(0, fault.number) ?? [];
    const step = this.stepNamedBy(fault);
    switch (fault.kind) {
      case 'drop':
      case 'dup':
      case 'defer': {
        const sent = launches[fault.number - 1];
        if (sent === undefined || run.stepTick[run.trace.effectStep[sent]!]! > run.bounds.until) return undefined;
        if (!inForce && fault.kind !== 'drop' && !this.takerOf.has(sent)) return undefined;
        // What a window loses anyway cannot be dropped as well: only one of the two is ever offered.
        return !inForce && run.faults.some((own) => this.loses(own, this.stepNamedBy(own) ?? -1, sent)) ? undefined : { steps: [], launches };
      }
      case 'crash':
      case 'restart':
      case 'pause':
        if (step !== undefined) return inForce || (run.stepTick[step]! <= run.bounds.until && (fault.inside === 0 || fault.inside < run.stepOutward[step]! || (fault.kind === 'restart' && fault.inside === run.stepOutward[step]))) ? { steps: [step], launches } : undefined;
        return inForce || (fault.inside < 0 && run.upAfterUntil.some((node) => node.id === fault.node)) ? { steps: [], launches } : undefined;
      case 'isolate':
      case 'cut': {
        if (fault.kind === 'isolate' && (step === undefined || run.stepTick[step]! > run.bounds.until)) return undefined;
        const lost = this.firstLost(fault, step ?? 0, inForce);
        if (lost === undefined) return undefined;
        const taker = this.takerOf.get(lost);
        return { steps: [step, taker].filter((needed) => needed !== undefined), launches: [...launches, lost] };
      }
      case 'skew':
        // Any of its steps may be the one that read the clock.
        return { steps: [...run.stepLane.slice(0, run.stepCount).keys()].filter((taken) => run.stepLane[taken]!.node.id === fault.node), launches: [] };
    }
  }

  /** Steps, and launches of the steps that are cut short, that go missing with the fault, and what follows from that. */
  private removedBy(fault: Fault): Uint32Array {
    if (!takesAway.has(fault.kind)) return this.nothing;
    const { trace, stepCount } = this.run;
    const removed = new Uint32Array(this.words);
    const mark = (bit: number): void => void (removed[bit >> 5]! |= 1 << (bit & 31));
    const has = (bit: number): boolean => (removed[bit >> 5]! & (1 << (bit & 31))) !== 0;
    const from = this.stepNamedBy(fault) ?? -1;
    const dropped = fault.kind === 'drop' ? this.launchesOf.get(fault.lane)?.[fault.number - 1] : undefined;
    for (let step = this.firstStruck(fault, from, dropped); step < stepCount; step++) {
      const trigger = trace.stepTrigger[step]!;
      const lost = trigger >= 0 && (trigger === dropped || has(stepCount + trigger) || this.loses(fault, from, trigger));
      if (lost || (fault.kind === 'crash' && this.stops(fault, from, step))) {
        mark(step);
        // Of effects that are no launches nobody asks.
        for (let effect = trace.stepEffectsFrom[step]!; effect < trace.effectsTo(step); effect++) mark(stepCount + effect);
      } else if (fault.kind === 'crash' && step === from && fault.inside > 0) {
        for (const launch of this.launchesAfter(step, fault.inside)) mark(stepCount + launch);
      }
    }
    return removed;
  }

  /** No step before it goes missing with the fault. */
  private firstStruck({ kind, inside }: Fault, from: number, dropped: number | undefined): number {
    if (kind === 'drop') return dropped === undefined ? Infinity : this.run.trace.effectStep[dropped]! + 1;
    return kind === 'crash' && inside >= 0 ? Math.max(0, from) : 0;
  }

  private stops(fault: Fault, from: number, step: number): boolean {
    const { run } = this;
    if (run.stepLane[step]!.node.id !== fault.node) return false;
    return fault.inside < 0 ? run.stepTick[step]! > run.bounds.until : step > from || (step === from && fault.inside === 0);
  }

  /** The launches of a step after so many effects that left it; all of them where it cannot be told. */
  private launchesAfter(step: number, keptOutward: number): number[] {
    const { trace, stepOutward } = this.run;
    const launches: number[] = [];
    const outward: number[] = [];
    for (let effect = trace.stepEffectsFrom[step]!; effect < trace.effectsTo(step); effect++) {
      if (trace.effectKind[effect] !== EffectKind.launch) continue;
      launches.push(effect);
      const lane = this.laneOf.get(trace.effectLane[effect]!)!;
      if (lane.kind === 'message' && !lane.local) outward.push(effect);
    }
    // Other effects that leave a step, such as writes to disk, are not told apart in the trace.
    const end = outward.length === stepOutward[step] ? outward[keptOutward] : launches[0];
    return end === undefined ? [] : launches.filter((launch) => launch >= end);
  }

  /** Whether the window of an isolation or a cut loses the message; where a window begins within a tick, all of that tick counts as lost. */
  private loses(fault: Fault, from: number, launch: number): boolean {
    if (fault.kind !== 'isolate' && fault.kind !== 'cut') return false;
    const { run } = this;
    const sent = run.stepTick[run.trace.effectStep[launch]!]!;
    const begin = fault.kind === 'cut' ? fault.tick : from >= 0 ? run.stepTick[from]! : this.stopTick(fault);
    if (sent < begin || sent >= begin + fault.ticks) return false;
    const lane = this.laneOf.get(run.trace.effectLane[launch]!)!;
    if (lane.kind !== 'message' || lane.local) return false;
    if (fault.groups === null) return lane.sender.id === fault.node || lane.node.id === fault.node;
    const [left, right] = fault.groups;
    return (left.includes(lane.sender.id) && right.includes(lane.node.id)) || (right.includes(lane.sender.id) && left.includes(lane.node.id));
  }

  /** A message that the window loses; for a fault that is not in force, one that would otherwise arrive. */
  private firstLost(fault: Fault, from: number, inForce: boolean): number | undefined {
    const { trace } = this.run;
    for (let effect = trace.stepEffectsFrom[from] ?? 0; effect < trace.effectCount; effect++) {
      if (trace.effectKind[effect] === EffectKind.launch && (inForce || this.takerOf.has(effect)) && this.loses(fault, from, effect)) return effect;
    }
    return undefined;
  }

  /** Whether an added fault keeps one of the run's own from its moment, in ways that no missing launch shows. */
  private disarms(added: Fault, own: Fault): boolean {
    const launch = own.lane === '' ? undefined : this.launchesOf.get(own.lane)?.[own.number - 1];
    if (launch !== undefined && own.kind !== 'drop') {
      const same = added.kind === 'drop' && added.lane === own.lane && added.number === own.number;
      if (same || this.loses(added, this.stepNamedBy(added) ?? -1, launch)) return true;
    }
    if (added.kind !== 'crash' || added.node !== own.node) return false;
    return added.inside < 0 || own.inside < 0 || this.tickOf(added) <= this.tickOf(own);
  }

  private tickOf(fault: Fault): number {
    const step = this.stepNamedBy(fault);
    return step === undefined ? this.stopTick(fault) : this.run.stepTick[step]!;
  }

  /** When the fault's node was about to take what the fault names, and was stopped. */
  private stopTick(fault: Fault): number {
    const { run } = this;
    const place = run.stoppedAtLane.findIndex((lane, index) => lane.name === fault.lane && run.stoppedAtNumber[index] === fault.number);
    return place < 0 ? -1 : run.stoppedAtTick[place]!;
  }

  private meets(removed: Uint32Array, { steps, launches }: Needs): boolean {
    const has = (bit: number): boolean => (removed[bit >> 5]! & (1 << (bit & 31))) !== 0;
    return steps.some(has) || launches.some((launch) => has(this.run.stepCount + launch));
  }
}

function listIn(lists: Map<string, number[]>, name: string): number[] {
  let list = lists.get(name);
  if (list === undefined) lists.set(name, (list = []));
  return list;
}
