import { Cells, cellsOf, keyList } from './cells.ts';
import { copyOf, type Keep } from './copy.ts';
import { Mark } from './marks.ts';
import { describe, flawOf, isPlainObject, UntrackableError } from './trackable.ts';
import { TrackedArray } from './tracked-array.ts';
import { TrackedMap } from './tracked-map.ts';
import { TrackedObject } from './tracked-object.ts';
import { TrackedSet } from './tracked-set.ts';
import { NONE } from './effects.ts';
import type { Trace } from './trace.ts';

export { copyOf } from './copy.ts';
export { isPlainObject, UntrackableError } from './trackable.ts';

/** Thrown when something that may only look writes. */
export class ReadOnlyError extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} is written outside a handler`);
    this.name = 'ReadOnlyError';
    this.path = path;
  }
}

/** Nobody sees it, and to make an error takes as long as a step. */
const refusedInRehearsal = new ReadOnlyError('something');

/** Asked before each effect that leaves its step. Throws where the step ends there. */
export type Gate = () => void;

/**
 * Makes tracked views of plain values, for one run.
 *
 * A view is made when a container is read, and is the same one each time, so that `===` works between views. Views
 * that are written into a container are replaced by what they are views of. An object literal that is written may
 * hold views, and may be given more by the handler that still has it in its hands: they are left, and known when met.
 */
export class Tracker {
  readonly trace: Trace;
  private readonly gate: Gate;
  private readonly justChecked: object[] = [];
  /** Whether a write to disk that consists of several is under way; they count as one. */
  private together = false;

  constructor(trace: Trace, gate: Gate) {
    this.trace = trace;
    this.gate = gate;
  }

  /** A tracked view of a node's whole state or disk; `checked` where its like has been found fit before. */
  root<Value extends object>(value: Value, path: string, durable: boolean, checked = false): Value {
    if (!checked) {
      if (!isPlainObject(value)) throw new UntrackableError(path, `${describe(value)}, not a plain object`);
      this.check(value, path, undefined);
    }
    const cells = new Cells(this, path, '', NONE, durable, value, checked);
    return this.register(cells, new TrackedObject(cells, value).view) as Value;
  }

  /** The tracked view of a value that was read from a cell; values that are not objects are their own view. */
  viewOf(value: unknown, owner: Cells, key: unknown): unknown {
    if (typeof value !== 'object' || value === null) {
      if (typeof value === 'function') throw new UntrackableError(owner.pathOf(key), 'a function');
      return value;
    }
    const known = this.knownViewOf(value);
    if (known !== undefined) return known;
    if (this.cellsOf(value) !== undefined) return value;
    // What was written is checked and marked; the rest has been there from the beginning.
    const trusted = owner.trusted && !Mark.isChecked(value, this);
    if (!trusted) this.check(value, owner, key);
    const cells = new Cells(this, owner, key, owner.writerOf(key), owner.durable, value, trusted);
    return this.register(cells, viewFor(cells, value));
  }

  /** What the value is a view of, or the value itself. */
  plainOf(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    return this.cellsOf(value)?.container ?? value;
  }

  /** The view of a plain container, if there is one: an object literal may hold it in place of the container. */
  knownViewOf(value: unknown): object | undefined {
    return typeof value === 'object' && value !== null ? (Mark.cellsOf(value, this)?.view ?? undefined) : undefined;
  }

  /** What to keep of a value that is written into a cell; on disk, a copy of all that is not there already. */
  admit(value: unknown, owner: Cells, key: unknown): unknown {
    if (typeof value !== 'object' || value === null) {
      if (typeof value === 'function') throw new UntrackableError(owner.pathOf(key), 'a function');
      return value;
    }
    if (owner.durable) return this.onDisk(value) ?? copyOf(value, owner.pathOf(key), this.onDisk);
    const cells = this.cellsOf(value);
    if (cells !== undefined) return cells.container;
    this.check(value, owner, key);
    return value;
  }

  /** Whether a cell that holds `held` would not be changed by what was admitted to it. */
  isHeld(held: unknown, admitted: unknown): boolean {
    return Object.is(held, admitted) || (typeof admitted === 'object' && admitted !== null && this.plainOf(held) === admitted);
  }

  /** See {@link Cells.beforeWrite}. */
  beforeWrite(cells: Cells, key: unknown): void {
    if (!this.trace.inStep) {
      this.trace.refusedWrite = true;
      throw this.trace.inRehearsal ? refusedInRehearsal : new ReadOnlyError(cells.pathOf(key));
    }
    if (cells.durable && !this.together) this.gate();
  }

  /** Runs an operation that writes several cells as one write. */
  asOneWrite<Result>(cells: Cells, operation: () => Result): Result {
    if (this.together) return operation();
    this.beforeWrite(cells, keyList);
    this.together = true;
    try {
      return operation();
    } finally {
      this.together = false;
    }
  }

  /** The plain container of a view that is on disk. */
  private readonly onDisk: Keep = (value) => {
    const cells = this.cellsOf(value);
    return cells?.durable === true ? cells.container : undefined;
  };

  /** The cells that a view shows; those of an earlier run are none. */
  private cellsOf(view: object): Cells | undefined {
    const cells = cellsOf(view);
    return cells?.tracker === this ? cells : undefined;
  }

  private register(cells: Cells, view: object): object {
    cells.view = view;
    Mark.setCells(cells.container, cells);
    return view;
  }

  /** Refuses what cannot be tracked, with its path. */
  private check(value: object, owner: Cells | string, key: unknown): void {
    if (Mark.isChecked(value, this)) return;
    this.justChecked.length = 0;
    const flaw = flawOf(value, this.isKnown);
    if (flaw === undefined) return;
    for (const container of this.justChecked) Mark.setChecked(container, null);
    throw new UntrackableError(`${typeof owner === 'string' ? owner : owner.pathOf(key)}${flaw.path}`, flaw.found);
  }

  private readonly isKnown = (container: object): boolean => {
    if (this.cellsOf(container) !== undefined || Mark.isChecked(container, this)) return true;
    Mark.setChecked(container, this);
    this.justChecked.push(container);
    return false;
  };
}

function viewFor(cells: Cells, value: object): object {
  if (Array.isArray(value)) return new TrackedArray(cells, value).view;
  if (value instanceof Map) return new TrackedMap(cells, value);
  if (value instanceof Set) return new TrackedSet(cells, value);
  return new TrackedObject(cells, value).view;
}
