import { type FaultList, grownBy, keyOf } from './failure-sets.ts';
import type { Support } from '../lineage/support.ts';
import type { SearchBounds, SearchFault, SupportUnderFaults } from './system-under-test.ts';

/** How many branches the search for one proposal may take before it gives up, unless told otherwise. */
const defaultBranchesMax = 20_000;

/** How much a search for a proposal may take: branches of its own, and, over all proposals, needs of supports that are looked at. */
export interface Effort {
  readonly branches: number;
  needs: number;
}

/** A support, with the proofs that have been looked for in it: each proposal goes the way of the one before, and a little further. */
export interface SeenSupport<F extends SearchFault> {
  readonly seen: SupportUnderFaults<F>;
  /** By failure set, the faults that would prevent some step of a proof which survives it; null where none does. */
  readonly proofs: Map<string, readonly F[] | null>;
}

/**
 * Smallest failure sets that cut every support seen so far: the hypotheses of lineage-driven fault injection
 * (Alvaro, Rosen & Hellerstein 2015, section 4), found without a solver.
 *
 * Take one proof that survives the faults chosen so far; one of its steps must be prevented; try each, and leave out in
 * later branches what an earlier one has tried. Sizes are tried from the smallest.
 */
export function smallestCut<F extends SearchFault>(
  supports: readonly SeenSupport<F>[],
  bounds: SearchBounds,
  refuted: (faults: FaultList<F>) => boolean,
  effort: Effort = { branches: defaultBranchesMax, needs: Infinity },
): FaultList<F> | undefined {
  let branches = 0;
  const cut = (faults: FaultList<F>, size: number, excluded: ReadonlySet<F>): FaultList<F> | undefined => {
    if (++branches > effort.branches || effort.needs <= 0) return undefined;
    const proof = survivingProof(supports, faults, effort);
    if (proof === undefined) return refuted(faults) ? undefined : faults;
    if (faults.length === size) return undefined;
    const tried = new Set(excluded);
    for (const fault of proof) {
      if (tried.has(fault)) continue;
      const grown = grownBy(faults, fault, bounds);
      const found = grown && cut(grown, size, tried);
      if (found !== undefined) return found;
      tried.add(fault);
    }
    return undefined;
  };
  for (let size = 1; size <= bounds.depth && branches <= effort.branches && effort.needs > 0; size++) {
    const found = cut([], size, new Set());
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The faults that would prevent some step of a proof which the given ones do not cut; undefined if all supports are cut. */
function survivingProof<F extends SearchFault>(supports: readonly SeenSupport<F>[], faults: FaultList<F>, effort: Effort): readonly F[] | undefined {
  const key = keyOf(faults);
  for (const { seen, proofs } of supports) {
    let proof = proofs.get(key);
    if (proof === undefined) {
      effort.needs -= seen.support.needs;
      proofs.set(key, (proof = preventersOfProof(seen, faults)));
    }
    if (proof !== null) return proof;
  }
  return undefined;
}

function preventersOfProof<F extends SearchFault>(seen: SupportUnderFaults<F>, faults: FaultList<F>): readonly F[] | null {
  const prevented = faults.map((fault) => seen.prevents(fault));
  const proof = proofOf(seen.support, (step) => prevented.some((takesAway) => takesAway(step)));
  return proof === undefined ? null : [...new Set(proof.flatMap((step) => [...seen.preventing(step)]))];
}

/** The steps of one derivation of the outcome that avoids the prevented steps; undefined if there is none. The last steps come first. */
export function proofOf(support: Support, isPrevented: (step: number) => boolean): number[] | undefined {
  const choice = new Map<number, number[]>();
  const chosen = (needs: readonly (readonly number[])[]): number[] | undefined => {
    const picked: number[] = [];
    for (const group of needs) {
      const holds = group.find((step) => choice.has(step));
      if (holds === undefined) return undefined;
      picked.push(holds);
    }
    return picked;
  };
  for (const { step, needs } of support.steps) {
    const picked = isPrevented(step) ? undefined : chosen(needs);
    if (picked !== undefined) choice.set(step, picked);
  }
  const roots = chosen(support.roots);
  if (roots === undefined) return undefined;
  const proof = new Set<number>();
  const open = [...roots];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (proof.has(step)) continue;
    proof.add(step);
    open.push(...choice.get(step)!);
  }
  return [...proof].sort((a, b) => b - a);
}
