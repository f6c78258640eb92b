import type { SearchFault } from '../system-under-test.ts';
import type { Batch } from './batch.ts';

/** The sets of a batch by what they would be without one fault that has rivals: what `Rivals` is to a level, in places. */
export class Mates {
  private readonly groups: (ReadonlyMap<number, number> | undefined)[] = [];

  constructor({ faults, sets, size, asking }: Batch<SearchFault>) {
    const known = new Map<string, Map<number, number>>();
    for (let set = 0; set < asking.length; set++) {
      const numbers = sets.subarray(set * size, (set + 1) * size);
      for (const [place, number] of numbers.entries()) {
        const { rivals = '' } = faults[number]!;
        if (rivals === '') {
          this.groups.push(undefined);
          continue;
        }
        const key = `${rivals} ${numbers.filter((_, other) => other !== place).join(' ')}`;
        let group = known.get(key);
        if (group === undefined) known.set(key, (group = new Map()));
        group.set(number, set);
        this.groups.push(group);
      }
    }
    this.size = size;
  }

  private readonly size: number;

  /** The sets in which a rival stands in place of that fault of the set, itself included, by the rival's number. */
  of(set: number, place: number): ReadonlyMap<number, number> | undefined {
    return this.groups[set * this.size + place];
  }
}
