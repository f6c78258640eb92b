/**
 * A text that is the same for values that hold the same.
 *
 * The order of insertion does not count in a Map or Set, that of an array does. As in JSON, what is `undefined` inside an
 * object is as if it were not there.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`;
  if (value instanceof Set) return `Set{${[...(value as Set<unknown>)].map(textOf).toSorted().join()}}`;
  if (value instanceof Map) return `Map${entriesText([...(value as Map<unknown, unknown>)])}`;
  return entriesText(Object.entries(value).filter(([, entry]) => entry !== undefined));
}

function entriesText(entries: readonly (readonly [unknown, unknown])[]): string {
  return `{${entries.map(([key, entry]) => `${textOf(key)}:${textOf(entry)}`).toSorted().join()}}`;
}
