/** Module hooks, run by Node in a thread of their own: whatever file asks for `clew` gets the one that is running. */
import { createRequire, type InitializeHook, type ResolveHook } from 'node:module';
import { pathToFileURL } from 'node:url';

let require = createRequire(import.meta.url);

/** Called by Node with what `register` was given: where `clew` is looked up. */
export const initialize: InitializeHook<string> = (from) => {
  require = createRequire(from);
};

/** Called by Node for each import. */
export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  if (specifier !== 'clew' && !specifier.startsWith('clew/')) return nextResolve(specifier, context);
  return { url: pathToFileURL(require.resolve(specifier)).href, format: 'module', shortCircuit: true };
};
