import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../../src/simulator/lane.ts';
import { always, type World } from '../../../src/simulator/outcome.ts';
import { parseFailureSet } from '../../../src/simulator/failure-set.ts';
import { protocol } from '../../../src/simulator/scenario.ts';
import { Simulation } from '../../../src/simulator/simulation.ts';
import { makeState, programs, type Step, take } from '../lineage/random-operations.ts';
import { play, roomy } from './play.ts';

const { component, scenario } = protocol<{ say: string }, { go: number }>();

describe('an always outcome is evaluated', () => {
  const speaker = component({
    state: () => ({ read: 0, unread: 0, list: [] as number[] }),
    start: (node) => [1, 2, 3, 4, 5, 6].forEach((tick) => node.after(tick, 'go', tick)),
    timers: {
      go(node, tick) {
        if (tick === 3) node.state.read = tick;
        else if (tick === 5) node.state.list.push(tick);
        else node.state.unread = tick;
      },
    },
  });

  function evaluationsOf(look: (world: World) => unknown, lineage = true): number[] {
    const ticks: number[] = [];
    const outcome = always('something', (world): boolean => {
      ticks.push(simulation.now);
      return look(world) !== 'never';
    });
    const simulation: Simulation = new Simulation(scenario({ name: 'test/always', nodes: { a: speaker }, outcomes: { outcome } }), { lineage });
    simulation.play([], { ...roomy, horizon: 8, until: 6 });
    return ticks;
  }

  it('once, and again only after a step that changed a cell which it read', () => {
    expect(evaluationsOf((world) => world.nodes.a.state.read)).toEqual([0, 3]);
    expect(evaluationsOf((world) => world.nodes.a.state.list.length)).toEqual([0, 5]);
    expect(evaluationsOf((world) => [world.nodes.a.state.read, world.nodes.a.state.list.includes(7)])).toEqual([0, 3, 5]);
  });

  it('once, where it reads nothing that changes', () => {
    expect(evaluationsOf(() => true)).toEqual([0]);
    expect(evaluationsOf((world) => [world.alive('a'), world.observed('said'), world.nodes.a.disk.x])).toEqual([0]);
  });

  it('at every tick, where it reads the tick', () => {
    expect([...new Set(evaluationsOf((world) => world.tick))]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('after every step, where no lineage is recorded', () => {
    expect(evaluationsOf((world) => world.nodes.a.state.read, false)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('not any more, once it is broken', () => {
    let evaluations = 0;
    const outcome = always('something', (world) => world.tick !== 2 && ++evaluations > 0);
    const { run } = play(scenario({ name: 'test/broken', nodes: { a: speaker }, outcomes: { outcome } }));
    expect(run.judgements[0]).toMatchObject({ good: false, brokenAtTick: 2 });
    expect(evaluations).toBe(2);
  });
});

describe('an always outcome that is evaluated only after changes', () => {
  interface Case {
    readonly program: readonly Step[];
    readonly looking: readonly Step[];
    readonly looks: readonly string[];
    readonly faults: string;
    readonly modulus: number;
  }

  const looks = ['a', 'b', 'disk', 'alive', 'observed', 'observed x', 'living', 'tick'];
  const cases: fc.Arbitrary<Case> = fc.record({
    program: programs('state', 8),
    looking: programs('state', 2),
    looks: fc.uniqueArray(fc.constantFrom(...looks), { minLength: 1, maxLength: 3 }),
    faults: fc.constantFrom('none', 'none', 'crash:b/go@2', 'restart:b/go@2~2', 'restart:b/go@1~3', 'restart:a/go@2.1~1', 'crash:a/until'),
    modulus: fc.integer({ min: 2, max: 6 }),
  });

  /** When the outcome of such a case is broken, and how often it was evaluated. */
  function judged({ program, looking, looks, faults, modulus }: Case, lineage: boolean) {
    let evaluations = 0;
    const plainOf = (value: unknown): unknown => simulation.tracker.plainOf(value);
    const answers: unknown[] = [];
    const node = component({
      state: makeState as () => Record<string, unknown>,
      disk: () => ({ term: 0, log: [] as string[] }),
      start: (self) => program.forEach((_, index) => index % 2 === (self.id === 'a' ? 0 : 1) && self.after(1 + index, 'go', index)),
      timers: {
        go(self, index) {
          const answer = take(program[index]!, self.state, plainOf).join('; ');
          answers.push(answer);
          if (index % 3 === 0) self.disk.term = answer.length;
          if (index % 3 === 1) self.disk.log.push(answer);
          if (answer.length % 4 === 0) self.record('x', answer.length);
          if (answer.length % 4 === 1) self.record('y', answer);
        },
      },
    });
    const outcome = always('something', (world): boolean => {
      evaluations++;
      const { a, b } = world.nodes;
      const seen = looks.map((look) => {
        if (look === 'a' || look === 'b') return looking.map((step) => take(step, look === 'a' ? a.state : b.state, plainOf, false));
        if (look === 'disk') return [a.disk.term, b.disk.log.length];
        if (look === 'alive') return [world.alive('b'), world.alive('a')];
        if (look === 'living') return world.living(node).map((state) => take(looking[0]!, state, plainOf, false));
        if (look === 'tick') return world.tick;
        return world.observed(look === 'observed' ? undefined : 'x').map(({ value }) => value as unknown);
      });
      return hashOf(JSON.stringify(seen)) % modulus !== 0;
    });
    const simulation: Simulation = new Simulation(scenario({ name: 'test/random', nodes: { a: node, b: node }, outcomes: { outcome } }), { lineage });
    const run = simulation.play(parseFailureSet(faults), { ...roomy, horizon: 14, until: 10 });
    const { good, brokenAtTick, brokenAfterSteps } = run.judgements[0]!;
    return { verdict: { good, brokenAtTick, brokenAfterSteps, answers, steps: run.stepCount, observations: simulation.observations.list }, evaluations };
  }

  it('finds what an evaluation after every step finds, at the same step', () => {
    let [sparing, thorough, broken] = [0, 0, 0];
    fc.assert(fc.property(cases, (each) => {
      const watched = judged(each, true);
      const oracle = judged(each, false);
      expect(watched.verdict).toEqual(oracle.verdict);
      sparing += watched.evaluations;
      thorough += oracle.evaluations;
      broken += watched.verdict.good ? 0 : 1;
    }), { numRuns: 500 });
    expect(broken).toBeGreaterThan(80);
    expect(sparing).toBeLessThan(thorough);
  });
});
