import { expect, it } from 'vitest';
import type { FaultMix } from '../../soundness/comparison.ts';
import { allKinds, printBudget } from '../../soundness/mixes.ts';
import { grownBy } from '../../src/search/failure-sets.ts';
import type { SimulatedSystem } from '../../src/search/simulated-system.ts';
import type { Fault } from '../../src/simulator/fault.ts';
import { printFailureSet } from '../../src/simulator/fault.ts';
import { candidates, systemOf } from './protocols.ts';

/** Smaller sets upon which faults are compared, of each protocol. */
const groundsMax = 4;

const verdictOf = (system: SimulatedSystem, faults: readonly Fault[], others: readonly Fault[]) => ({
  goodness: system.run(faults, 'verdict').goodness(0),
  fired: others.filter((fault) => system.fired(fault)).map(({ token }) => token),
});

/** Compares each fault that can be added with each rival that it is said to act like; returns how many there were. */
function comparedUpon(ground: readonly Fault[], system: SimulatedSystem): number {
  let compared = 0;
  system.run(ground, 'course');
  const added = system.offered().flatMap((fault) => {
    const faults = grownBy(ground, fault, system.bounds);
    return faults === undefined ? [] : [{ fault, faults }];
  });
  for (const { fault, faults } of added) {
    const verdict = verdictOf(system, faults, ground);
    const fires = system.fired(fault);
    const alike = added.filter((other) => other.fault !== fault && fault.rivals !== '' && other.fault.rivals === fault.rivals && system.actsLike(fault, other.fault, 0));
    for (const other of alike) {
      expect(verdictOf(system, other.faults, ground), `${printFailureSet(faults)} like ${printFailureSet(other.faults)}`).toEqual(verdict);
      expect(system.fired(other.fault)).toBe(fires);
    }
    compared += alike.length;
  }
  return compared;
}

const mixes: readonly (FaultMix & { readonly protocols: number; readonly least: number })[] = allKinds
  .filter(({ budget }) => ['crash', 'restart', 'defer', 'isolate', 'cut'].some((kind) => kind in budget))
  .map((mix) => ({ ...mix, protocols: Object.keys(mix.budget).length > 3 ? 3 : 30, least: 10 }));

it.each(mixes.map((mix, place) => ({ budget: printBudget(mix.budget), mix, first: 1 + place * 1_000 })))('what is said to act alike comes out alike, under $budget', { timeout: 120_000 }, ({ mix, first }) => {
  let compared = 0;
  for (const candidate of candidates(first, mix.protocols, mix)) {
    const system = systemOf(candidate);
    compared += comparedUpon([], system);
    system.run([], 'course');
    const all = system.offered();
    const stride = Math.ceil(all.length / groundsMax);
    for (const fault of all.filter((_, index) => index % stride === 0)) compared += comparedUpon([fault], system);
  }
  expect(compared).toBeGreaterThan(mix.least);
});
