import { Cells } from '../lineage/cells.ts';
import type { TraceListener } from '../lineage/trace-listener.ts';
import type { FaultKindName } from './bounds.ts';
import { displayValue, safeText } from './display-value.ts';
import type { PendingEvent } from './event-queue.ts';
import { printFailureSet, type Fault } from './fault.ts';
import type { LossWindow } from './faults/windows.ts';
import type { Lane } from './lane.ts';
import { cellExists, cellPath, cellValue, cellWriter, containerPath } from './recorded-cell.ts';
import type * as recorded from './recorded-run.ts';
import type { Recorder } from './recorder.ts';
import { Fate } from './run.ts';
import type { SimulatedNode } from './simulated-node.ts';
import type { Simulation } from './simulation.ts';
import { Observations } from './world.ts';

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type Send = Mutable<Omit<recorded.RecordedSend, 'takenBy'>> & { readonly takenBy: number[]; readonly by: number };
type Timer = Mutable<recorded.RecordedTimer> & { readonly by: number };
type Step = Mutable<Omit<recorded.RecordedStep, 'effects' | 'reads'>> & { readonly reads: recorded.RecordedRead[]; readonly effects: recorded.RecordedEffect[] };

/** How long a value may be, in characters, and how many fields a node's state may have. */
const valueMost = 240;
const fieldsMax = 100;

const fates = { [Fate.travelling]: 'travelling', [Fate.delivered]: 'delivered', [Fate.lost]: 'lost', [Fate.refused]: 'refused' } as const;

/** What the incident that a fault causes at a message is called. */
const strikes: { readonly [Kind in FaultKindName]?: recorded.Incident['kind'] } = { drop: 'loss', isolate: 'loss', cut: 'loss', dup: 'duplicate', defer: 'defer' };

