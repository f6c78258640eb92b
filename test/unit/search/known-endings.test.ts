import { always, eventually, protocol, type Scenario } from 'clew';
import { expect, it } from 'vitest';
import { SimulatedSystem, type Thrift, wasteful } from '../../../src/search/simulated-system.ts';
import type { Bounds, Budget } from '../../../src/simulator/bounds.ts';
import { parseFailureSet } from '../../../src/simulator/failure-set.ts';
import { Simulation } from '../../../src/simulator/simulation.ts';

const { component, scenario } = protocol<{ wanted: null; idle: null }, { early: null; late: null; timeout: null; heal: null }>();
const eager: Thrift = { savedMin: Infinity, creditMax: Infinity };

/** How each of these sets comes out, one after the other; and the share of the steps that were taken. */
function played(tested: Scenario, budget: Budget, sets: readonly string[], thrift: Thrift) {
  const bounds: Bounds = { horizon: 24, until: 12, depth: 1, atomicSteps: true, budget, durations: [1, 5], deferrals: [1] };
  const simulation = new Simulation(tested);
  const system = new SimulatedSystem(simulation, bounds, {}, thrift);
  const goodness = sets.map((faults) => system.run(parseFailureSet(faults), 'verdict').goodness(0));
  return { goodness, isShortened: simulation.stepsTaken < simulation.stepsPlayed };
}

it('two clocks that are ahead differently are two worlds', () => {
  const clock = component({
    state: () => ({ late: 0 }),
    start(node) {
      node.after(1, 'early');
      node.after(10, 'late');
    },
    timers: {
      early: (node) => void (node.now > 100 && node.record('never')),
      late: (node) => (node.state.late = node.now),
    },
  });
  const tested = scenario({ name: 'hand/clock', nodes: { a: clock }, outcomes: { soon: eventually('it is not late', ({ nodes }) => nodes.a.state.late < 12) } });
  const sets = ['skew:a~1', 'skew:a~5', 'skew:a~1'];
  expect(played(tested, { skew: 1 }, sets, eager)).toEqual({ goodness: ['good', 'bad', 'good'], isShortened: true });
  expect(played(tested, { skew: 1 }, sets, wasteful)).toEqual({ goodness: ['good', 'bad', 'good'], isShortened: false });
});

it('a promise that was broken in one run is not broken in another that comes to the same', () => {
  const sender = component({
    start(node) {
      node.send('b', 'wanted');
      node.send('b', 'idle');
    },
  });
  const receiver = component({
    state: () => ({ got: false, alarm: false }),
    start: (node) => node.after(3, 'timeout'),
    on: { wanted: (node) => (node.state.got = true), idle() {} },
    timers: {
      timeout(node) {
        if (!node.state.got) node.state.alarm = true;
        node.after(1, 'heal');
      },
      heal(node) {
        node.state.alarm = false;
        node.state.got = true;
        node.after(8, 'late');
      },
      late() {},
    },
  });
  const tested = scenario({ name: 'hand/healed', nodes: { a: sender, b: receiver }, outcomes: { quiet: always('there is no alarm', ({ nodes }) => nodes.b.state.alarm === false) } });
  const sets = ['drop:a:b:wanted@1', 'drop:a:b:idle@1', 'drop:a:b:wanted@1'];
  expect(played(tested, { drop: 1 }, sets, eager)).toEqual({ goodness: ['bad', 'good', 'bad'], isShortened: true });
  expect(played(tested, { drop: 1 }, sets, wasteful)).toEqual({ goodness: ['bad', 'good', 'bad'], isShortened: false });
});

it('what was observed belongs to the world', () => {
  const teller = component({ start: (node) => { node.send('b', 'wanted'); node.send('b', 'idle'); } });
  const witness = component({
    start: (node) => node.after(10, 'late'),
    on: { wanted: (node) => node.record('heard', 'wanted'), idle: (node) => node.record('heard', 'idle') },
    timers: { late() {} },
  });
  const tested = scenario({ name: 'hand/heard', nodes: { a: teller, b: witness }, outcomes: { heard: eventually('the wanted is heard', ({ observed }) => observed('heard').some(({ value }) => value === 'wanted')) } });
  const sets = ['drop:a:b:wanted@1', 'drop:a:b:idle@1', 'drop:a:b:wanted@1'];
  expect(played(tested, { drop: 1 }, sets, eager)).toEqual({ goodness: ['bad', 'good', 'bad'], isShortened: true });
  expect(played(tested, { drop: 1 }, sets, wasteful)).toEqual({ goodness: ['bad', 'good', 'bad'], isShortened: false });
});
