import { describe, expect, it } from 'vitest';
import { sameCourseIn } from '../../../src/gate/same-course.ts';
import { plain } from '../../../src/scenarios/two-phase-commit/plain.ts';
import { withGossip } from './refactorings.ts';

const same = sameCourseIn(plain, {});

describe('two failure sets are the same way to break it', () => {
  it.each([
    ['crash:C/unrelated-chatter@1', 'crash:C/p1:vote@1'],
    ['crash:C/unrelated-chatter@1.1', 'crash:C/p1:vote@1'],
  ])('where nothing that matters lies between their moments: %s and %s', (faults, known) => {
    expect(sameCourseIn(withGossip(plain), {})('termination', faults, [known])).toBe(true);
    expect(sameCourseIn(withGossip(plain), {})('termination', known, [faults])).toBe(true);
  });

  it.each([
    ['where a vote was counted before', 'crash:C/p2:vote@1', ['crash:C/p1:vote@1']],
    ['where less was done before', 'crash:C/start.1', ['crash:C/p1:vote@1']],
    ['where more was done before', 'crash:C/p3:vote@1.1', ['crash:C/p1:vote@1', 'crash:C/p3:vote@1']],
    ['where another node is struck', 'crash:p1/C:prepare@1', ['crash:p2/C:prepare@1']],
    ['where another kind of fault strikes', 'drop:C:p1:prepare@1', ['crash:p1/C:prepare@1']],
    ['where the known one no longer breaks it', 'crash:C/p1:vote@1', ['crash:C/until']],
    ['where the known one no longer happens', 'crash:C/p1:vote@1', ['crash:C/p1:vote@9']],
    ['where the known one names what is no longer there', 'crash:C/p1:vote@1', ['crash:C/p1:gone@1', 'crash:D/start']],
    ['where nothing is known', 'crash:C/p1:vote@1', []],
  ])('but not %s', (_, faults, known) => {
    expect(same('termination', faults, known)).toBe(false);
  });

  it('but not for a handler that throws: what it did is not compared', () => {
    expect(sameCourseIn(withGossip(plain), {})('exception', 'crash:C/unrelated-chatter@1', ['crash:C/p1:vote@1'])).toBe(false);
  });
});
