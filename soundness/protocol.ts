/** The collections that every node keeps in its state, and those on its disk. */
export const collections = ['set', 'map', 'list', 'object', 'log', 'table'] as const;

/** One of a node's collections; `log` (an array) and `table` (a Map) are on its disk. */
export type CollectionName = (typeof collections)[number];

/** The numbers that every node keeps: `x` in its state, `y` on its disk. */
export const cells = ['x0', 'x1', 'x2', 'y0', 'y1'] as const;

/** One of a node's numbers. */
type CellName = (typeof cells)[number];

/** The message types, and the timers, that every node handles. */
export type MessageName = 'A' | 'B';

/** See {@link MessageName}. */
export type TimerName = 'T' | 'U';

/** Where a statement takes a number from. */
export type Value =
  | { readonly is: 'constant'; readonly value: number }
  | { readonly is: 'cell'; readonly cell: CellName }
  | { readonly is: 'payload' }
  | { readonly is: 'size'; readonly of: CollectionName }
  | { readonly is: 'has'; readonly of: CollectionName; readonly key: number }
  | { readonly is: 'entry'; readonly of: CollectionName; readonly key: number }
  | { readonly is: 'last'; readonly of: CollectionName }
  | { readonly is: 'sum'; readonly of: CollectionName }
  | { readonly is: 'clock' }
  | { readonly is: 'draw' };

/** One statement of a handler. */
export type Statement =
  | { readonly do: 'write'; readonly cell: CellName; readonly value: Value }
  | { readonly do: 'increment'; readonly cell: CellName; readonly value: Value }
  | { readonly do: 'put'; readonly of: CollectionName; readonly key: number; readonly value: Value }
  | { readonly do: 'take'; readonly of: CollectionName; readonly key: number }
  | { readonly do: 'clear'; readonly of: CollectionName }
  | { readonly do: 'send'; readonly to: number; readonly type: MessageName; readonly value: Value }
  | { readonly do: 'reply'; readonly type: MessageName; readonly value: Value }
  | { readonly do: 'broadcast'; readonly type: MessageName; readonly value: Value }
  | { readonly do: 'set'; readonly timer: TimerName; readonly delay: number; readonly value: Value }
  | { readonly do: 'cancel'; readonly timer: TimerName }
  | { readonly do: 'record'; readonly value: Value }
  | { readonly do: 'throw' }
  | { readonly do: 'if'; readonly left: Value; readonly test: '=' | '>'; readonly right: Value; readonly then: Block; readonly otherwise: Block };

/** The statements of a handler, or of a branch, in order. */
export type Block = readonly Statement[];

/** The code of one role. */
export interface Program {
  readonly start: Block;
  /** What runs when a node starts again; `start` if null. */
  readonly restarted: Block | null;
  readonly A: Block;
  readonly B: Block;
  readonly T: Block;
  readonly U: Block;
}

/** What an outcome reads: one number. */
export type Probe =
  | { readonly see: 'node'; readonly node: number; readonly value: Value }
  | { readonly see: 'alive'; readonly node: number }
  | { readonly see: 'living'; readonly program: number; readonly cell: 'x0' | 'x1' | 'x2' }
  | { readonly see: 'observed'; readonly how: 'count' | 'last' };

/**
 * What is wanted, in terms of what the probes show without faults: at the horizon `all` or `any` of them show the
 * same, or `all` those whose node is up; at every step, the first never shows one number while the second shows another (`apart`),
 * the second shows its number whenever the first does (`together`), both show what they show together at some moment without
 * faults (`seen`), the first shows what it shows without faults from a tick on (`deadline`), or does not show one number
 * before a tick while the second shows something else than without faults (`early`).
 */
export interface Wanted {
  readonly how: 'all' | 'any' | 'excused' | 'apart' | 'together' | 'seen' | 'deadline' | 'early';
  readonly probes: readonly Probe[];
  /** One for each probe; below 0 for what it shows without faults. */
  readonly numbers: readonly [number, number];
  /** The promise is only made where this probe shows more than 0. */
  readonly given: Probe | null;
}

/** A protocol as data: nodes named `a`, `b`, ... that run programs, links, and an outcome. */
export interface Protocol {
  readonly programs: readonly Program[];
  /** Per node, the program it runs, by place. */
  readonly nodes: readonly number[];
  readonly latency: number;
  readonly links: readonly { readonly from: number; readonly to: number; readonly latency: number }[];
  readonly seed: number;
  /** Candidates for the outcome: the first is taken that is good without faults and, if `demanding`, rests on what messages or timers led to. */
  readonly wanted: readonly Wanted[];
  readonly demanding: boolean;
  readonly horizon: number;
  readonly until: number;
  /** See `Bounds`. */
  readonly durations: readonly number[];
  readonly deferrals: readonly number[];
}

/** The names of a protocol's nodes. */
const nodeNames = ['a', 'b', 'c', 'd'] as const;

/** The name of the node at that place; places beyond the last begin again. */
export function nodeName(protocol: Protocol, place: number): string {
  return nodeNames[place % protocol.nodes.length]!;
}