/** Writes down a run while it is played. One for each run. */
export class RunRecorder implements Recorder, TraceListener {
  private readonly simulation: Simulation;
  private readonly steps: Step[] = [];
  private readonly incidents: recorded.Incident[] = [];
  private readonly windows: { readonly window: LossWindow; readonly beforeStep: number }[] = [];
  private initial: recorded.RecordedNode[] = [];
  /** By number of the sent message. */
  private readonly sends: Send[] = [];
  private readonly struck: Fault[][] = [];
  /** By name of the step that takes them. */
  private readonly timers = new Map<string, Timer>();
  /** What each outcome has read, and what the step or outcome that is reading has read so far. */
  private readonly outcomeReads: recorded.RecordedRead[][];
  private readonly compared = new Map<number, { readonly expected: string; readonly actual: string }>();
  private reads: recorded.RecordedRead[] = [];
  private readonly seen = new Map<unknown, Set<unknown>>();

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.outcomeReads = Object.keys(simulation.scenario.outcomes).map(() => []);
  }

  stepBegins(index: number, event: PendingEvent): void {
    if (index === 0) this.initial = this.nodesNow();
    const { lane } = event;
    const step: Step = {
      index, tick: this.simulation.now, node: lane.node.id, name: lane.stepName(event.number), takes: this.taken(index, event), copy: event.copy,
      reads: [], effects: [], state: {}, disk: {}, outward: 0, cutShort: '', threw: null,
    };
    this.steps.push(step);
    this.reads = step.reads;
    this.seen.clear();
  }

  stepEnds(index: number): void {
    const step = this.steps[index]!;
    Object.assign(step, this.memoryOf(this.simulation.nodeNamed(step.node)));
    step.outward = this.simulation.run.stepOutward[index]!;
    // A handler may fill an object literal after it has put it into its state, and nobody is told.
    this.reads = [];
  }

  outcomeBegins(outcome: number): void {
    this.reads = this.outcomeReads[outcome]!;
    this.reads.length = 0;
    this.seen.clear();
  }

  /** Asks a broken outcome for what it has compared. Looking is no read. */
  outcomeBroken(outcome: number): void {
    const { scenario, trace, world } = this.simulation;
    const { compare } = Object.values(scenario.outcomes)[outcome]!;
    if (compare === undefined) return;
    const { attended } = trace;
    trace.listener = null;
    trace.attended = false;
    try {
      const { expected, actual } = compare(world);
      this.compared.set(outcome, { expected: this.shown(expected), actual: this.shown(actual) });
    } finally {
      trace.listener = this;
      trace.attended = attended;
    }
  }

  read(source: unknown, key: unknown): void {
    const keys = this.seen.get(source);
    if (keys?.has(key) === true) return;
    if (keys === undefined) this.seen.set(source, new Set([key]));
    else keys.add(key);
    if (source instanceof Cells) this.readCell(source, key);
    else if (source instanceof Observations) {
      const list = source.list.filter(({ kind }) => key === undefined || kind === key).map(({ node, kind, value }) => (key === undefined ? [node, kind, value] : [node, value]));
      this.reads.push({ cell: key === undefined ? 'observations' : `observations of ${safeText(key as string, 40)}`, writer: -1, value: this.shown(list) });
    } else this.reads.push({ cell: `${(source as SimulatedNode).id} is up`, writer: -1, value: String((source as SimulatedNode).alive) });
  }

  write(_effect: number, source: unknown, key: unknown, value: unknown): void {
    const cells = source as Cells;
    const { container, durable } = cells;
    const isSet = container instanceof Set;
    const there = cellExists(cells, key);
    const cell = cellPath(cells, key);
    const node = this.steps.at(-1)!.node;
    this.effect({
      kind: 'write', cell,
      field: (isSet ? containerPath(cells) : cell).slice(`${node}.${durable ? 'disk' : 'state'}.`.length),
      action: isSet ? (there ? 'add' : 'remove') : there ? 'set' : 'delete',
      value: isSet ? this.shown(key) : there ? this.shown(value) : '',
      disk: durable,
    });
  }

  messageStruck(sent: number, fault: Fault): void {
    (this.struck[sent] ??= []).push(fault);
  }

  messageSent(lane: Lane, number: number, sent: number, payload: unknown): void {
    const lost = this.simulation.run.sentFate[sent] === Fate.lost;
    const struck = (this.struck[sent] ?? []).filter((fault) => (strikes[fault.kind] === 'loss') === lost);
    const send: Send = {
      kind: 'send', message: lane.messageName(number), to: lane.node.id, type: lane.type, payload: this.shown(payload), fate: lost ? 'lost' : 'travelling',
      arrives: lost ? -1 : this.simulation.now + lane.latency, takenBy: [], struckBy: struck.map((fault) => fault.token), by: this.steps.length - 1,
    };
    this.sends[sent] = send;
    this.effect(send);
    for (const fault of struck) this.incident(strikes[fault.kind]!, fault, { nodes: [lane.sender.id], apart: [lane.node.id], subject: send.message });
  }

  timerSet(lane: Lane, number: number, due: number, payload: unknown): void {
    const step = lane.stepName(number);
    const timer: Timer = { kind: 'timer', step, timer: lane.type, payload: this.shown(payload), due, takenBy: -1, cancelledBy: -1, by: this.steps.length - 1 };
    this.timers.set(step, timer);
    this.effect(timer);
  }

  timerCancelled(lane: Lane, number: number): void {
    const step = lane.stepName(number);
    const timer = this.timers.get(step);
    if (timer !== undefined) timer.cancelledBy = this.steps.length - 1;
    this.effect({ kind: 'cancel', step, timer: lane.type });
  }

  observed(kind: string, value: unknown): void {
    this.effect({ kind: 'observation', name: safeText(kind, 60), value: this.shown(value) });
  }

  nodeStopped(node: SimulatedNode, fault: Fault | null, tick: number): void {
    if (fault === null) {
      this.incidents.push({ kind: 'death', tick, until: -1, nodes: [node.id], apart: [], fault: '', subject: this.steps.at(-1)!.name, beforeStep: this.steps.length });
      return;
    }
    const subject = fault.inside < 0 ? '' : this.simulation.laneNamed(fault.lane).stepName(fault.number);
    this.incident(fault.kind === 'restart' ? 'restart' : 'crash', fault, { nodes: [node.id], subject, until: fault.kind === 'restart' ? tick + fault.ticks : -1 });
    if (fault.inside > 0 && !this.simulation.calls.tookWhole) this.steps.at(-1)!.cutShort = fault.token;
    // The message that it was about to take is gone with it.
    if (fault.inside === 0) for (const send of this.sends) if (send.fate === 'travelling' && send.message === `${fault.lane}@${fault.number}`) send.fate = 'refused';
  }

  nodeStarted(node: SimulatedNode, tick: number): void {
    this.incidents.push({ kind: 'start', tick, until: -1, nodes: [node.id], apart: [], fault: '', subject: node.startLane.stepName(node.startLane.count), beforeStep: this.steps.length });
  }

  nodePaused({ lane, number }: PendingEvent, until: number): void {
    const fault = this.simulation.run.faults.find((candidate) => candidate.kind === 'pause' && candidate.lane === lane.name && candidate.number === number)!;
    this.incident('pause', fault, { nodes: [lane.node.id], until, subject: lane.stepName(number) });
  }

  lossBegins(window: LossWindow): void {
    this.windows.push({ window, beforeStep: this.steps.length });
  }

  /** The whole run, once it has been played. */
  finish(): recorded.RecordedRun {
    const { bounds, faults, fired } = this.simulation.run;
    if (this.steps.length === 0) this.initial = this.nodesNow();
    this.settle();
    const { breakdowns, end, outcomes } = this.endOfRun();
    return {
      scenario: safeText(this.simulation.scenario.name, 120),
      bounds: structuredClone(bounds),
      faults: printFailureSet(faults),
      fired: faults.filter((fault) => fired.has(fault)).map((fault) => fault.token).toSorted(),
      unfired: faults.filter((fault) => !fired.has(fault)).map((fault) => fault.token).toSorted(),
      nodes: this.initial,
      steps: this.steps.map((step) => ({ ...step, effects: step.effects.map(withoutOrigin) })),
      incidents: this.incidents,
      outcomes, breakdowns, end,
    };
  }

  /** Fills in what is known only at the end: what became of messages, and when links lost what was sent. */
  private settle(): void {
    const { now, run } = this.simulation;
    for (const [sent, send] of this.sends.entries()) {
      const gone = send.fate === 'travelling' && send.arrives <= now && !this.simulation.nodeNamed(send.to).alive;
      const fate = fates[run.sentFate[sent] as keyof typeof fates];
      if (fate !== 'travelling') send.fate = fate;
      else if (gone) send.fate = 'refused';
    }
    for (const { window: { fault, from, to }, beforeStep } of this.windows) {
      const [nodes, apart] = fault.groups ?? [[fault.node], []];
      const isolated = { kind: 'isolate' as const, subject: fault.token.slice('isolate:'.length, fault.token.lastIndexOf('~')), beforeStep };
      const cut = { kind: 'cut' as const, subject: '', beforeStep: this.steps.filter((step) => step.tick < from).length };
      if (from <= now) this.incidents.push({ tick: from, until: to, nodes, apart, fault: fault.token, ...(fault.kind === 'cut' ? cut : isolated) });
    }
    for (const fault of run.faults) if (fault.kind === 'skew' && run.fired.has(fault)) this.incidents.push({ kind: 'skew', tick: 0, until: -1, nodes: [fault.node], apart: [], fault: fault.token, subject: '', beforeStep: 0 });
    this.incidents.sort((a, b) => a.beforeStep - b.beforeStep || a.tick - b.tick);
    for (const [index, step] of run.threw.entries()) {
      const { message, stack } = run.breakdowns.filter(({ kind }) => kind === 'exception')[index]!;
      this.steps[step]!.threw = { message: safeText(message, 500), stack: linesOf(stack) };
    }
  }

  private endOfRun(): Pick<recorded.RecordedRun, 'breakdowns' | 'end' | 'outcomes'> {
    const { now, run, scenario, topology } = this.simulation;
    const outcomes = Object.entries(scenario.outcomes).map(([name, { kind, title }], index): recorded.RecordedOutcome => {
      const { good, given, brokenAfterSteps, brokenAtTick } = run.judgements[index]!;
      const compared = good ? undefined : this.compared.get(index);
      const goodness = run.aborted ? 'unknown' : good ? 'good' : 'bad';
      return { name: safeText(name, 60), kind, title: safeText(title, 200), goodness, given, brokenAtTick, brokenByStep: Math.max(-1, brokenAfterSteps - 1), reads: this.outcomeReads[index]!, ...(compared !== undefined && { compared }) };
    });
    const breakdowns = run.breakdowns.map((breakdown) => ({ ...breakdown, message: safeText(breakdown.message, 500), stack: linesOf(breakdown.stack) }));
    const nodes = topology.nodes.map((node) => ({ id: node.id, alive: node.alive, ...this.memoryOf(node) }));
    return { outcomes, breakdowns, end: { tick: run.aborted ? now : run.bounds.horizon, nodes } };
  }

  private taken(index: number, { lane, number, sent, payload, copy }: PendingEvent): recorded.Taken {
    if (lane.kind === 'start') return { kind: 'start', again: number > 1 };
    if (lane.kind === 'timer') {
      const timer = this.timers.get(lane.stepName(number))!;
      timer.takenBy = index;
      return { kind: 'timer', timer: lane.type, payload: this.shown(payload), setBy: timer.by };
    }
    const { by, message, struckBy, takenBy } = this.sends[sent]!;
    takenBy.push(index);
    const twice = struckBy.some((token) => token.startsWith('dup:'));
    const deferred = struckBy.some((token) => token.startsWith('defer:')) && (!twice || copy === 1);
    return { kind: 'message', message, type: lane.type, from: lane.sender.id, payload: this.shown(payload), sentBy: by, sentTick: this.simulation.run.sentTick[sent]!, deferred };
  }

  private readCell(cells: Cells, key: unknown): void {
    const { trace } = this.simulation;
    const effect = cellWriter(cells, key);
    const writer = effect < 0 ? -1 : trace.effectStep[effect]!;
    if (trace.inStep && writer === this.steps.length - 1) return;
    this.reads.push({ cell: cellPath(cells, key), writer, value: this.shown(cellValue(cells, key)) });
  }

  private effect(effect: recorded.RecordedEffect): void {
    this.steps.at(-1)!.effects.push(effect);
  }

  private incident(kind: recorded.Incident['kind'], fault: Fault, details: Partial<recorded.Incident>): void {
    this.incidents.push({ kind, tick: this.simulation.now, until: -1, nodes: [], apart: [], subject: '', fault: fault.token, beforeStep: this.steps.length, ...details });
  }

  private nodesNow(): recorded.RecordedNode[] {
    const { nodes } = this.simulation.topology;
    return nodes.map((node) => {
      const role = node.component.name ?? nodes.filter(({ component }) => component === node.component).map(({ id }) => id).join(',');
      return { id: node.id, component: safeText(role, 60), ...this.memoryOf(node) };
    });
  }

  private memoryOf(node: SimulatedNode): recorded.Memory {
    return { state: this.fieldsOf(node.state), disk: this.fieldsOf(node.disk) };
  }

  private fieldsOf(root: object): recorded.Fields {
    const plain = this.simulation.tracker.plainOf(root) as Record<string, unknown>;
    return Object.fromEntries(Object.keys(plain).slice(0, fieldsMax).map((key) => [safeText(key, 60), this.shown(plain[key])]));
  }

  /** Reads plain values only, so that looking leaves no trace in lineage. */
  private shown(value: unknown): string {
    return value === undefined ? 'undefined' : displayValue(value, valueMost, (view) => this.simulation.tracker.plainOf(view));
  }
}

function withoutOrigin(effect: recorded.RecordedEffect & { readonly by?: number }): recorded.RecordedEffect {
  const { by: _, ...rest } = effect;
  return rest;
}

function linesOf(stack: string): string[] {
  // The message comes first, and may be of several lines.
  return stack.split('\n').filter((line) => line.startsWith('at ')).map((line) => safeText(line, 300));
}
