import { describe, expect, it } from 'vitest';
import { always, eventually, protocol, type Scenario } from 'clew';
import { catalog } from '../../../src/scenarios/catalog.ts';
import { compare, type CompareOptions, comparison } from '../../../src/search/compare.ts';
import { Cover } from '../../../src/search/cover.ts';
import { Exhaustive } from '../../../src/search/exhaustive.ts';
import { draws, sample, spreadOf } from '../../../src/search/sampling.ts';
import { keyOf } from '../../../src/search/failure-sets.ts';
import { SimulatedSystem } from '../../../src/search/simulated-system.ts';
import type { Strategy } from '../../../src/search/strategy.ts';
import type { Fault } from '../../../src/simulator/fault.ts';
import type { BoundsOptions } from '../../../src/simulator/bounds.ts';
import { prepare } from '../../../src/simulator/preparation.ts';
import { Simulation } from '../../../src/simulator/simulation.ts';
import { protocolNumbered } from '../../../soundness/arbitrary.ts';
import { boundsOf, type FaultMix } from '../../../soundness/comparison.ts';
import { limits, scenarioOf } from '../../../soundness/scenario.ts';

const { component, scenario } = protocol<{ ask: null; answer: number }, { again: null }>();

/** Asks until it is answered; the answer must come, and never be another than 7. */
const asking = scenario({
  name: 'test/asking',
  nodes: {
    a: component({
      state: () => ({ answer: 0 }),
      start(node) {
        node.send('b', 'ask');
        node.after(3, 'again');
      },
      on: { answer: (node, value) => void (node.state.answer = value) },
      timers: { again: (node) => void (node.state.answer === 0 && node.send('b', 'ask')) },
    }),
    b: component({ on: { ask: (node, _, from) => node.send(from, 'answer', 7) } }),
  },
  outcomes: {
    answered: eventually('a has an answer', (world) => world.nodes.a.state.answer === 7),
    right: always('no other answer', (world) => [0, 7].includes(world.nodes.a.state.answer)),
  },
});

/** A clock that moves by one at each look: no figure depends on the machine. */
function ticking(): () => number {
  let now = 0;
  return () => now++;
}

const compared = (options: Partial<CompareOptions> = {}) => compare(asking, { crashes: 1, drops: 2, depth: 2, trials: 50, clock: ticking(), ...options });

