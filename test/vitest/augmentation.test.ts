import fc from 'fast-check';
import { forAll, type Scenario } from 'clew';
import { expect, expectTypeOf, it } from 'vitest';
import { simple } from '../../src/scenarios/delivery/simple.ts';
import { assertSurvives } from '../../testing/index.ts';
import '../../testing/vitest.ts';

// `npm run typecheck` is what can fail here: an expected error that is none is one.
it('the matchers are typed: for scenarios only, with the budget spelled out', () => {
  const workloads = forAll(fc.nat(), (count) => {
    expectTypeOf(count).toEqualTypeOf<number>();
    return simple;
  });
  const typed = (scenario: Scenario) => {
    expect(scenario).toSurvive({ crashes: 1, drops: 2, depth: 2, outcomes: ['delivery'] });
    expect(scenario).not.toSurvive();
    expect(scenario).toBeBrokenBy(['crash:a/start.1'], { outcome: 'delivery', minimal: true });
    // @ts-expect-error a kind of fault is written in the plural
    expect(scenario).toSurvive({ crash: 1 });
    // @ts-expect-error only workloads are counted
    expect(scenario).toSurvive({ workloads: 5 });
    // @ts-expect-error a failure set is text
    expect(scenario).toBeBrokenBy(1);
    // @ts-expect-error a number survives nothing
    expect(5).toSurvive();
    // @ts-expect-error one failure set breaks one scenario
    expect(workloads).toBeBrokenBy('none');
  };
  expect(typed).toBeTypeOf('function');
  expectTypeOf(expect(workloads).toSurvive).returns.toEqualTypeOf<Promise<void>>();
  expectTypeOf(expect(simple).toSurvive).returns.toEqualTypeOf<void>();
  expectTypeOf(assertSurvives(simple, { crashes: 0, drops: 0 })).toEqualTypeOf<void>();
});
