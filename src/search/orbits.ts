import { hashOf } from '../simulator/lane.ts';
import { type BreakingSets, type FaultList, keyOf } from './failure-sets.ts';
import type { Image, Symmetry } from './symmetry.ts';
import type { Goodness, SearchFault, ToldRun } from './system-under-test.ts';

/** Sets with fewer faults are all run, whatever is said to be alike. */
const takenFrom = 2;

/** Of every so many larger ones, one more is run. */
const sampleOf = 8;

/** A set that is taken to come out like another, and the run of that one as it would have been. */
export interface Taken<F extends SearchFault> {
  readonly faults: FaultList<F>;
  readonly run: ToldRun<F>;
}

/**
 * Failure sets that are the same but for which of the interchangeable nodes they strike: of each orbit one runs, and tells of the others.
 *
 * That rests on a claim: that renaming does not change the verdict. Then a set S and its image σS come out alike, and σT(S) will do for
 * T(σS): a set that adds to σS only faults outside σT(S) is the image of one that adds to S only faults outside T(S).
 * So the claim is about verdicts alone, and is held against all that is run: every set of no or one fault, every set that breaks
 * the outcome with all its images, one more of every eighth orbit, and whatever else runs. A fault whose own run is not touched by
 * what touches those of its images, renamed, is not taken to be alike in company either; mostly its moment lies among
 * several messages that are due at one tick.
 *
 * Nothing is claimed of sets that stop a node inside a step. After the first of two messages is after that to b, and there is no
 * name for after that to c alone. They all run, and are added to an image whether or not they touch.
 */
export class Orbits<F extends SearchFault> {
  /** How many sets were taken to come out like an image of theirs. */
  taken = 0;
  private readonly symmetry: Symmetry<F>;
  private readonly outcome: number;
  /** By orbit, the set that ran first, and how it came out. */
  private readonly verdicts = new Map<string, { readonly faults: FaultList<F>; readonly goodness: Goodness }>();
  private readonly ran = new Set<string>();
  private waiting = new Map<string, FaultList<F>>();
  private readonly touchingAlone = new Map<F, ReadonlySet<F>>();
  private uneven: Set<string> | null = null;

  constructor(symmetry: Symmetry<F>, outcome: number) {
    this.symmetry = symmetry;
    this.outcome = outcome;
  }

  /** These sets are to be run, unless one tells of another. */
  begin(sets: readonly FaultList<F>[]): void {
    this.waiting = new Map(sets.map((faults) => [keyOf(faults), faults]));
  }

  /** A set needs no run any more. */
  done(faults: FaultList<F>): void {
    this.waiting.delete(keyOf(faults));
  }

  /** How a set came out. @throws what the symmetry says where an image of it came out otherwise */
  tell(faults: FaultList<F>, goodness: Goodness): void {
    this.done(faults);
    if (faults.some(isInside)) return;
    this.ran.add(keyOf(faults));
    const orbit = this.orbitOf(faults);
    const known = this.verdicts.get(orbit);
    if (known === undefined || known.goodness === 'unknown') this.verdicts.set(orbit, { faults, goodness });
    else if (known.goodness !== goodness && goodness !== 'unknown') throw this.symmetry.refutedBy(this.outcome, known.faults, known.goodness, faults);
  }

  /** What touches the run of one fault alone. */
  learn(fault: F, touching: Iterable<F>): void {
    this.touchingAlone.set(fault, new Set([...touching].filter((other) => !isInside(other))));
    this.uneven = null;
  }

  /** The waiting sets that come out like one that was good. */
  takenFrom(faults: FaultList<F>, run: ToldRun<F>): Taken<F>[] {
    if (faults.length < takenFrom || run.goodness(this.outcome) !== 'good' || hashOf(keyOf(faults)) % sampleOf === 0 || faults.some((fault) => isInside(fault) || this.isUneven(fault))) return [];
    const taken: Taken<F>[] = [];
    for (const image of this.symmetry.imagesOf(faults)) {
      const waiting = this.waiting.get(keyOf(image.faults));
      if (waiting === undefined) continue;
      this.done(waiting);
      taken.push({ faults: waiting, run: runUnder(image, run) });
    }
    this.taken += taken.length;
    return taken;
  }

  /** The images of breaking sets that never had a run of their own. */
  unverified({ sets }: BreakingSets<F>): FaultList<F>[] {
    const images = new Map<string, FaultList<F>>();
    for (const { faults } of sets) {
      if (faults.some(isInside)) continue;
      for (const image of this.symmetry.imagesOf(faults)) if (!this.ran.has(keyOf(image.faults))) images.set(keyOf(image.faults), image.faults);
    }
    return [...images.values()];
  }

  private orbitOf(faults: FaultList<F>): string {
    let least = keyOf(faults);
    for (const image of this.symmetry.imagesOf(faults)) {
      const key = keyOf(image.faults);
      if (key < least) least = key;
    }
    return least;
  }

  private isUneven(fault: F): boolean {
    if (this.uneven === null) {
      this.uneven = new Set();
      for (const [single, touching] of this.touchingAlone) if (!this.touchedAlike(single, touching)) this.uneven.add(this.symmetry.familyOf(single));
    }
    return this.symmetry.isShifted(fault) || this.uneven.has(this.symmetry.familyOf(fault));
  }

  private touchedAlike(fault: F, touching: ReadonlySet<F>): boolean {
    return this.symmetry.renamings.every((to) => {
      const touchingImage = this.touchingAlone.get(to(fault));
      return touchingImage?.size === touching.size && [...touching].every((other) => touchingImage.has(to(other)));
    });
  }
}

/** A run as it would have been under the image of its failure set. */
function runUnder<F extends SearchFault>({ to, from }: Image<F>, run: ToldRun<F>): ToldRun<F> {
  return {
    fired: (fault) => run.fired(from(fault)),
    goodness: (outcome) => run.goodness(outcome),
    touching: (outcome) => withInside(run.touching(outcome).map(to), run.offered(), to),
    offered: () => withInside(run.offered().map(to), run.offered(), to),
    ...(run.actsLike !== undefined && { actsLike: (fault: F, other: F, outcome: number) => run.actsLike!(from(fault), from(other), outcome) }),
    ...(run.firingTogether !== undefined && {
      firingTogether: (inert: readonly F[], most: number) => {
        const { faults, beside } = run.firingTogether!(inert.map(from), most);
        return { faults: faults.map(to), beside };
      },
    }),
  };
}

/** The faults, and all that stop a node inside a step, under either name. */
function withInside<F extends SearchFault>(faults: readonly F[], offered: readonly F[], to: (fault: F) => F): readonly F[] {
  return [...new Set([...faults, ...offered.filter(isInside).flatMap((fault) => [fault, to(fault)])])];
}

function isInside(fault: SearchFault): boolean {
  return (fault.inside ?? 0) > 0;
}
