import { type Bounds, type BoundsOptions, type FaultKindName, faultKinds, pluralOf } from '../src/simulator/bounds.ts';

/** The bounds among the options of a command. */
export function boundsOf(options: BoundsOptions): BoundsOptions {
  const names = [...faultKinds.map((kind) => pluralOf[kind]), 'depth', 'until', 'horizon', 'atomicSteps', 'durations', 'deferrals'] as const;
  return Object.fromEntries(names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));
}

/** The same bounds as options of the command line, with a space before each; and the most runs, if there is a limit. */
export function boundsTyped(options: BoundsOptions & { readonly runs?: number }): string {
  const { atomicSteps, ...named } = boundsOf(options);
  const typed = Object.entries({ ...named, ...(options.runs !== undefined && { runs: options.runs }) }).map(([name, value]) => ` --${name} ${String(value)}`);
  return [...typed, ...(atomicSteps === true ? [' --atomic-steps'] : [])].join('');
}

/** Of the bounds, those that change what a failure set does. */
export function momentsTyped({ until, horizon }: BoundsOptions): string {
  return boundsTyped({ ...(until !== undefined && { until }), ...(horizon !== undefined && { horizon }) });
}

/** The options that make of the usual bounds of a scenario others. */
export function unusualBounds(bounds: Bounds, usual: Bounds): BoundsOptions {
  const options: Partial<Record<keyof BoundsOptions, unknown>> = {};
  for (const name of ['until', 'horizon', 'durations', 'deferrals', 'atomicSteps', 'depth'] as const) if (String(bounds[name]) !== String(usual[name])) options[name] = bounds[name];
  if (faultKinds.every((kind) => (bounds.budget[kind] ?? 0) === (usual.budget[kind] ?? 0))) return options as BoundsOptions;
  // A budget replaces the usual one as a whole, and says how many faults there are at most.
  const budget = Object.fromEntries(Object.entries(bounds.budget).map(([kind, count]) => [pluralOf[kind as FaultKindName], count]));
  return { ...budget, ...(options as BoundsOptions), depth: bounds.depth };
}
