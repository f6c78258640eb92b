import { type BoundsOptions, type BudgetOptions, type Component, type Link, type Outcome, scenario, type Scenario } from 'clew';

/** A workload for a component, or for a protocol of the library. */
export interface Exercise {
  /** The component or protocol, and what is done with it. */
  readonly name: string;
  readonly nodes: { readonly [id: string]: Component };
  /** Links that take longer than others. */
  readonly links?: readonly Link[];
  readonly outcomes: { readonly [name: string]: Outcome };
  /** When faults may strike, how long they last, and when a run ends. */
  readonly bounds: Pick<BoundsOptions, 'until' | 'horizon' | 'durations' | 'deferrals'>;
  /** What is survived, one search for each: keep them to some two seconds. */
  readonly survives: readonly Survived[];
}

/** Faults that an exercise survives. */
export interface Survived extends BudgetOptions, Pick<BoundsOptions, 'depth' | 'atomicSteps'> {
  /** The outcomes that survive them; all by default. */
  readonly outcomes?: readonly string[];
}

/** Makes a scenario of an exercise. */
export function exercise({ name, nodes, links = [], outcomes: all, bounds, survives }: Exercise): Scenario {
  const known = survives.flatMap(({ outcomes = Object.keys(all), ...faults }) => outcomes.map((outcome) => ({ outcome, verdict: 'survives' as const, ...faults })));
  return scenario({ name: `exercises/${name}`, nodes, links, outcomes: all, bounds, known });
}
