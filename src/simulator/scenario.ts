import type { BoundsOptions, BudgetOptions } from './bounds.ts';
import { type Component, component, type ComponentDefinition, type NodeId, type PayloadTypes } from './component.ts';
import type { Nodes, Outcome } from './outcome.ts';

/** A link whose latency differs from the system's default. */
export interface Link<Id extends string = string> {
  readonly from: Id;
  readonly to: Id;
  /** Ticks from sending to arrival: a whole number, at least 0. */
  readonly latency: number;
}

/** A verdict that is known, and that a test holds the search to. */
export interface KnownVerdict<OutcomeName extends string = string> extends BudgetOptions {
  readonly outcome: OutcomeName;
  readonly verdict: 'broken' | 'survives';
  readonly depth?: number;
  readonly atomicSteps?: boolean;
  /** Failure sets that must be among the minimal ones. */
  readonly faults?: readonly string[];
  /** How many minimal failure sets there are. */
  readonly sets?: number;
  /** Why, in words. */
  readonly because?: string;
}

/** A system, what is wanted of it, and what is known about it. */
export interface ScenarioDefinition<N extends Nodes, OutcomeName extends string> {
  /** `family/variant`, lower case. */
  readonly name: string;
  /** One line for lists. */
  readonly summary?: string;
  /** Where the protocol is described: author, year, section. */
  readonly source?: string;
  /** The topology: which node runs which component. */
  readonly nodes: N;
  /** The latency of every link that `links` does not name, in ticks; 1 by default. */
  readonly latency?: number;
  readonly links?: readonly Link<keyof N & string>[];
  /**
   * Groups of nodes of which it makes no difference which is which: whatever failures break an outcome still do when the nodes are
   * renamed within their groups. `cover` then runs one of several failure sets that are alike but for that; see `docs/09-reading-a-certificate.md`.
   */
  readonly interchangeable?: readonly (readonly (keyof N & string)[])[];
  /** Seed of `node.random()`; 1 by default. */
  readonly seed?: number;
  /**
   * What `Math.random` and `Date.now` do in a handler: refused by default, because they are
   * usually a mistake; `virtual` gives a seeded generator and the node's clock, for libraries that insist on them.
   */
  readonly globals?: 'refused' | 'virtual';
  /** Bounds that the scenario wants instead of the derived ones. */
  readonly bounds?: BoundsOptions;
  readonly outcomes: { readonly [Name in OutcomeName]: Outcome };
  readonly known?: readonly KnownVerdict<NoInfer<OutcomeName>>[];
}

/** A scenario with its types erased. */
export interface Scenario {
  readonly name: string;
  readonly summary: string;
  readonly source: string;
  readonly nodes: Nodes;
  readonly latency: number;
  readonly links: readonly Link[];
  readonly interchangeable: readonly (readonly string[])[];
  readonly seed: number;
  readonly globals: 'refused' | 'virtual';
  readonly bounds: BoundsOptions;
  readonly outcomes: { readonly [name: string]: Outcome };
  readonly known: readonly KnownVerdict[];
}

/** Makes a scenario from its definition. Nothing is run, and mistakes are reported when it is. */
export function scenario<N extends Nodes, OutcomeName extends string>(
  definition: ScenarioDefinition<N, OutcomeName>,
): Scenario {
  return {
    summary: '',
    source: '',
    latency: 1,
    links: [],
    interchangeable: [],
    seed: 1,
    globals: 'refused',
    bounds: {},
    known: [],
    ...definition,
  };
}

/** What {@link protocol} returns. */
export interface Protocol<Messages extends PayloadTypes, Timers extends PayloadTypes, Id extends string = NodeId> {
  /** Makes a component whose handlers speak these messages and timers. */
  readonly component: <State extends object = {}, Disk extends object = {}>(
    definition: ComponentDefinition<Messages, Timers, State, Disk, Id>,
  ) => Component<State, Disk>;
  /** Makes a scenario: of the nodes that the protocol names, if it names any, and of others. */
  readonly scenario: <N extends Nodes & { readonly [Name in Id]: Component }, OutcomeName extends string>(definition: ScenarioDefinition<N, OutcomeName>) => Scenario;
}

/**
 * Opens a protocol: the vocabulary of messages, and of timers if there are any, that its components share.
 *
 * The types are all there is to it: `component` checks every `send`, `after` and handler against them. Where the nodes have
 * names that components send to, they may be named as well, and a send to any other is an error of its own.
 *
 * @example
 * const { component, scenario } = protocol<Messages, Timers, 'shop' | 'bank'>();
 */
export function protocol<Messages extends PayloadTypes, Timers extends PayloadTypes = {}, Id extends string = NodeId>(): Protocol<Messages, Timers, Id> {
  return { component, scenario };
}

export type { Component };
