import type { Cells } from './cells.ts';
import type { Tracker } from './tracker.ts';

/** Lets a class put its private fields on an object that is there already. */
// oxlint-disable-next-line typescript/no-extraneous-class
class Itself {
  constructor(container: object) {
    return container;
  }
}

/** Containers that take no more fields, not even private ones, in every engine: frozen ones. */
const onFrozen = new WeakMap<object, Mark>();

/**
 * What the tracker knows about a plain container of the user's, kept on the container itself and seen by nobody.
 *
 * A WeakMap would do, but every entry costs the garbage collector more than it costs to make the view.
 */
export class Mark extends Itself {
  /** Who has found that it can be tracked; there is a tracker for each run. */
  #tracker: Tracker | null = null;
  #cells: Cells | null = null;

  /** Whether the container was found fit for tracking in this run. */
  static isChecked(container: object, tracker: Tracker): boolean {
    const mark = Mark.#on(container);
    return mark !== undefined && mark.#tracker === tracker;
  }

  /** Notes that the container is fit for tracking, or takes that back. */
  static setChecked(container: object, tracker: Tracker | null): void {
    const mark = Mark.#on(container) ?? Mark.#put(container);
    mark.#tracker = tracker;
    mark.#cells = null;
  }

  /** The cells of the container in this run; undefined where nobody has looked into it. */
  static cellsOf(container: object, tracker: Tracker): Cells | undefined {
    const mark = Mark.#on(container);
    if (mark === undefined) return undefined;
    const cells = mark.#cells;
    return cells !== null && cells.tracker === tracker ? cells : undefined;
  }

  static setCells(container: object, cells: Cells): void {
    (Mark.#on(container) ?? Mark.#put(container)).#cells = cells;
  }

  static #on(container: object): Mark | undefined {
    if (#cells in container) return container;
    return Object.isExtensible(container) ? undefined : onFrozen.get(container);
  }

  static #put(container: object): Mark {
    if (Object.isExtensible(container)) return new Mark(container);
    const mark = new Mark({});
    onFrozen.set(container, mark);
    return mark;
  }
}
