import { describe, expect, it } from 'vitest';
import { dropsAndCrashes } from '../../../soundness/mixes.ts';
import { catalog } from '../../../src/scenarios/catalog.ts';
import { Cover } from '../../../src/search/cover.ts';
import { examine } from '../../../src/search/examine.ts';
import { keyOf } from '../../../src/search/failure-sets.ts';
import type { PartSize } from '../../../src/search/growth.ts';
import type { Fault } from '../../../src/simulator/fault.ts';
import { candidates, systemOf, type Candidate } from '../../promises/protocols.ts';

/** Drives a search by hand; how often nothing was proposed although there was more to come. */
function searched(candidate: Candidate, part?: PartSize): { readonly sets: string[]; readonly runs: number; readonly pauses: number; readonly covered: number } {
  const system = systemOf(candidate);
  const cover = new Cover<Fault>(0, candidate.bounds, part === undefined ? {} : { part });
  let pauses = 0;
  let share = 0;
  for (let sets = cover.propose(); sets.length > 0 || cover.forming; sets = cover.propose()) {
    if (sets.length === 0) pauses++;
    const open = new Set(sets.map(keyOf));
    for (const faults of sets) if (open.delete(keyOf(faults))) for (const settled of cover.accept(faults, system.run(faults))) open.delete(keyOf(settled));
    share = cover.shareOfNext;
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  }
  expect(cover).toMatchObject({ complete: true, depthDone: candidate.bounds.depth, shareOfNext: 1 });
  return { sets: cover.breaking.sets.map(({ faults }) => keyOf(faults)).toSorted(), runs: cover.runs, pauses, covered: cover.covered };
}

describe('a level that is formed in parts', () => {
  it('comes to what one formed at once comes to', () => {
    let pauses = 0;
    for (const candidate of candidates(1, 40, dropsAndCrashes)) {
      const whole = searched(candidate);
      for (const part of [{ formed: 1, proposed: 1 }, { formed: 40, proposed: 7 }]) {
        const inParts = searched(candidate, part);
        expect(inParts.sets, `protocol ${candidate.number}`).toEqual(whole.sets);
        // A run tells only of rivals in its own part.
        expect(inParts.runs).toBeGreaterThanOrEqual(whole.runs);
        expect(inParts.covered).toBe(whole.covered);
        pauses += inParts.pauses;
      }
    }
    expect(pauses).toBeGreaterThan(50);
  });

  it.each(['delivery-consumer/dedup', '3pc/termination'])('is gone through by all outcomes side by side, so that they share their runs: %s', (name) => {
    const scenario = catalog.find((one) => one.name === name)!;
    const whole = examine(scenario);
    const inParts = examine(scenario, { part: { formed: 60, proposed: 20 } });
    expect(inParts.outcomes.map(({ failureSets }) => failureSets.length)).toEqual(whole.outcomes.map(({ failureSets }) => failureSets.length));
    expect(inParts.runs).toBeGreaterThan(whole.runs);
    expect(inParts.runs / whole.runs).toBeLessThan(1.4);
  });
});
