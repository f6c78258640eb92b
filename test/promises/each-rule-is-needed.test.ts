import { describe, expect, it } from 'vitest';
import { compareScenario } from '../../soundness/comparison.ts';
import type { TouchRules } from '../../src/search/simulated-system.ts';
import { parseFailureSet } from '../../src/simulator/failure-set.ts';
import { printFailureSet } from '../../src/simulator/fault.ts';
import { type HandMade, handMade } from './hand-made.ts';

const complaintsOf = ({ scenario, bounds }: HandMade, rules: Partial<TouchRules> = {}) => compareScenario(scenario, bounds, rules).complaints;

describe.each(handMade)('$rule: $title', (protocol) => {
  it('is searched rightly', () => {
    expect(complaintsOf(protocol)).toEqual([]);
  });

  it('breaks in a way that is named here', () => {
    const missed = printFailureSet(parseFailureSet(protocol.missed));
    expect(compareScenario(protocol.scenario, protocol.bounds).breaking).toContain(missed);
  });

  it('gets a wrong certificate without the rule', () => {
    expect(complaintsOf(protocol, { [protocol.rule]: false })).toContain(`missed  ${protocol.missed}`);
  });
});

it('there is a protocol for every rule', () => {
  const rules: (keyof TouchRules)[] = ['cancelled', 'named', 'also', 'readBySteps', 'lists', 'renamed', 'drew', 'asked', 'silence', 'stopped'];
  expect([...new Set(handMade.map(({ rule }) => rule))].toSorted()).toEqual(rules.toSorted());
});
