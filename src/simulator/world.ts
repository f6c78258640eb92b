import { NONE } from '../lineage/effects.ts';
import type { Trace } from '../lineage/trace.ts';
import type { Component, NodeId } from './component.ts';
import { placeOf } from './composition.ts';
import { ClewError } from './errors.ts';
import type { NodeView, Observation, World } from './outcome.ts';
import { Asked, type Run } from './run.ts';
import type { SimulatedNode } from './simulated-node.ts';

/** The observations of a run, each with the effect that recorded it. */
export class Observations {
  readonly list: Observation[] = [];
  private readonly effects: number[] = [];
  private readonly watchers = new Map<string, number>();
  private readonly trace: Trace;

  constructor(trace: Trace) {
    this.trace = trace;
  }

  reset(): void {
    this.list.length = this.effects.length = 0;
    this.watchers.clear();
  }

  /** Goes back to these, of which nothing is known but what they are. */
  restore(list: readonly Observation[]): void {
    this.reset();
    for (const observation of list) {
      this.list.push(observation);
      this.effects.push(NONE);
    }
  }

  add(observation: Observation): void {
    this.list.push(observation);
    this.effects.push(this.trace.write());
    if (this.watchers.size === 0) return;
    for (const kind of [observation.kind, '']) {
      this.trace.dirty |= this.watchers.get(kind) ?? 0;
      this.watchers.delete(kind);
    }
  }

  /** What was recorded of that kind, or all; that it was read, is noted, also when there is nothing. */
  read(kind: string | undefined): Observation[] {
    if (this.trace.watcher !== 0) this.watchers.set(kind ?? '', (this.watchers.get(kind ?? '') ?? 0) | this.trace.watcher);
    if (this.trace.listener !== null) this.trace.listener.read(this, kind);
    const found: Observation[] = [];
    for (const [index, observation] of this.list.entries()) {
      if (kind !== undefined && observation.kind !== kind) continue;
      this.trace.read(this.effects[index]!);
      found.push(observation);
    }
    return found;
  }
}

/** A component on a node: the keys to follow to its state. */
interface Placed {
  readonly node: SimulatedNode;
  readonly place: readonly string[];
  readonly view: NodeView;
}

/** The world as outcomes see it; notes what they ask. What outcomes call are functions and no methods, so that an outcome may take them out: `({ living }) => …`. */
export class ObservedWorld implements World {
  readonly nodes: { readonly [id: NodeId]: NodeView };
  private readonly all: readonly SimulatedNode[];
  private readonly byId: ReadonlyMap<string, SimulatedNode>;
  private readonly views: readonly NodeView[];
  private readonly run: Run;
  private readonly observations: Observations;
  private readonly placed = new Map<Component, readonly Placed[]>();
  /** The `always` outcomes, as bits, that asked for a node's life. */
  private lifeWatchers = 0;
  /** And those that asked for the tick. */
  tickWatchers = 0;
  /** The outcome that is being evaluated. */
  outcome = 0;
  private now = 0;
  /** Whether the outcomes evaluated since this was cleared looked at anything at all. */
  looked = false;

  constructor(nodes: readonly SimulatedNode[], run: Run, observations: Observations) {
    this.all = nodes;
    this.byId = new Map(nodes.map((node) => [node.id, node]));
    this.run = run;
    this.observations = observations;
    this.views = nodes.map((node) => viewOf(node, () => this.ask(node, Asked.memory)));
    this.nodes = Object.fromEntries(this.views.map((view) => [view.id, view]));
  }

  private ask(node: SimulatedNode, what: number): void {
    this.looked = true;
    const judgement = this.run.judgements[this.outcome];
    if (judgement !== undefined) judgement.asked[node.index]! |= what;
  }

  reset(): void {
    this.lifeWatchers = this.tickWatchers = this.now = 0;
  }

  /** Goes back to that tick. */
  restore(tick: number, tickWatchers: number): void {
    this.now = tick;
    this.tickWatchers = tickWatchers;
  }

  get tick(): number {
    this.looked = true;
    this.tickWatchers |= this.run.trace.watcher;
    return this.now;
  }

  readonly alive = (id: NodeId): boolean => {
    const node = this.byId.get(id);
    if (node === undefined) throw new ClewError('CLEW_UNKNOWN_NODE', `an outcome asks for a node "${id}" that is not in the system`, { values: [`nodes  ${this.all.map((known) => known.id).join(', ')}`] });
    return this.isUp(node);
  };

  readonly living = <C extends Component>(component: C): readonly never[] =>
    this.runningOn(component).filter(({ node }) => this.isUp(node)).map(({ node, place }) => at(node.state, place) as never);

  readonly members = <C extends Component>(component: C): readonly never[] =>
    this.runningOn(component).map(({ view }) => view as never);

  readonly observed = <Value>(kind?: string): readonly Observation<Value>[] => {
    const found = this.observations.read(kind);
    if (found.length > 0) this.looked = true;
    return found as Observation<Value>[];
  };

  /** Whether an `always` outcome waits for the tick to change. */
  get tickWatched(): boolean {
    return this.tickWatchers !== 0;
  }

  /** Time has moved on; outcomes that read the tick are due again. */
  advance(tick: number): void {
    this.now = tick;
    if (this.tickWatchers === 0) return;
    this.run.trace.dirty |= this.tickWatchers;
    this.tickWatchers = 0;
  }

  /** A node stopped or started; outcomes that asked are due again, and so are all that may have read the state it lost. */
  lifeChanged(stateLost: boolean): void {
    this.run.trace.dirty |= stateLost ? -1 : this.lifeWatchers;
    this.lifeWatchers = 0;
  }

  /** The nodes that run the component, and where on them it keeps its state. */
  private runningOn(component: Component): readonly Placed[] {
    let placed = this.placed.get(component);
    if (placed === undefined) {
      placed = this.all.flatMap((node) => {
        const place = placeOf(node.component, component);
        if (place === undefined) return [];
        const view = this.views[node.index]!;
        return [{ node, place, view: place.length === 0 ? view : partViewOf(view, place) }];
      });
      this.placed.set(component, placed);
    }
    return placed;
  }

  private isUp(node: SimulatedNode): boolean {
    this.ask(node, Asked.life);
    this.lifeWatchers |= this.run.trace.watcher;
    this.run.trace.listener?.read(node, 'alive');
    return node.alive;
  }
}

function viewOf(node: SimulatedNode, look: () => void): NodeView {
  return {
    id: node.id,
    get state() {
      look();
      return node.state;
    },
    get disk() {
      look();
      return node.disk;
    },
  };
}

/** A part of a node, seen as if it were a node. */
function partViewOf(view: NodeView, place: readonly string[]): NodeView {
  return {
    id: view.id,
    get state() {
      return at(view.state as object, place);
    },
    get disk() {
      return at(view.disk as object, place);
    },
  };
}

function at(value: object, place: readonly string[]): object {
  return place.reduce((whole, key) => (whole as Record<string, object>)[key]!, value);
}
