import { type FaultList, grownBy, keyOf } from './failure-sets.ts';
import { LevelSearch } from './level-search.ts';
import type { SearchFault, ToldRun } from './system-under-test.ts';

/**
 * Every minimal failure set up to `depth`, by running everything but what contains a known breaking set.
 *
 * Only sets in which every fault fired are grown. The others are equal to a smaller one, and nothing is missed: of a
 * set in which all fire, the faults up to any moment also all fire, so the set is reached by adding its faults in the order of firing.
 */
export class Exhaustive<F extends SearchFault> extends LevelSearch<F> {
  readonly method = 'exhaustive';
  private level: { readonly faults: FaultList<F>; readonly offered: readonly F[] }[] = [];
  /** All at once: what is enumerated here is to be checked against, and stays simple. */
  protected formedAll = true;
  protected readonly shareFormed = 1;

  protected override form(): FaultList<F>[] {
    const formed = new Map<string, FaultList<F>>();
    for (const smaller of this.level) {
      for (const fault of smaller.offered) {
        const faults = grownBy(smaller.faults, fault, this.bounds);
        if (faults === undefined || this.breaking.within(faults)) continue;
        formed.set(keyOf(faults), faults);
      }
    }
    this.level = [];
    return [...formed.values()];
  }

  protected override keep(faults: FaultList<F>, run: ToldRun<F>): void {
    if (faults.length < this.bounds.depth && faults.every((fault) => run.fired(fault))) this.level.push({ faults, offered: run.offered() });
  }

  /** Those that will be grown. */
  needsOffered(faults: FaultList<F>): boolean {
    return faults.length < this.bounds.depth;
  }

  override get covered(): number {
    return this.firedSets;
  }
}
