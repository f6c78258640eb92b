import fc from 'fast-check';
import * as Logic from 'logic-solver';
import { describe, expect, it } from 'vitest';
import type { Support } from '../../../src/lineage/support.ts';
import { keyOf } from '../../../src/search/failure-sets.ts';
import { smallestCut } from '../../../src/search/hitting-set.ts';
import type { SearchBounds, SearchFault } from '../../../src/search/system-under-test.ts';

/** Supports as the probe sees them, and which faults would prevent which step of each. */
interface Problem {
  readonly faults: readonly SearchFault[];
  readonly supports: readonly { readonly support: Support; readonly preventedBy: readonly (readonly number[])[] }[];
  readonly bounds: SearchBounds;
}

const faultCount = 9;

/** A support of four to ten steps: each rests on earlier ones, in every group on any one of them. */
const aSupport = fc.integer({ min: 4, max: 10 }).chain((count) => {
  const group = (below: number, least: number) => fc.uniqueArray(fc.nat(below - 1), { minLength: Math.min(least, below), maxLength: Math.min(least + 2, below) });
  const needsOf = (step: number) => (step < 2 ? fc.constant([]) : fc.array(group(step, 1), { maxLength: 2 }));
  const steps = fc.tuple(...Array.from({ length: count }, (_, step) => needsOf(step))).map((all) => all.map((needs, step) => ({ step, needs })));
  const preventedBy = fc.array(fc.uniqueArray(fc.nat(faultCount - 1), { minLength: 1, maxLength: 2 }), { minLength: count, maxLength: count });
  return fc.record({ support: fc.record({ roots: fc.array(group(count, 3), { minLength: 1, maxLength: 2 }), steps, needs: fc.constant(count) }), preventedBy });
});

const aProblem: fc.Arbitrary<Problem> = fc.record({
  // Faults of two kinds; two faults of one place exclude each other, as two crashes of one node do.
  faults: fc.array(fc.record({ kind: fc.constantFrom('crash', 'drop'), place: fc.nat(19) }), { minLength: faultCount, maxLength: faultCount }).map((all) => all.map(({ kind, place }, index) => ({ token: `${kind}:${index}`, kind, exclusive: place < 3 ? `${place}` : `of ${index}` }))),
  supports: fc.array(aSupport, { minLength: 1, maxLength: 3 }),
  bounds: fc.record({ depth: fc.integer({ min: 2, max: 4 }), budget: fc.record({ crash: fc.integer({ min: 1, max: 3 }), drop: fc.integer({ min: 1, max: 4 }) }) }),
});

describe('the search over AND/OR supports', () => {
  it('finds the minimal cuts that a SAT solver finds, smallest first', () => {
    let found = 0;
    let broad = 0;
    fc.assert(
      fc.property(aProblem, (problem) => {
        const cuts = cutsBySearch(problem);
        expect([...cuts].sort()).toEqual(cutsBySolver(problem).sort());
        const sizes = cuts.map(sizeOf);
        expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
        found += cuts.length;
        broad += cuts.filter((cut) => sizeOf(cut) > 2).length;
      }),
      { seed: 4, numRuns: 150 },
    );
    // The comparison is worth something: there were cuts to find, and large ones among them.
    expect(found).toBeGreaterThan(150);
    expect(broad).toBeGreaterThan(50);
  });
});

function sizeOf(cut: string): number {
  return cut.split('+').length;
}

/** All minimal cuts, one after the other, as the probe asks for them: what contains a known one is refuted. */
function cutsBySearch({ faults, supports, bounds }: Problem): string[] {
  const seen = supports.map(({ support, preventedBy }) => ({
    seen: {
      support,
      preventing: (step: number) => preventedBy[step]!.map((index) => faults[index]!),
      prevents: (fault: SearchFault) => (step: number) => preventedBy[step]!.some((index) => faults[index] === fault),
    },
    proofs: new Map<string, readonly SearchFault[] | null>(),
  }));
  const cuts: (readonly SearchFault[])[] = [];
  for (;;) {
    const next = smallestCut(seen, bounds, (candidate) => cuts.some((known) => known.every((fault) => candidate.includes(fault))));
    if (next === undefined) return cuts.map(keyOf);
    cuts.push(next);
  }
}

/**
 * All minimal cuts, by size, from the clauses of the supports: a step holds unless a fault prevents it or one of its needs
 * has no step that holds; no support may hold.
 */
function cutsBySolver({ faults, supports, bounds }: Problem): string[] {
  const solver = new Logic.Solver();
  const held = (support: number, step: number) => `s${support}.${step}`;
  const met = (support: number, needs: Support['roots']) => Logic.and(needs.map((group) => Logic.or(group.map((step) => held(support, step)))));
  for (const [index, { support, preventedBy }] of supports.entries()) {
    for (const { step, needs } of support.steps) {
      const prevented = Logic.or(preventedBy[step]!.map((fault) => faults[fault]!.token));
      solver.require(Logic.equiv(held(index, step), Logic.and(Logic.not(prevented), met(index, needs))));
    }
    solver.require(Logic.not(met(index, support.roots)));
  }
  for (const [index, fault] of faults.entries()) {
    for (const other of faults.slice(0, index)) if (other.exclusive === fault.exclusive) solver.require(Logic.not(Logic.and(fault.token, other.token)));
  }
  for (const [kind, most] of Object.entries(bounds.budget)) {
    solver.require(Logic.lessThanOrEqual(Logic.sum(faults.filter((fault) => fault.kind === kind).map(({ token }) => token)), Logic.constantBits(most ?? 0)));
  }
  const count = Logic.sum(faults.map(({ token }) => token));
  const cuts: string[] = [];
  for (let size = 1; size <= bounds.depth; size++) {
    const ofThatSize = Logic.equalBits(count, Logic.constantBits(size));
    for (let solution = solver.solveAssuming(ofThatSize); solution !== null; solution = solver.solveAssuming(ofThatSize)) {
      const tokens = faults.map(({ token }) => token).filter((token) => solution.evaluate(token));
      cuts.push(tokens.sort().join('+'));
      solver.require(Logic.not(Logic.and(tokens)));
    }
  }
  return cuts;
}
