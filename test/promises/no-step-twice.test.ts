import { expect, it } from 'vitest';
import { allKinds, printBudget } from '../../soundness/mixes.ts';
import { limits } from '../../soundness/scenario.ts';
import { grownBy } from '../../src/search/failure-sets.ts';
import { SimulatedSystem, type Thrift, wasteful } from '../../src/search/simulated-system.ts';
import { catalog } from '../../src/scenarios/catalog.ts';
import type { Bounds } from '../../src/simulator/bounds.ts';
import type { Fault } from '../../src/simulator/fault.ts';
import { printFailureSet } from '../../src/simulator/fault.ts';
import { prepare } from '../../src/simulator/preparation.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { Simulation } from '../../src/simulator/simulation.ts';
import { fingerprintOf, verdictOf } from './fingerprint.ts';
import { candidates } from './protocols.ts';

/** Sets of each size that are compared, of each system, and random protocols of each mix. */
const setsMax = Number(process.env['CLEW_TEST_SETS'] ?? 16);
const protocols = Number(process.env['CLEW_TEST_PROTOCOLS'] ?? 6);

/** A spread of the failure sets up to a size, each reached by adding what a run offers. */
function setsOf(system: SimulatedSystem, depth: number): (readonly Fault[])[] {
  const found: (readonly Fault[])[] = [];
  let level: (readonly Fault[])[] = [[]];
  for (let size = 1; size <= depth; size++) {
    const formed = new Map<string, readonly Fault[]>();
    for (const ground of spread(level, 8)) {
      system.run(ground, 'course');
      for (const fault of system.offered()) {
        const faults = grownBy(ground, fault, system.bounds);
        if (faults !== undefined) formed.set(printFailureSet(faults), faults);
      }
    }
    level = [...formed.values()];
    found.push(...spread(level, setsMax));
  }
  return found;
}

function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  const stride = Math.ceil(items.length / most);
  return items.filter((_, place) => place % stride === 0);
}

interface Subject {
  readonly name: string;
  readonly bounds: Bounds;
  system(thrift: Thrift): SimulatedSystem;
}

const libraryOf = (scenario: Scenario): Subject => ({ name: scenario.name, bounds: prepare(scenario).bounds, system: (thrift) => new SimulatedSystem(new Simulation(scenario), prepare(scenario).bounds, {}, thrift) });

/** Runs each set in full and thriftily, and compares all that may be asked of such a run. Returns how many were not played from beginning to end. */
function saved({ name, system: systemOf }: Subject, depth: 'course' | 'verdict'): number {
  const [plain, thrifty] = [systemOf(wasteful), systemOf(depth === 'course' ? { savedMin: 1, creditMax: -1 } : { savedMin: Infinity, creditMax: Infinity })];
  const sets = setsOf(plain, Math.min(plain.bounds.depth, 2));
  let shortened = 0;
  // Twice, as a prefix is kept when it is asked for again, and an ending is known when it has been seen.
  for (const faults of [...sets, ...sets]) {
    const [from, fromOfPlain, taken] = [thrifty.simulation.stepsPlayed, plain.simulation.stepsPlayed, thrifty.simulation.stepsTaken];
    thrifty.run(faults, depth);
    plain.run(faults, depth);
    const message = `${name} under ${printFailureSet(faults)}`;
    if (depth === 'course') expect(fingerprintOf(thrifty.simulation), message).toEqual(fingerprintOf(plain.simulation));
    else expect(verdictOf(thrifty, faults, sets), message).toEqual(verdictOf(plain, faults, sets));
    expect(thrifty.simulation.stepsPlayed - from, message).toBe(plain.simulation.stepsPlayed - fromOfPlain);
    if (thrifty.simulation.stepsTaken - taken < thrifty.simulation.stepsPlayed - from) shortened++;
  }
  return shortened;
}

it('a run of the library that goes on from a checkpoint is, byte for byte, the one that begins at the beginning', { timeout: 300_000 }, () => {
  const shortened = catalog.map((scenario) => saved(libraryOf(scenario), 'course'));
  expect(shortened.filter((count) => count > 0).length).toBeGreaterThan(catalog.length / 2);
});

it('a run of the library that ends in a world that is known comes to the same verdict', { timeout: 300_000 }, () => {
  const shortened = catalog.map((scenario) => saved(libraryOf(scenario), 'verdict'));
  expect(shortened.filter((count) => count > 0).length).toBeGreaterThan(catalog.length / 2);
});

const mixes = allKinds.map((mix, place) => ({ budget: printBudget(mix.budget), mix, first: 1 + place * 1_000 }));

it.each(mixes)('so it is with random protocols under $budget', { timeout: 120_000 }, ({ mix, first }) => {
  let [resumed, ended] = [0, 0];
  for (const { scenario, bounds } of candidates(first, protocols, mix)) {
    const subject = { name: scenario.name, bounds, system: (thrift: Thrift) => new SimulatedSystem(new Simulation(scenario, { limits }), bounds, {}, thrift) };
    resumed += saved(subject, 'course');
    ended += saved(subject, 'verdict');
  }
  const kinds = Object.keys(mix.budget);
  // A clock is ahead from the beginning; and while links may lose messages it is not looked, which is as long as these protocols run.
  if (kinds.some((kind) => kind !== 'skew')) expect(resumed).toBeGreaterThan(0);
  if (kinds.some((kind) => !['skew', 'cut', 'isolate'].includes(kind))) expect(ended).toBeGreaterThan(0);
});
