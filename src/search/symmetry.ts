import type { FaultList } from './failure-sets.ts';
import type { Goodness, SearchFault } from './system-under-test.ts';

/** A failure set under another name: its nodes are exchanged for others that are said to be interchangeable with them. */
export interface Image<F extends SearchFault> {
  readonly faults: FaultList<F>;
  /** What a fault is called under that name, and the other way round. */
  readonly to: (fault: F) => F;
  readonly from: (fault: F) => F;
}

/** The claim that failure sets which differ only in which of the interchangeable nodes they strike come out alike. */
export interface Symmetry<F extends SearchFault> {
  /** What each way to exchange the nodes makes of a fault; that may be the fault itself. */
  readonly renamings: readonly ((fault: F) => F)[];
  /** The other names of a set, each once, itself left out. */
  imagesOf(faults: FaultList<F>): readonly Image<F>[];
  /** Whether the fault may mean something else when nodes are exchanged: it goes by a number that does, or its moment is that of a message from one of them. */
  isShifted(fault: F): boolean;
  /** The same word for faults that differ only in a number of their lane or, at most, in which of the interchangeable nodes they strike. */
  familyOf(fault: F): string;
  /** The error that says that the claim is false: one set came out so, and an image of it otherwise. */
  refutedBy(outcome: number, one: FaultList<F>, goodness: Goodness, other: FaultList<F>): Error;
}
