import { legOf } from './trackable.ts';
import type { Tracker } from './tracker.ts';
import { NONE } from './effects.ts';

/** The cell that stands for which keys there are, and in which order. */
export const keyList: unique symbol = Symbol('the list of keys');

/** The key under which a view, asked directly, tells whose cells it shows. Known to nobody else, and no key of the container. */
export const cellsKey: unique symbol = Symbol('cells');

/** The cells that a tracked view shows; undefined for what is none. */
export function cellsOf(view: object): Cells | undefined {
  return (view as { readonly [cellsKey]?: Cells })[cellsKey];
}

/** The effect that wrote a cell last. */
interface Writer {
  effect: number;
}

/** No key at all. */
const nothing: unique symbol = Symbol('nothing');

/**
 * The cells of one container: who wrote each of them last, and who changed its list of keys.
 *
 * A cell that has no writer of its own was written by whatever put the container where it is: `base`.
 */
export class Cells {
  readonly tracker: Tracker;
  /** The container that holds this one, or the name of the root. */
  readonly owner: Cells | string;
  readonly ownerKey: unknown;
  /** Whether writes go to disk. */
  readonly durable: boolean;
  /** The plain container itself, for reports. */
  readonly container: object;
  /** Whether the container was there from the beginning, and its like has been found fit in another run, with all that is in it. */
  readonly trusted: boolean;
  /** What is given out in place of the container. */
  view: object | null = null;
  private readonly base: number;
  /** By key, in a box: to write it anew is to look up once, and not twice. */
  private writers: Map<unknown, Writer> | null = null;
  /** The key that was looked up last, and what was found: what is read and then written is looked up once. */
  private lastKey: unknown = nothing;
  private lastWriter: Writer | undefined;
  private lastListChange: number = NONE;
  private watchers: Map<unknown, number> | null = null;
  private numbers: Map<unknown, number> | null = null;

  constructor(tracker: Tracker, owner: Cells | string, ownerKey: unknown, base: number, durable: boolean, container: object, trusted: boolean) {
    this.tracker = tracker;
    this.owner = owner;
    this.ownerKey = ownerKey;
    this.base = base;
    this.durable = durable;
    this.container = container;
    this.trusted = trusted;
  }

  /** The effect that wrote the cell last. */
  writerOf(key: unknown): number {
    const writer = this.writer(key);
    return writer === undefined ? this.base : writer.effect;
  }

  /** The effect that last changed the list of keys. */
  writerOfList(): number {
    return this.lastListChange === NONE ? this.base : this.lastListChange;
  }

  /** Notes that the cell was read, also when there is nothing in it. */
  readCell(key: unknown): void {
    const { trace } = this.tracker;
    if (trace.recording) trace.read(this.writerOf(key));
    if (trace.attended) this.attendRead(key);
  }

  /** Notes that all of a plain container was read: its list of keys, and each of its cells. */
  readAll(keys: Iterable<unknown>): void {
    const { trace } = this.tracker;
    this.readList();
    if (trace.recording) for (const key of keys) trace.read(this.writerOf(key));
  }

  /** Notes that the list of keys was read: also by asking for the size, or by iterating. */
  readList(): void {
    const { trace } = this.tracker;
    if (trace.recording) {
      trace.read(this.base);
      trace.readList(this.lastListChange);
    }
    if (trace.attended) this.attendRead(keyList);
  }

  /** To be called before a write: refuses it outside a step, and lets a crash come between two writes to disk. */
  beforeWrite(key: unknown): void {
    this.tracker.beforeWrite(this, key);
  }

  /** Notes a write to a cell whose key was there already. */
  wrote(key: unknown, value: unknown): void {
    const { trace } = this.tracker;
    const last = this.writer(key);
    if (last === undefined) this.note(trace.write(), key, value);
    else if (!trace.writesAgain(last.effect)) this.noteAt(last, trace.write(), key, value);
    else if (!this.durable && isObject(value)) trace.restOnWholeStep(last.effect);
  }

