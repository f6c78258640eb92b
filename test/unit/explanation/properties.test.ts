import { describe, expect, it } from 'vitest';
import type { Scenario } from 'clew';
import { explain } from '../../../src/explanation/explain.ts';
import type { Explanation, Lineage, Way } from '../../../src/explanation/explanation.ts';
import { naive } from '../../../src/scenarios/delivery-consumer/naive.ts';
import { acked } from '../../../src/scenarios/delivery/acked.ts';
import { classic } from '../../../src/scenarios/delivery/classic.ts';
import { retry } from '../../../src/scenarios/delivery/retry.ts';
import { simple } from '../../../src/scenarios/delivery/simple.ts';
import { lease } from '../../../src/scenarios/lock/lease.ts';
import { timeout as threePhase } from '../../../src/scenarios/three-phase-commit/timeout.ts';
import { saga } from '../../../src/scenarios/transfer/saga.ts';
import { plain } from '../../../src/scenarios/two-phase-commit/plain.ts';
import { timeout as twoPhase } from '../../../src/scenarios/two-phase-commit/timeout.ts';
import { explained } from './library.ts';

const scenarios: readonly Scenario[] = [simple, retry, classic, acked, plain, twoPhase, threePhase, saga, naive, lease];

describe.each(scenarios.map((scenario) => ({ name: scenario.name, scenario })))('$name', ({ scenario }) => {
  const explanation = explained(scenario);

  it('each minimal failure set belongs to exactly one way', () => {
    for (const { report, ways } of explanation.outcomes) {
      const sets = ways.flatMap((way) => way.sets);
      expect(sets.toSorted()).toEqual(report!.failureSets.map(({ faults }) => faults).toSorted());
      expect(new Set(ways.map(({ key }) => key)).size).toBe(ways.length);
    }
  });

  it('the simplest comes first, in ways as within each', () => {
    for (const { ways } of explanation.outcomes) {
      const sizes = ways.map(({ sets }) => sizeOf(sets[0]!));
      expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
      for (const { sets } of ways) expect(sets.map(sizeOf)).toEqual(sets.map(sizeOf).toSorted((a, b) => a - b));
    }
  });

  it('a sentence names only nodes, messages and timers that are there', () => {
    for (const way of explanation.outcomes.flatMap(({ ways }) => ways)) expect({ sentence: way.sentence, unknown: unknownIn(way) }).toEqual({ sentence: way.sentence, unknown: [] });
  });

  it('every cause begins with a fault, tells of all that fired, and ends with what the outcome saw', () => {
    for (const { sets, example } of explanation.outcomes.flatMap(({ ways }) => ways)) {
      expect(example.faults).toBe(sets[0]);
      expect(example.cause[0]!.kind).toBe('fault');
      expect(example.cause.filter(({ kind }) => kind === 'fault')).toHaveLength(example.run.fired.length);
      expect(example.cause.at(-1)!.kind).toBe('value');
    }
  });

  it('a lineage has a cause before everything that it caused, and none but its roots are left unexplained', () => {
    for (const { lineage } of explanation.outcomes) expect(flawsOf(lineage, explanation)).toEqual([]);
  });

  it('what is said to break it breaks it', () => {
    for (const { links, nodes, report } of explanation.outcomes) {
      const uncovered = [...links, ...nodes].filter(({ cover, withinBounds }) => cover === 'none' && withinBounds);
      expect(report!.failureSets.map(({ faults }) => faults)).toEqual(expect.arrayContaining(uncovered.map(({ usedBy }) => usedBy)));
    }
  });

  it('what is said to be covered was tried, and what took its place is named', () => {
    const all = explanation.outcomes.flatMap(({ links, nodes }) => [...links, ...nodes]);
    expect(all.filter(({ cover, tried }) => cover !== 'untried' && tried.length === 0)).toEqual([]);
    expect(all.filter(({ cover, instead }) => (cover === 'time' || cover === 'space') && instead.length === 0)).toEqual([]);
  });

  it('is the same every time', () => {
    expect(JSON.stringify(explain(scenario))).toBe(JSON.stringify(explanation));
  });
});

function sizeOf(faults: string): number {
  return faults.split('+').length;
}

/** The words of a sentence that stand where a name stands, and are none. */
function unknownIn({ sentence, example }: Way): string[] {
  const { run } = example;
  const names = new Set(['anyone', 'all', 'it', 'itself', ...run.nodes.map(({ id }) => id)]);
  const numbered = new Set(run.steps.flatMap(({ effects }) => effects.flatMap((effect) => (effect.kind === 'send' ? [afterLast(effect.message, ':')] : effect.kind === 'timer' ? [afterLast(effect.step, '/')] : []))));
  const placed = [...sentence.matchAll(/\b(?:that|from|to) ([\w-]+)/g)].map((match) => match[1]!).filter((word) => !names.has(word) && word !== 'tick');
  const withNumbers = [...sentence.matchAll(/[\w-]+@\d+/g)].map(([word]) => word).filter((word) => !numbered.has(word));
  return [...placed, ...withNumbers];
}

function afterLast(text: string, mark: string): string {
  return text.slice(text.lastIndexOf(mark) + 1);
}

function flawsOf({ roots, steps }: Lineage, { good }: Explanation): string[] {
  const told = new Set(steps.map(({ step }) => step));
  const wanted = [...roots, ...steps.flatMap(({ reasons }) => reasons)].flatMap((reason) => reason.steps);
  const early = steps.flatMap(({ step, reasons }) => reasons.flatMap((reason) => reason.steps.filter((cause) => cause >= step)));
  const misnamed = steps.filter(({ step, name }) => good.steps[step]!.name !== name);
  return [...wanted.filter((step) => !told.has(step)), ...early, ...misnamed.map(({ name }) => name)].map(String);
}
