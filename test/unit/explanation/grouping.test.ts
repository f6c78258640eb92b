import { describe, expect, it } from 'vitest';
import type { Scenario } from 'clew';
import { Player } from '../../../src/explanation/player.ts';
import { signatureOf } from '../../../src/explanation/signature.ts';
import { acked } from '../../../src/scenarios/delivery/acked.ts';
import { classic } from '../../../src/scenarios/delivery/classic.ts';
import { isr } from '../../../src/scenarios/kafka/isr.ts';
import { plain } from '../../../src/scenarios/two-phase-commit/plain.ts';
import type { Bounds } from '../../../src/simulator/bounds.ts';
import { parseFailureSet } from '../../../src/simulator/failure-set.ts';

const bounds: Bounds = { horizon: 30, until: 20, depth: 3, atomicSteps: false, budget: {}, durations: [], deferrals: [] };

/** The signature of a failure set, against all messages of the fault-free run. */
function signature(scenario: Scenario, faults: string): string {
  const player = new Player(scenario, bounds);
  const good = player.play([]).index;
  const set = parseFailureSet(faults);
  return signatureOf(set, player.play(set).index, { good, messages: new Set(good.sends.keys()) });
}

describe('sets are one way', () => {
  it.each([
    ['of several interchangeable nodes another is struck', plain, 'drop:C:p1:decide@1', 'drop:C:p3:decide@1'],
    ['two interchangeable nodes change places', classic, 'drop:a:b:message@1+drop:c:b:message@1', 'drop:a:c:message@1+drop:b:c:message@1'],
    ['a node is struck at another moment of the same phase', plain, 'crash:C/p1:vote@1', 'crash:C/p3:vote@1'],
    ['another of several equal messages is struck', acked, 'drop:a:b:ack@1', 'drop:a:c:ack@1'],
    ['something lasts longer', plain, 'restart:p1/C:prepare@1~2', 'restart:p1/C:prepare@1~5'],
    ['a message is later by more', plain, 'defer:C:p1:prepare@1~1', 'defer:C:p2:prepare@1~1'],
    ['a partition loses the same', isr, 'cut:b1,coordination,producer:b2,b3@1~4', 'cut:b1,coordination,producer:b2,b3@2~4'],
  ])('if %s', (_, scenario, one, other) => {
    expect(signature(scenario, one)).toBe(signature(scenario, other));
  });
});

describe('sets are two ways', () => {
  it.each([
    ['roles differ', plain, 'crash:C/p1:vote@1', 'crash:p1/C:decide@1'],
    ['message kinds differ', plain, 'drop:C:p1:prepare@1', 'drop:C:p1:decide@1'],
    ['directions differ', plain, 'drop:C:p1:prepare@1', 'drop:p1:C:vote@1'],
    ['phases differ', plain, 'crash:p1/C:prepare@1', 'crash:p1/C:decide@1'],
    ['one is inside a step', plain, 'crash:C/p3:vote@1', 'crash:C/p3:vote@1.1'],
    ['one is just after a step', plain, 'restart:C/p3:vote@1.2~2', 'restart:C/p3:vote@1.3~2'],
    ['kinds of fault differ', plain, 'drop:C:p1:decide@1', 'dup:C:p1:decide@1'],
    ['the same node is struck twice, or two nodes once each', plain, 'drop:C:p1:prepare@1+drop:C:p1:decide@1', 'drop:C:p1:prepare@1+drop:C:p2:decide@1'],
  ])('if %s', (_, scenario, one, other) => {
    expect(signature(scenario, one)).not.toBe(signature(scenario, other));
  });
});