describe('compare', () => {
  const { sets, outcomes } = compared();
  const [answered, right] = outcomes as [(typeof outcomes)[number], (typeof outcomes)[number]];
  const figuresOf = (outcome: typeof answered, method: string) => outcome.strategies.find((figures) => figures.method === method)!;

  it('cover and exhaustive search find all there is, and the probe what it finds', () => {
    expect(answered.minimal).toBeGreaterThan(0);
    expect(figuresOf(answered, 'cover')).toMatchObject({ recall: 1, found: answered.minimal });
    expect(figuresOf(answered, 'exhaustive')).toMatchObject({ recall: 1, found: answered.minimal });
    expect(figuresOf(answered, 'probe').recall).toBeGreaterThan(0);
  });

  it('only cover and exhaustive search certify', () => {
    for (const outcome of outcomes) {
      expect(outcome.strategies.filter(({ certificate }) => certificate !== null).map(({ method }) => method)).toEqual(['cover', 'exhaustive']);
    }
  });

  it('counts the whole space, also the sets that contain a breaking one', () => {
    expect(figuresOf(right, 'exhaustive').covered).toBe(sets);
    expect(figuresOf(answered, 'exhaustive').covered).toBeLessThan(sets!);
    expect(answered.breaking).toBeGreaterThan(answered.minimal!);
  });

  it('an outcome that survives has no first bug, and random search says nothing of it', () => {
    expect(right).toMatchObject({ minimal: 0, breaking: 0 });
    expect(right.strategies.map(({ firstBug }) => firstBug)).toEqual([null, null, null]);
    for (const random of right.random) expect(random).toMatchObject({ firstBug: null, allMinimal: null, unfinished: 0 });
  });

  it('random search goes on to its end in every trial, however it draws', () => {
    expect(answered.random).toHaveLength(draws.length);
    for (const { drawnFrom, firstBug, allMinimal, trials } of answered.random) {
      expect({ drawnFrom, trials }).toEqual({ drawnFrom: 'table', trials: 50 });
      expect(firstBug!.min).toBeGreaterThanOrEqual(1);
      expect(allMinimal!.min).toBeGreaterThanOrEqual(answered.minimal!);
    }
    expect(answered.random.find(({ from, replacement }) => from === 'uniform' && !replacement)!.allMinimal!.max).toBeLessThan(sets!);
  });

  it('is the same each time, and plain data', () => {
    expect(compared()).toEqual(JSON.parse(JSON.stringify(compared())));
  });

  it('says so where the space is too large, and then draws real runs', () => {
    const small = compared({ runsMax: 5, trials: 3 });
    expect(small.sets).toBeNull();
    expect(small.outcomes[0]).toMatchObject({ minimal: null, breaking: null });
    expect(small.outcomes[0]!.strategies.map(({ recall }) => recall)).toEqual([null, null, null]);
    expect(small.outcomes[0]!.random).toMatchObject([{ drawnFrom: 'runs', trials: 3, allMinimal: null }]);
  });

  it('can be watched, and stopped', () => {
    let looks = 0;
    const running = comparison(asking, { crashes: 1, clock: ticking(), stopped: () => ++looks > 4 });
    const first = running.next();
    expect(first.value).toEqual({ method: 'enumeration', outcome: '', runs: 1 });
    let next = running.next();
    while (next.done !== true) next = running.next();
    expect(next.value).toMatchObject({ interrupted: true, sets: null });
  });

  it('names an outcome that is not there', () => {
    expect(() => compared({ outcomes: ['answerd'] })).toThrow('Did you mean "answered"?');
  });
});

describe('sampling', () => {
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  // Ten single faults and thirty pairs; two sets break, and both are minimal: one single and one pair.
  const sizes = [0, ...Array.from({ length: 10 }, () => 1), ...Array.from({ length: 30 }, () => 2)];
  const space = { sizes, breaking: [3, 20], minimal: [3, 20] };
  const means = (from: 'uniform' | 'by size', replacement: boolean) => {
    const trials = sample(space, { from, replacement }, 20_000, 1);
    return [meanOf(trials.map(({ firstBug }) => firstBug)), meanOf(trials.map(({ allMinimal }) => allMinimal))] as const;
  };

  it('with replacement waits for the first bug as long as chance says', () => {
    expect(means('uniform', true)[0] / 20).toBeCloseTo(1, 1);
    expect(means('by size', true)[0] / (1 / (0.5 / 10 + 0.5 / 30))).toBeCloseTo(1, 1);
  });

  it('with replacement waits for all as long as chance says', () => {
    // 1/p + 1/q − 1/(p + q), the coupon collector's time for two coupons.
    expect(means('uniform', true)[1] / 60).toBeCloseTo(1, 1);
    expect(means('by size', true)[1] / (20 + 60 - 15)).toBeCloseTo(1, 1);
  });

  it('without replacement waits less, and never longer than there are sets', () => {
    const [first, all] = means('uniform', false);
    expect(first / (41 / 3)).toBeCloseTo(1, 1);
    expect(all / ((2 * 41) / 3)).toBeCloseTo(1, 1);
    expect(Math.max(...sample(space, { from: 'by size', replacement: false }, 1_000, 1).map(({ allMinimal }) => allMinimal))).toBeLessThanOrEqual(40);
  });

  it('makes no trial where nothing breaks', () => {
    expect(sample({ ...space, breaking: [], minimal: [] }, draws[0]!, 10, 1)).toEqual([]);
  });

  it('a spread is the least, the quartiles and the greatest', () => {
    expect(spreadOf([4, 1, 3, 2, 5])).toEqual({ min: 1, lower: 2, median: 3, upper: 4, max: 5 });
    expect(spreadOf([])).toBeUndefined();
  });
});

