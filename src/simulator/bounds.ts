/** The kinds of fault, in canonical order. */
export const faultKinds = ['crash', 'cut', 'defer', 'drop', 'dup', 'isolate', 'pause', 'restart', 'skew'] as const;

/** A kind of fault. */
export type FaultKindName = (typeof faultKinds)[number];

/** How many faults of each kind the environment may inflict; a kind that is not named: none. */
export type Budget = { readonly [Kind in FaultKindName]?: number };

/** The same as a user writes it, in the plural. */
export interface BudgetOptions {
  readonly crashes?: number;
  readonly cuts?: number;
  readonly defers?: number;
  readonly drops?: number;
  readonly dups?: number;
  readonly isolations?: number;
  readonly pauses?: number;
  readonly restarts?: number;
  readonly skews?: number;
}

/** The plural, as used in options, of each kind. */
export const pluralOf: { readonly [Kind in FaultKindName]: keyof BudgetOptions } = {
  crash: 'crashes',
  cut: 'cuts',
  defer: 'defers',
  drop: 'drops',
  dup: 'dups',
  isolate: 'isolations',
  pause: 'pauses',
  restart: 'restarts',
  skew: 'skews',
};

/** What a user may fix of the bounds; the rest is derived from the fault-free run. */
export interface BoundsOptions extends BudgetOptions {
  /** The largest failure set, in faults. By default the sum of the budgets, but at most 3. */
  readonly depth?: number;
  /** The last tick at which something new may go wrong. */
  readonly until?: number;
  /** The tick at which a run ends. */
  readonly horizon?: number;
  /** Leaves out crashes and restarts inside a step, and restarts just after one. */
  readonly atomicSteps?: boolean;
  /** How long restarts, pauses, isolations, cuts and skews last, in ticks. */
  readonly durations?: readonly number[];
  /** How many further steps of its receiver a deferred message may wait for. */
  readonly deferrals?: readonly number[];
}

/** The bounds of a search: everything that a certificate rests on besides the system itself. */
export interface Bounds {
  readonly horizon: number;
  readonly until: number;
  readonly depth: number;
  readonly atomicSteps: boolean;
  readonly budget: Budget;
  readonly durations: readonly number[];
  readonly deferrals: readonly number[];
}

/** The budget when none is named: the faults of the classic literature. */
export const defaultBudget: Budget = { crash: 1, drop: 2 };

/** Reads the budget from options that name kinds in the plural; the default when none is named. */
export function budgetOf(options: BudgetOptions): Budget {
  const named = faultKinds.filter((kind) => options[pluralOf[kind]] !== undefined);
  if (named.length === 0) return defaultBudget;
  return Object.fromEntries(named.map((kind) => [kind, options[pluralOf[kind]]]).filter(([, count]) => count !== 0));
}

/** The depth when none is named: all that the budget allows, but at most 3 faults at once (2 where no budget is named either). */
export function depthOf(options: BoundsOptions, budget: Budget): number {
  if (options.depth !== undefined) return options.depth;
  if (budget === defaultBudget) return 2;
  return Math.min(3, Object.values(budget).reduce((sum, count) => sum + count, 0));
}
