import { Trace } from '../../../src/lineage/trace.ts';
import { Tracker } from '../../../src/lineage/tracker.ts';

/** A tracked state whose steps are taken by hand. */
export class TrackedState<State extends object> {
  readonly trace = new Trace();
  readonly tracker: Tracker;
  readonly state: State;
  /** How many effects have left a step. */
  outward = 0;
  /** The outward effect that must not happen: the node has stopped before it. */
  stopAt = Infinity;

  constructor(initial: State, place: 'state' | 'disk' = 'state', outcomes = 0) {
    this.trace.reset(outcomes);
    this.tracker = new Tracker(this.trace, () => {
      if (this.outward >= this.stopAt) throw new Error('the node has stopped');
      this.outward++;
    });
    this.state = this.tracker.root(initial, `a.${place}`, place === 'disk');
  }

  /** Takes a step and returns its number. */
  step(action: (state: State) => unknown): number {
    const step = this.trace.beginStep(-1);
    try {
      action(this.state);
    } finally {
      this.trace.endStep();
    }
    return step;
  }

  /** Takes a step, and returns the numbers of the steps whose writes it has read. */
  readBy(action: (state: State) => unknown): number[] {
    return this.readsOf(this.step(action));
  }

  /** The steps whose writes a step has read. */
  readsOf(step: number): number[] {
    const { trace } = this;
    return this.stepsOf(trace.reads.subarray(trace.stepReadsFrom[step], trace.readsTo(step)));
  }

  /** Looks as an outcome does, and returns the numbers of the steps whose writes were read. */
  seenBy(action: (state: State) => unknown): number[] {
    this.trace.outcomeReads[0] = [];
    this.look(action);
    return this.stepsOf(this.trace.outcomeReads[0]);
  }

  /** Looks as an outcome does that wants to be told of changes. */
  look(action: (state: State) => unknown): void {
    this.trace.beginOutcome(0, 1);
    try {
      action(this.state);
    } finally {
      this.trace.endOutcome();
    }
  }

  /** Whether a cell that was looked at has changed since. */
  get changed(): boolean {
    return this.trace.dirty !== 0;
  }

  /** A value as text, without views. */
  drawing(value: unknown = this.state): string {
    return drawingOf(value, (item) => this.tracker.plainOf(item));
  }

  private stepsOf(reads: Iterable<number>): number[] {
    const { effectPrevious, effectStep } = this.trace;
    const steps = new Set<number>();
    for (const read of reads) {
      if (read >= 0) steps.add(effectStep[read]!);
      else for (let change = ~read; change >= 0; change = effectPrevious[change]!) steps.add(effectStep[change]!);
    }
    return [...steps].toSorted((a, b) => a - b);
  }
}

/**
 * A value as text, without views: what there is, in its order, with one name for each container, so that two that have
 * the same text cannot be told apart. Looking is no read.
 */
export function drawingOf(value: unknown, plainOf: (value: unknown) => unknown = (plain) => plain): string {
  const names = new Map<unknown, number>();
  const draw = (item: unknown): string => {
    const plain = plainOf(item);
    if (typeof plain !== 'object' || plain === null) return typeof plain === 'string' ? JSON.stringify(plain) : Object.is(plain, -0) ? '-0' : String(plain);
    const known = names.get(plain);
    if (known !== undefined) return `#${known}`;
    names.set(plain, names.size);
    return `#${names.size - 1}${contentsOf(plain, draw)}`;
  };
  return draw(value);
}

function contentsOf(container: object, draw: (value: unknown) => string): string {
  if (container instanceof Map) return `Map(${[...container].map(([key, item]) => `${draw(key)} => ${draw(item)}`).join(', ')})`;
  if (container instanceof Set) return `Set(${[...container].map(draw).join(', ')})`;
  const kind = `${Object.getPrototypeOf(container) === null ? 'bare ' : ''}${Object.prototype.toString.call(container)}`;
  return `${kind}(${Reflect.ownKeys(container).map((key) => `${String(key)}: ${draw(Object.getOwnPropertyDescriptor(container, key)!.value)}`).join(', ')})`;
}
