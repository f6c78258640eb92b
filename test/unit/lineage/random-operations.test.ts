import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { influence } from '../../../src/lineage/influence.ts';
import { makeState, programs, type Step, take } from './random-operations.ts';
import { drawingOf, TrackedState } from './tracked-state.ts';

const asItIs = (value: unknown) => value;
const runs = { numRuns: 500 };

/** Takes the steps on a plain state; those that are left out answer nothing. */
function onPlain(program: readonly Step[], without: ReadonlySet<number> = new Set()): { answers: string[][]; state: object } {
  const state = makeState();
  return { answers: program.map((step, index) => (without.has(index) ? [] : take(step, state, asItIs))), state };
}

function onTracked(program: readonly Step[], place: 'state' | 'disk'): { answers: string[][]; tracked: TrackedState<object> } {
  const tracked = new TrackedState(makeState(), place);
  const answers = program.map((step) => {
    let answer: string[] = [];
    tracked.step((state) => (answer = take(step, state, (value) => tracked.tracker.plainOf(value))));
    return answer;
  });
  return { answers, tracked };
}

describe('any operations in any order', () => {
  it.each(['state', 'disk'] as const)('answer on a %s as on plain JavaScript, and leave the same behind', (place) => {
    fc.assert(fc.property(programs(place), (program) => {
      const plain = onPlain(program);
      const { answers, tracked } = onTracked(program, place);
      expect(answers).toEqual(plain.answers);
      expect(tracked.drawing()).toBe(drawingOf(plain.state));
    }), runs);
  });

  it.each(['state', 'disk'] as const)('of a step that nobody has read can be left out of a %s, and nobody sees a difference', (place) => {
    let left = 0;
    fc.assert(fc.property(programs(place), (program) => {
      const { answers, tracked } = onTracked(program, place);
      const { trace } = tracked;
      const matters = influence(trace, { outcomeReads: [], namedUpTo: new Map(), also: [] });
      const inert = program.map((_, index) => index).filter((index) => matters[index] === 0);
      left += inert.length - 1;
      for (const without of [...inert.map((index) => new Set([index])), new Set(inert)]) {
        expect(onPlain(program, without).answers).toEqual(answers.map((answer, index) => (without.has(index) ? [] : answer)));
      }
    }), runs);
    // The last step is never read; others must be left out as well, or this says nothing.
    expect(left).toBeGreaterThan(120);
  });
});
