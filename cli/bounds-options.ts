import { type BoundsOptions, faultKinds, pluralOf } from '../src/simulator/bounds.ts';

/** The bounds among the options of a command. */
export function boundsOf(options: BoundsOptions): BoundsOptions {
  const names = [...faultKinds.map((kind) => pluralOf[kind]), 'depth', 'until', 'horizon', 'atomicSteps', 'durations', 'deferrals'] as const;
  return Object.fromEntries(names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
}
