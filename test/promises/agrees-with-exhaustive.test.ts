import { expect, it } from 'vitest';
import { compareScenario, type FaultMix } from '../../soundness/comparison.ts';
import { allKinds, dropsAndCrashes, printBudget } from '../../soundness/mixes.ts';
import { candidates } from './protocols.ts';

it('cover finds what exhaustive search finds, set for set, on 300 random protocols under drops and crashes', { timeout: 300_000 }, () => {
  let breakable = 0;
  for (const { number, scenario, bounds } of candidates(1, 300, dropsAndCrashes)) {
    const { complaints, breaking } = compareScenario(scenario, bounds);
    expect(complaints, `npm run soundness -- --seed ${number} --show`).toEqual([]);
    if (breaking.length > 0) breakable++;
  }
  expect(breakable).toBeGreaterThan(75);
});

// All kinds together make thousands of runs of each protocol.
const numberOf = ({ budget }: FaultMix): number => (Object.keys(budget).length > 3 ? 2 : 10);

it.each(allKinds.map((mix, place) => ({ mix, first: 1 + place * 1_000_000, budget: printBudget(mix.budget) })))('and on random protocols under $budget', { timeout: 300_000 }, ({ mix, first, budget }) => {
  for (const { number, scenario, bounds } of candidates(first, numberOf(mix), mix)) {
    expect(compareScenario(scenario, bounds).complaints, `npm run soundness -- --seed ${number} --show --kinds ${budget} --depth 2`).toEqual([]);
  }
});
