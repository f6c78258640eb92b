import { expect, it } from 'vitest';
import { eventually, protocol } from 'clew';
import { compareScenario } from '../../soundness/comparison.ts';
import { parseFailureSet } from '../../src/simulator/failure-set.ts';
import { Simulation } from '../../src/simulator/simulation.ts';

interface Memory {
  count: number;
}

const { component, scenario } = protocol<{ x: null; y: null }, { soon: null; late: null }>();
const counter = component({ state: (): Memory => ({ count: 0 }), on: { x() {}, y: (node) => void node.state.count++ } });
const bounds = { horizon: 20, until: 20, depth: 2, atomicSteps: false, durations: [1, 3], deferrals: [1] };

it('a cut may begin at a tick at which, for another fault, nothing is sent any more', () => {
  const made = scenario({
    name: 'space/cut',
    nodes: {
      s: component({ start: (node) => node.after(3, 'soon'), timers: { soon: (node) => node.send('b', 'y') } }),
      d: component({
        start: (node) => node.after(2, 'soon'),
        timers: {
          soon(node) {
            node.send('a', 'x');
            node.after(5, 'late');
          },
          late: (node) => node.send('b', 'y'),
        },
      }),
      a: component({ on: { x() {} } }),
      b: counter,
    },
    outcomes: { outcome: eventually('b hears of it', (world) => world.nodes.b.state.count > 0) },
  });
  const { breaking, complaints } = compareScenario(made, { ...bounds, budget: { cut: 1, crash: 1 } });
  expect(breaking).toContain('crash:d/soon@1+cut:a,b,d:s@2~3');
  expect(complaints).toEqual([]);
});

it('a crash inside a step that a restart prevents does not strike another step', () => {
  const made = scenario({
    name: 'space/inside',
    nodes: {
      a: component({
        start(node) {
          node.send('b', 'x');
          node.after(6, 'late');
        },
        timers: {
          late(node) {
            node.send('c', 'y');
            node.send('c', 'y');
          },
        },
      }),
      b: component({
        on: {
          x(node) {
            node.send('c', 'x');
            node.send('c', 'x');
          },
        },
      }),
      c: counter,
    },
    outcomes: { outcome: eventually('c hears both', (world) => world.nodes.c.state.count === 2) },
  });
  const run = new Simulation(made).play(parseFailureSet('crash:b/a:x@1.1+restart:b/a:x@1~3'), { ...bounds, budget: {} });
  expect([...run.fired].map(({ token }) => token)).toEqual(['restart:b/a:x@1~3']);
  expect(run.judgements[0]!.good).toBe(true);
});

it('a consumer that remembers in memory what it has done, and answers nobody, is broken by a restart just after', () => {
  const made = scenario({
    name: 'space/after',
    nodes: {
      a: component({
        start(node) {
          node.send('b', 'x');
          node.after(6, 'late');
        },
        timers: { late: (node) => node.send('b', 'x') },
      }),
      b: component({
        state: () => ({ count: 0 }),
        disk: () => ({ done: 0 }),
        on: {
          x(node) {
            if (node.state.count > 0) return;
            node.state.count++;
            node.disk.done++;
          },
        },
      }),
    },
    outcomes: { outcome: eventually('b does it at most once', (world) => world.nodes.b.disk.done < 2) },
  });
  const { breaking, complaints } = compareScenario(made, { ...bounds, budget: { drop: 1, restart: 1 } });
  expect(breaking).toEqual(['restart:b/a:x@1.1~1', 'restart:b/a:x@1.1~3']);
  expect(complaints).toEqual([]);
});
