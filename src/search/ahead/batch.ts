import { type FaultList, keyOf } from '../failure-sets.ts';
import type { Expected, RunDepth, SearchBounds, SearchFault } from '../system-under-test.ts';

/**
 * Failure sets of one size that a search is about to ask for, cut into pieces that can be run anywhere and in any order.
 *
 * Plain data, so that it can be sent to another thread. Faults, sets and outcomes go by their places in it.
 */
export interface Batch<F extends SearchFault> {
  /** Tells the batches of a search apart. */
  readonly number: number;
  readonly depth: RunDepth;
  /** The bounds of the search: where the system has others, it is another one. */
  readonly bounds: SearchBounds;
  readonly faults: readonly F[];
  readonly outcomes: readonly number[];
  /** How many faults each set has, and the sets' faults one after the other, in the order in which the search will ask. */
  readonly size: number;
  readonly sets: Int32Array;
  /** For each set, as bits by place, the outcomes that ask for it. */
  readonly asking: Int32Array;
  /** For each outcome, what smaller sets are offered. */
  readonly offered: readonly ReadonlyMap<string, Int32Array>[];
  /** The sets piece by piece, and where each piece ends. */
  readonly order: Int32Array;
  readonly ends: Int32Array;
  /** How far ahead of the set that the search is at a piece may begin, in sets. */
  readonly window: number;
  /** Shared by all threads. For each set, as bits by place, the outcomes for which an earlier set's run has told how it comes out. */
  readonly settled: Int32Array;
  /** Shared by all threads: the next piece that nobody has taken; the set that the search is at; not 0 once nobody waits for answers any more. */
  readonly state: Int32Array;
}

/** Places in `Batch.state`. */
export const State = { next: 0, reached: 1, closed: 2 } as const;

/** So many outcomes are told apart in one word. */
export const outcomesMax = 30;

/** How a batch is to be cut. */
export interface Cut {
  readonly number: number;
  readonly bounds: SearchBounds;
  /** The most sets of one piece. */
  readonly pieceMax: number;
  readonly window: number;
}

/** The sets that are waited for, each once, with their places by key. */
export function batchOf<F extends SearchFault>(expected: readonly Expected<F>[], depth: RunDepth, { number, bounds, pieceMax, window }: Cut): { readonly batch: Batch<F>; readonly places: ReadonlyMap<string, number> } {
  const numbering = new Map<F, number>();
  const numbered = (faults: readonly F[]): number[] => faults.map((fault) => numberIn(numbering, fault));
  const places = new Map<string, number>();
  const sets: FaultList<F>[] = [];
  const asking: number[] = [];
  for (const [bit, { sets: waiting }] of expected.entries()) {
    for (const faults of waiting) {
      const key = keyOf(faults);
      let place = places.get(key);
      if (place === undefined) {
        places.set(key, (place = sets.push(faults) - 1));
        asking.push(0);
      }
      asking[place]! |= 1 << bit;
    }
  }
  const flat = Int32Array.from(sets.flatMap(numbered));
  // One run's list serves all outcomes.
  const lists = new Map<readonly F[], Int32Array>();
  const listOf = (faults: readonly F[]): Int32Array => {
    const list = lists.get(faults) ?? Int32Array.from(numbered(faults));
    lists.set(faults, list);
    return list;
  };
  const offered = expected.map((one) => new Map([...(one.offered ?? [])].map(([key, faults]) => [key, listOf(faults)])));
  const pieces = depth === 'verdict' ? alikePieces(sets, pieceMax) : piecesInOrder(sets.length, pieceMax);
  const ends: number[] = [];
  for (const piece of pieces) ends.push((ends.at(-1) ?? 0) + piece.length);
  const batch = {
    number,
    depth,
    bounds,
    faults: [...numbering.keys()],
    outcomes: expected.map(({ outcome }) => outcome),
    size: sets[0]?.length ?? 0,
    sets: flat,
    asking: Int32Array.from(asking),
    offered,
    order: Int32Array.from(pieces.flat()),
    ends: Int32Array.from(ends),
    window,
    settled: shared(sets.length),
    state: shared(Object.keys(State).length),
  };
  return { batch, places };
}

/** The piece of each set. */
export function piecesBySet({ order, ends }: Batch<SearchFault>): Int32Array {
  const pieces = new Int32Array(order.length);
  for (let place = 0, piece = 0; place < order.length; place++) {
    if (place === ends[piece]) piece++;
    pieces[order[place]!] = piece;
  }
  return pieces;
}

/** The faults of a set. */
export function setAt<F extends SearchFault>({ faults, sets, size }: Batch<F>, place: number): F[] {
  return Array.from(sets.subarray(place * size, (place + 1) * size), (number) => faults[number]!);
}

/** Takes the next piece; undefined when all are taken, when nobody waits any more, or when the next one lies too far ahead. */
export function takePiece({ state, order, ends, window }: Batch<SearchFault>): number | undefined {
  for (;;) {
    const piece = Atomics.load(state, State.next);
    if (piece >= ends.length || Atomics.load(state, State.closed) !== 0) return undefined;
    if (order[piece === 0 ? 0 : ends[piece - 1]!]! > Atomics.load(state, State.reached) + window) return undefined;
    if (Atomics.compareExchange(state, State.next, piece, piece + 1) === piece) return piece;
  }
}

/**
 * Sets of which one's run may tell of another lie in one piece, as far as it is not too large: the same but for faults that
 * have the same rivals. So hardly a set is run that an earlier one settles, though nobody knows of the others' runs yet.
 */
function alikePieces(sets: readonly FaultList<SearchFault>[], pieceMax: number): number[][] {
  const groups = new Map<string, number[]>();
  for (const [place, faults] of sets.entries()) {
    const key = faults.map(({ token, rivals = '' }) => (rivals === '' ? token : rivals)).sort().join('+');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [place]);
    else group.push(place);
  }
  return [...groups.values()].flatMap((group) => piecesInOrder(group.length, pieceMax).map((piece) => piece.map((index) => group[index]!)));
}

/** As many pieces as are needed, all about as large. */
function piecesInOrder(length: number, pieceMax: number): number[][] {
  const count = Math.ceil(length / pieceMax);
  return Array.from({ length: count }, (_, piece) => {
    const [from, to] = [Math.round((piece * length) / count), Math.round(((piece + 1) * length) / count)];
    return Array.from({ length: to - from }, (__, index) => from + index);
  });
}

function numberIn<F>(numbering: Map<F, number>, fault: F): number {
  let number = numbering.get(fault);
  if (number === undefined) numbering.set(fault, (number = numbering.size));
  return number;
}

function shared(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}
