import { type Cells, keyList } from '../lineage/cells.ts';
import { displayValue, safeText } from './display-value.ts';

/** The place of a cell in words, such as `b.state.votes["b 1"]`; safe to print. */
export function cellPath(cells: Cells, key: unknown): string {
  const container = containerPath(cells);
  if (key === keyList) return `${container} (its keys)`;
  if (typeof key === 'string' && /^[A-Za-z_$][\w$]*$/.test(key)) return `${container}.${key}`;
  if (typeof key === 'string' && /^\d+$/.test(key)) return `${container}[${key}]`;
  return `${container}[${displayValue(key, 40, (value) => cells.tracker.plainOf(value))}]`;
}

/** The place of a container in words. */
export function containerPath(cells: Cells): string {
  return typeof cells.owner === 'string' ? safeText(cells.owner) : cellPath(cells.owner, cells.ownerKey);
}

/** The effect that wrote the cell last. */
export function cellWriter(cells: Cells, key: unknown): number {
  return key === keyList ? cells.writerOfList() : cells.writerOf(key);
}

/** What a cell holds now: for a member of a Set, whether it is there; for a list of keys, the keys, or the length of an array. */
export function cellValue(cells: Cells, key: unknown): unknown {
  const { container } = cells;
  if (key === keyList) return Array.isArray(container) ? container.length : keysOf(container);
  if (container instanceof Map) return container.get(key);
  if (container instanceof Set) return container.has(key);
  const descriptor = Object.getOwnPropertyDescriptor(container, key as PropertyKey);
  return descriptor?.value as unknown;
}

/** Whether there is anything under that key. */
export function cellExists(cells: Cells, key: unknown): boolean {
  const { container } = cells;
  return container instanceof Map || container instanceof Set ? container.has(key) : Object.hasOwn(container, key as PropertyKey);
}

function keysOf(container: object): unknown {
  if (container instanceof Set) return container;
  return new Set(container instanceof Map ? container.keys() : Object.keys(container));
}
