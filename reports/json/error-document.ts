import type { ClewError } from '../../src/simulator/errors.ts';

/** An error as all documents show it, in its four parts. */
export function errorFields({ code, what, values, usually, next }: Pick<ClewError, 'what' | 'values' | 'usually' | 'next'> & { readonly code: string }): object {
  return { code, what, values, ...(usually !== undefined && { usually }), ...(next !== undefined && { next }) };
}

/** An error as the document `clew/error/1`. */
export function errorDocument(error: Parameters<typeof errorFields>[0]): object {
  return { schema: 'clew/error/1', error: errorFields(error) };
}
