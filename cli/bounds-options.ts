import { type BoundsOptions, faultKinds, pluralOf } from '../src/simulator/bounds.ts';

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
