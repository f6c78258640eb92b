import { expect, it } from 'vitest';
import { allKinds, printBudget } from '../../soundness/mixes.ts';
import { limits } from '../../soundness/scenario.ts';
import { parseFailureSet } from '../../src/simulator/failure-set.ts';
import { printFailureSet } from '../../src/simulator/fault.ts';
import { Simulation } from '../../src/simulator/simulation.ts';
import { breakingSets, candidates, systemOf } from './protocols.ts';

it.each(allKinds.map((mix) => ({ mix, budget: printBudget(mix.budget) })))('a failure set of $budget, read back from its word, breaks the outcome again at the same moment', { timeout: 120_000 }, ({ mix }) => {
  for (const candidate of candidates(3_000_001, Object.keys(mix.budget).length > 3 ? 1 : 6, mix)) {
    const system = systemOf(candidate);
    for (const set of breakingSets(system, candidate.bounds).filter((_, place) => place % 10 === 0)) {
      expect(set).toMatch(/^[\w:@/.~+,-]+$/);
      expect(printFailureSet(parseFailureSet(set))).toBe(set);
      const again = new Simulation(candidate.scenario, { limits }).play(parseFailureSet(set), candidate.bounds);
      const [judgement] = system.simulation.play(parseFailureSet(set), candidate.bounds).judgements;
      expect(again.judgements[0], `protocol ${candidate.number} under ${set}`).toMatchObject({ good: false, brokenAtTick: judgement!.brokenAtTick, brokenAfterSteps: judgement!.brokenAfterSteps });
    }
  }
});

it('the order in which a set is written makes no difference', () => {
  const word = 'restart:b/a:vote@2.1~5+crash:a/start+drop:a:b:vote@1';
  expect(printFailureSet(parseFailureSet(word))).toBe('crash:a/start+drop:a:b:vote@1+restart:b/a:vote@2.1~5');
});
