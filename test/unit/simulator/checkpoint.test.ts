import { always, eventually, protocol, type Component, type Scenario } from 'clew';
import { expect, it } from 'vitest';
import { imageOf } from '../../../src/lineage/image.ts';
import type { Bounds } from '../../../src/simulator/bounds.ts';
import { Checkpoint } from '../../../src/simulator/checkpoint.ts';
import { parseFailureSet } from '../../../src/simulator/failure-set.ts';
import { Simulation } from '../../../src/simulator/simulation.ts';

const { component, scenario } = protocol<{ list: number[] }, { soon: null; late: null }>();
const bounds: Bounds = { horizon: 20, until: 20, depth: 1, atomicSteps: true, budget: {}, durations: [1], deferrals: [1] };

function systemOf(nodes: { readonly [id: string]: Component }): Scenario {
  return scenario({ name: 'hand/checkpoint', nodes, outcomes: { outcome: eventually('a is there', ({ nodes: { a } }) => a !== undefined) } });
}

/** A simulation that records no lineage, and its checkpoint before that tick. */
function checkpointOf(tested: Scenario, tick: number) {
  const simulation = new Simulation(tested);
  simulation.trace.recording = false;
  let checkpoint: Checkpoint | undefined;
  simulation.beforeTick = (next) => {
    if (next === tick) checkpoint = Checkpoint.of(simulation, tick);
    return false;
  };
  simulation.play([], bounds);
  simulation.beforeTick = null;
  return { simulation, checkpoint };
}

it('what a handler does to a payload, at once or later, is not seen by runs that go on from the same moment', () => {
  const sender = component({ start: (node) => node.send('a', 'list', [1]) });
  const keeper = component({
    state: () => ({ lists: [] as number[][], sums: [] as number[] }),
    on: {
      list(node, list) {
        list.push(2);
        node.state.lists.push(list);
        node.after(1, 'soon');
      },
    },
    timers: {
      soon(node) {
        node.state.lists[0]!.push(3);
        node.state.sums.push(node.state.lists[0]!.length);
      },
    },
  });
  const { simulation, checkpoint } = checkpointOf(systemOf({ a: keeper, b: sender }), 1);
  const ended = () => imageOf(simulation.nodeNamed('a').state);
  expect(ended()).toEqual({ lists: [[1, 2, 3]], sums: [3] });
  for (let time = 0; time < 3; time++) {
    simulation.play([], bounds, checkpoint);
    expect(ended()).toEqual({ lists: [[1, 2, 3]], sums: [3] });
  }
});

it('a timer that is set at the moment can still be cancelled, and is only once', () => {
  const node = component({
    state: () => ({ fired: 0 }),
    start({ after }) {
      after(2, 'soon');
      after(9, 'late');
    },
    timers: { soon: ({ cancel }) => cancel('late'), late: ({ state }) => state.fired++ },
  });
  const { simulation, checkpoint } = checkpointOf(systemOf({ a: node }), 1);
  for (let time = 0; time < 2; time++) expect(simulation.play([], bounds, checkpoint).stepCount).toBe(2);
  expect(simulation.nodeNamed('a').state).toEqual({ fired: 0 });
});

it('there is none where something is both on disk and in memory', () => {
  const node = component({
    state: () => ({ shortcut: null as number[] | null }),
    disk: () => ({ log: [] as number[] }),
    start({ state, disk }) {
      disk.log.push(1);
      state.shortcut = disk.log;
    },
  });
  expect(checkpointOf(systemOf({ a: node }), 1).checkpoint).toBeUndefined();
});

it('a stop at the end of `until` is judged at the tick at which it comes', () => {
  const node = component({ state: () => ({ fired: 0 }), start: ({ after }) => after(1, 'soon'), timers: { soon: ({ state }) => state.fired++ } });
  const tested = scenario({ name: 'hand/tick', nodes: { a: node }, outcomes: { outcome: always('time goes on', (world) => world.tick > 0 || world.nodes.a.state.fired === 0 || !world.alive('a')) } });
  const { simulation, checkpoint } = checkpointOf(tested, 5);
  const seen: number[] = [];
  const advance = simulation.judge.afterStep.bind(simulation.judge);
  simulation.judge.afterStep = (tick) => {
    seen.push(simulation.world.tick);
    advance(tick);
  };
  simulation.play(parseFailureSet('crash:a/until'), { ...bounds, until: 4 }, checkpoint);
  expect(seen[0]).toBe(4);
});