describe('what a certificate of cover says to be covered', () => {
  const coveredBy = (system: SimulatedSystem, strategy: Strategy<Fault>): number => {
    for (let sets = strategy.propose(); sets.length > 0; sets = strategy.propose()) {
      const open = new Set(sets.map(keyOf));
      for (const faults of sets) if (open.delete(keyOf(faults))) for (const settled of strategy.accept(faults, system.run(faults))) open.delete(keyOf(settled));
    }
    return strategy.covered;
  };

  const figuresOf = (scenario: Scenario, options: BoundsOptions) => {
    const { simulation, bounds } = prepare(scenario, options);
    const system = new SimulatedSystem(simulation, bounds);
    return Object.keys(scenario.outcomes).map((outcome, place) => {
      const [cover, exhaustive] = [new Cover<Fault>(place, bounds), new Exhaustive<Fault>(place, bounds)];
      return { of: `${scenario.name} ${outcome}`, covered: coveredBy(system, cover), truth: coveredBy(system, exhaustive) };
    });
  };

  const family = (...names: string[]) => catalog.filter(({ name }) => names.includes(name.split('/')[0]!));

  it.each([asking, ...family('delivery', '2pc', '3pc', 'transfer')])('is what exhaustive search runs, with crashes and drops: $name', (scenario) => {
    for (const { of, covered, truth } of figuresOf(scenario, { crashes: 1, drops: 2, depth: 2 })) expect({ of, covered }).toEqual({ of, covered: truth });
  });

  it.each([asking, ...family('delivery', '2pc', 'transfer')])('is never more, and at depth 3 hardly less: $name', (scenario) => {
    for (const { of, covered, truth } of figuresOf(scenario, { crashes: 1, drops: 2, depth: 3 })) {
      expect(covered, of).toBeLessThanOrEqual(truth);
      expect(covered / truth, of).toBeGreaterThan(0.9);
    }
  });

  it.each([asking, ...family('delivery', '2pc', 'transfer')])('is never more, and less where windows overlap: $name', (scenario) => {
    for (const { of, covered, truth } of figuresOf(scenario, { crashes: 1, drops: 1, isolations: 1, cuts: 1, durations: [2], depth: 2 })) {
      expect(covered, of).toBeLessThanOrEqual(truth);
      expect(covered / truth, of).toBeGreaterThan(0.6);
    }
  });

  const mixes: readonly (FaultMix & { readonly protocols: number })[] = [
    { budget: { crash: 1, drop: 2 }, depth: 2, protocols: 60 },
    { budget: { crash: 2, drop: 1 }, depth: 3, protocols: 40 },
    { budget: { crash: 1, drop: 1, dup: 1, defer: 1, restart: 1, pause: 1 }, depth: 2, protocols: 8 },
    { budget: { crash: 1, drop: 1, isolate: 1, cut: 1 }, depth: 2, protocols: 15 },
  ];

  it.each(mixes)('is never more on protocols generated at random: $budget', (mix) => {
    for (let number = 1; number <= mix.protocols; number++) {
      const generated = protocolNumbered(number);
      const scenario = scenarioOf(generated);
      if (scenario === undefined) continue;
      const bounds = boundsOf(generated, mix);
      const system = new SimulatedSystem(new Simulation(scenario, { limits }), bounds);
      const truth = coveredBy(system, new Exhaustive<Fault>(0, bounds));
      expect(coveredBy(system, new Cover<Fault>(0, bounds)), `protocol ${number}`).toBeLessThanOrEqual(truth);
    }
  });
});
