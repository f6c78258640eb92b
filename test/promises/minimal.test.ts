import { expect, it } from 'vitest';
import { dropsAndCrashes } from '../../soundness/mixes.ts';
import { properSubsets } from '../../src/search/failure-sets.ts';
import { parseFailureSet } from '../../src/simulator/failure-set.ts';
import { printFailureSet } from '../../src/simulator/fault.ts';
import { breakingSets, candidates, systemOf } from './protocols.ts';

it('every proper subset of a reported failure set leaves the outcome good, and each of its faults fires', { timeout: 120_000 }, () => {
  let sets = 0;
  for (const candidate of candidates(2_000_001, 60, dropsAndCrashes)) {
    const system = systemOf(candidate);
    for (const set of breakingSets(system, candidate.bounds).filter((_, place) => place % 5 === 0)) {
      const faults = parseFailureSet(set);
      for (const subset of properSubsets(faults)) {
        const { judgements } = system.simulation.play(subset, candidate.bounds);
        expect(judgements[0]!.good, `protocol ${candidate.number}: ${printFailureSet(subset)} of ${set}`).toBe(true);
      }
      const { judgements, fired } = system.simulation.play(faults, candidate.bounds);
      expect(judgements[0]!.good, `protocol ${candidate.number}: ${set}`).toBe(false);
      expect([...fired].map(({ token }) => token).sort(), `protocol ${candidate.number}: ${set}`).toEqual(faults.map(({ token }) => token));
      sets++;
    }
  }
  expect(sets).toBeGreaterThan(30);
});