  /** Notes a write that added the key, or took it away. */
  wroteKey(key: unknown, value: unknown): void {
    const trace = this.tracker.trace;
    const effect = trace.write();
    if (effect >= 0) trace.effectPrevious[effect] = this.lastListChange;
    this.lastListChange = effect;
    if (this.watchers !== null) this.changed(keyList);
    if (trace.footprints !== null) trace.leaveFootprint(this.numberOf(keyList), true);
    this.note(effect, key, value);
  }

  /** To be called before a write that would change nothing: counts like any other, but may also be made in a rehearsal. */
  beforeRepeat(key: unknown): void {
    if (!this.tracker.trace.inRehearsal) this.tracker.beforeWrite(this, key);
  }

  /** Notes that the running step wrote what the cell already held. */
  repeated(key: unknown): void {
    const { trace } = this.tracker;
    // To write the same value again is harmless for as long as it is the same value.
    if (trace.inRehearsal) this.readCell(key);
    // What came with the whole container is not there for two reasons because one cell of it is.
    else if (this.writer(key) !== undefined) trace.repeat(this.writerOf(key));
    if (trace.footprints !== null) trace.leaveFootprint(this.numberOf(key), true);
  }

  /** Notes that the running step made the list of keys what it already was. */
  repeatedList(): void {
    const { trace } = this.tracker;
    if (trace.inRehearsal) this.readList();
    if (trace.footprints !== null) trace.leaveFootprint(this.numberOf(keyList), true);
  }

  /** The place of a cell in words, such as `a.state.votes["b 1"]`. */
  pathOf(key: unknown): string {
    return `${this.path()}${key === keyList ? ' (its keys)' : legOf(key)}`;
  }

  /** The place of the container in words. */
  path(): string {
    return typeof this.owner === 'string' ? this.owner : this.owner.pathOf(this.ownerKey);
  }

  /** Who wrote the cell since the container is where it is. */
  private writer(key: unknown): Writer | undefined {
    if (this.writers === null) return undefined;
    if (key === this.lastKey) return this.lastWriter;
    this.lastKey = key;
    return (this.lastWriter = this.writers.get(key));
  }

  private note(effect: number, key: unknown, value: unknown): void {
    const writer = this.writer(key);
    if (writer !== undefined || effect === NONE) return this.noteAt(writer, effect, key, value);
    const made = { effect };
    (this.writers ??= new Map()).set(key, made);
    this.lastKey = key;
    this.lastWriter = made;
    this.noteAt(made, effect, key, value);
  }

  private noteAt(writer: { effect: number } | undefined, effect: number, key: unknown, value: unknown): void {
    if (this.watchers !== null) this.changed(key);
    const { trace } = this.tracker;
    if (effect !== NONE && writer !== undefined) {
      writer.effect = effect;
      // An object literal may still be in the handler's hands, who may go on filling it unseen. A disk keeps a copy.
      if (!this.durable && (isObject(value) || isObject(key))) trace.restOnWholeStep(effect);
    }
    if (trace.listener !== null) trace.listener.write(effect, this, key, value);
    if (trace.footprints !== null) trace.leaveFootprint(this.numberOf(key), true);
  }

  private attendRead(key: unknown): void {
    const { trace } = this.tracker;
    if (trace.watcher !== 0) this.watch(key);
    if (trace.listener !== null) trace.listener.read(this, key);
    if (trace.footprints !== null) trace.leaveFootprint(this.numberOf(key), false);
  }

  /** The cell's number in footprints. */
  private numberOf(key: unknown): number {
    this.numbers ??= new Map();
    let number = this.numbers.get(key);
    if (number === undefined) this.numbers.set(key, (number = this.tracker.trace.footprints!.newCell()));
    return number;
  }

  private watch(key: unknown): void {
    this.watchers ??= new Map();
    this.watchers.set(key, (this.watchers.get(key) ?? 0) | this.tracker.trace.watcher);
  }

  private changed(key: unknown): void {
    const watching = this.watchers!.get(key);
    if (watching === undefined) return;
    this.tracker.trace.dirty |= watching;
    this.watchers!.delete(key);
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
