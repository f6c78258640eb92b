import type { Component, DiskOf, NodeId, StateOf } from './component.ts';

/** The nodes of a system by name. */
export type Nodes = { readonly [id: NodeId]: Component };

/** One node as an outcome sees it. */
export interface NodeView<State = any, Disk = any> {
  readonly id: NodeId;
  readonly state: State;
  readonly disk: Disk;
}

/** Something a handler recorded. */
export interface Observation<Value = any> {
  readonly tick: number;
  readonly node: NodeId;
  readonly kind: string;
  readonly value: Value;
}

/** The nodes as an outcome sees them: typed where it says `World<typeof nodes>`, anything otherwise. */
export type NodeViews<N> = 0 extends 1 & N ? any : { readonly [Id in keyof N]: NodeView<StateOf<N[Id]>, DiskOf<N[Id]>> };

/** What an outcome is a function of. Read-only: an outcome that writes is refused. */
export interface World<N = any> {
  /** Each node's state and disk, dead or alive. */
  readonly nodes: NodeViews<N>;
  /** Whether the node is up. */
  alive(node: keyof N & string): boolean;
  /** The states of the component's nodes that are up. */
  living<C extends Component>(component: C): readonly StateOf<C>[];
  /** The component's nodes, dead or alive. */
  members<C extends Component>(component: C): readonly NodeView<StateOf<C>, DiskOf<C>>[];
  /** What has been recorded so far, in order; only of that kind, if one is named. */
  observed<Value = any>(kind?: string): readonly Observation<Value>[];
  /** The current tick. */
  readonly tick: number;
}

/** A condition on the world. */
export type Predicate<N = any> = (world: World<N>) => boolean;

/** What the user wants to be true. */
export interface Outcome<N = any> {
  /** `always`: after every step; `eventually`: at the horizon. */
  readonly kind: 'always' | 'eventually';
  /** The promise in words. */
  readonly title: string;
  readonly holds: Predicate<N>;
  /** The promise is only made where this is true; a run in which it never is says nothing. */
  readonly given: Predicate<N> | undefined;
  /** The part whose own guarantee this is; undefined for a guarantee of the whole. */
  readonly of: string | undefined;
  /** For a promise that something comes out as expected: what was expected, and what came. */
  readonly compare?: (world: World<N>) => { readonly expected: unknown; readonly actual: unknown };
}

/** Options of {@link always} and {@link eventually}. */
export interface OutcomeOptions<N = any> {
  /** The promise is only made where this is true. */
  readonly given?: Predicate<N>;
  /** The part whose own guarantee this is, such as `broker`. Reports print the parts' guarantees beside that of the whole. */
  readonly of?: string;
}

/** A promise that must hold after every step (a safety property). */
export function always<N = any>(title: string, holds: Predicate<N>, options: OutcomeOptions<N> = {}): Outcome<N> {
  return { kind: 'always', title, holds, given: options.given, of: options.of };
}

/** A promise that must hold at the horizon (a liveness property, bounded). */
export function eventually<N = any>(title: string, holds: Predicate<N>, options: OutcomeOptions<N> = {}): Outcome<N> {
  return { kind: 'eventually', title, holds, given: options.given, of: options.of };
}
