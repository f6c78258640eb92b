import { describe, expect, it } from 'vitest';
import { eventually, type Nodes } from '../../../src/simulator/outcome.ts';
import { Fate } from '../../../src/simulator/run.ts';
import { protocol, type ScenarioDefinition } from '../../../src/simulator/scenario.ts';
import { play } from './play.ts';

type Anything = ReturnType<typeof JSON.parse>;

const { component, scenario } = protocol<{ say: Anything }, { tick: Anything; tock: Anything }>();

const outcomes = { fine: eventually('nothing in particular', () => true) };
const system = <N extends Nodes>(nodes: N, more: Partial<ScenarioDefinition<N, 'fine'>> = {}) => scenario<N, 'fine'>({ name: 'test/system', nodes, outcomes, ...more });

const silent = component({});
const listener = component({ on: { say: (node, what, from) => node.record('said', [node.id, from, what, node.now]) } });

describe('a timer', () => {
  it('fires once, after its ticks, with its payload', () => {
    const clock = component({
      start: (node) => node.after(3, 'tick', { n: 1 }),
      timers: { tick: (node, payload) => node.record('tick', [node.now, payload]) },
    });
    const { recorded, steps } = play(system({ a: clock }));
    expect(recorded()).toEqual([[3, { n: 1 }]]);
    expect(steps).toEqual(['0 a/start', '3 a/tick@1']);
  });

  it('of 0 ticks fires at the same tick, in a step of its own', () => {
    const clock = component({ start: (node) => node.after(0, 'tick'), timers: { tick: (node) => node.record('tick', node.now) } });
    expect(play(system({ a: clock })).steps).toEqual(['0 a/start', '0 a/tick@1']);
  });

  it('that is set several times fires as often', () => {
    const clock = component({
      start: (node) => [5, 2, 2].forEach((ticks, index) => node.after(ticks, 'tick', index)),
      timers: { tick: (node, index) => node.record('tick', [node.now, index]) },
    });
    const { recorded, steps } = play(system({ a: clock }));
    expect(recorded()).toEqual([[2, 1], [2, 2], [5, 0]]);
    expect(steps.slice(1)).toEqual(['2 a/tick@2', '2 a/tick@3', '5 a/tick@1']);
  });

  it('that is cancelled does not fire, in none of its settings, and the others do', () => {
    const clock = component({
      start(node) {
        node.after(4, 'tick');
        node.after(6, 'tick');
        node.after(4, 'tock');
        node.after(2, 'tock', 'cancel');
      },
      timers: {
        tick: (node) => node.record('tick', node.now),
        tock(node, what) {
          node.record('tock', node.now);
          if (what === 'cancel') node.cancel('tick');
        },
      },
    });
    expect(play(system({ a: clock })).steps).toEqual(['0 a/start', '2 a/tock@2', '4 a/tock@1']);
  });

  it('can be set again after it was cancelled, in the same step', () => {
    const clock = component({
      start(node) {
        node.after(4, 'tick');
        node.cancel('tick');
        node.after(5, 'tick');
      },
      timers: { tick: () => {} },
    });
    expect(play(system({ a: clock })).steps).toEqual(['0 a/start', '5 a/tick@2']);
  });

  it('that has fired is not cancelled any more, and cancelling nothing is no mistake', () => {
    const clock = component({
      start: (node) => [node.cancel('tock'), node.after(1, 'tick')],
      timers: { tick: (node) => node.cancel('tick'), tock: () => {} },
    });
    const { run, steps } = play(system({ a: clock }));
    expect(steps).toEqual(['0 a/start', '1 a/tick@1']);
    expect(run.breakdowns).toEqual([]);
  });

  it('at one tick with its cancelling fires if it was set before', () => {
    const clock = component({
      start: (node) => [node.after(2, 'tick'), node.after(2, 'tock')],
      timers: { tick: () => {}, tock: (node) => node.cancel('tick') },
    });
    const reversed = component({
      start: (node) => [node.after(2, 'tock'), node.after(2, 'tick')],
      timers: { tick: () => {}, tock: (node) => node.cancel('tick') },
    });
    expect(play(system({ a: clock })).steps).toEqual(['0 a/start', '2 a/tick@1', '2 a/tock@1']);
    expect(play(system({ a: reversed })).steps).toEqual(['0 a/start', '2 a/tock@1']);
  });

  it('that is due after the horizon never fires', () => {
    const clock = component({ start: (node) => node.after(41, 'tick'), timers: { tick: () => {} } });
    expect(play(system({ a: clock }), 'none', { horizon: 40 }).steps).toEqual(['0 a/start']);
  });

  it('is given a copy of its payload', () => {
    const clock = component({
      state: () => ({ shared: { n: 1 } }),
      start(node) {
        node.after(1, 'tick', node.state.shared);
        node.state.shared.n = 2;
      },
      timers: { tick: (node, payload) => node.record('tick', payload) },
    });
    expect(play(system({ a: clock })).recorded()).toEqual([{ n: 1 }]);
  });
});

describe('a message', () => {
  const speaker = component({ start: (node) => node.others.forEach((other) => node.send(other, 'say', 'hello')) });

  it('arrives after one tick, unless the system says otherwise', () => {
    expect(play(system({ a: speaker, b: listener })).recorded()).toEqual([['b', 'a', 'hello', 1]]);
    expect(play(system({ a: speaker, b: listener }, { latency: 4 })).recorded()).toEqual([['b', 'a', 'hello', 4]]);
  });

  it('arrives after the latency of its link, in that direction alone', () => {
    const echo = component({ on: { say: (node, what, from) => [node.record('said', [node.id, node.now]), what === 'hello' && node.send(from, 'say', 'back')] } });
    const first = component({ start: (node) => node.send('b', 'say', 'hello'), on: { say: (node) => node.record('said', [node.id, node.now]) } });
    const { recorded } = play(system({ a: first, b: echo }, { latency: 2, links: [{ from: 'a', to: 'b', latency: 5 }] }));
    expect(recorded()).toEqual([['b', 5], ['a', 7]]);
  });

  it('of latency 0 arrives at the same tick', () => {
    expect(play(system({ a: speaker, b: listener }, { latency: 0 })).recorded()).toEqual([['b', 'a', 'hello', 0]]);
  });

  it('arrives among those of its tick in the order of sending', () => {
    const many = component({ on: { say: () => {} }, start: (node) => ['one', 'two', 'three'].forEach((word) => node.others.forEach((other) => node.send(other, 'say', word))) });
    const { recorded } = play(system({ a: many, b: many, c: listener }, { links: [{ from: 'a', to: 'b', latency: 9 }, { from: 'b', to: 'a', latency: 9 }] }), 'none', { horizon: 5 });
    expect(recorded().map((said) => (said as unknown[]).slice(1, 3).join(' '))).toEqual(['a one', 'a two', 'a three', 'b one', 'b two', 'b three']);
  });

  it('to oneself arrives at the same tick in a step of its own, and no link can lose it', () => {
    const talker = component({
      start(node) {
        node.send(node.id, 'say', 'to myself');
        node.record('order', 'sent');
      },
      on: { say: (node, what, from) => node.record('order', [what, from, node.now]) },
    });
    const alone = system({ a: talker, b: silent }, { latency: 3 });
    expect(play(alone).recorded()).toEqual(['sent', ['to myself', 'a', 0]]);
    for (const faults of ['drop:a:a:say@1', 'dup:a:a:say@1', 'defer:a:a:say@1~2', 'isolate:a/start~5', 'cut:a:b@0~5']) {
      const { fired, recorded } = play(alone, faults);
      expect(recorded()).toEqual(['sent', ['to myself', 'a', 0]]);
      expect(fired).toEqual([]);
    }
  });

  it('to oneself is no effect that leaves the step', () => {
    const talker = component({ start: (node) => [node.send(node.id, 'say'), node.send('b', 'say'), node.send(node.id, 'say')], on: { say: () => {} } });
    expect(play(system({ a: talker, b: listener })).run.stepOutward[0]).toBe(1);
  });

  it('carries a copy: nobody else sees what is done to it', () => {
    const sender = component({
      state: () => ({ box: { items: ['x'] } }),
      start(node) {
        node.broadcast('say', node.state.box);
        node.state.box.items.push('later');
      },
    });
    const receiver = component({
      state: () => ({ kept: undefined as unknown }),
      on: {
        say(node, box) {
          node.state.kept = box;
          (box as { items: string[] }).items.push(node.id);
        },
      },
    });
    const { memory } = play(system({ a: sender, b: receiver, c: receiver }), 'dup:a:b:say@1');
    expect([memory('a'), memory('b'), memory('c')]).toEqual([{ box: { items: ['x', 'later'] } }, { kept: { items: ['x', 'b'] } }, { kept: { items: ['x', 'c'] } }]);
  });

  it('to a node that is down is refused', () => {
    const { run, steps } = play(system({ a: speaker, b: listener }), 'crash:b/start');
    expect(steps).toEqual(['0 a/start']);
    expect(run.sentFate[0]).toBe(Fate.refused);
  });
});

describe('a broadcast', () => {
  it('goes to every other node that has a handler for the type, in the order of the system', () => {
    const caller = component({ start: (node) => node.broadcast('say', 'all'), on: { say: (node) => node.record('said', node.id) } });
    const { recorded } = play(system({ c: listener, a: caller, quiet: silent, b: listener }));
    expect(recorded().map((said) => (said as unknown[])[0])).toEqual(['c', 'b']);
  });

  it('is as many effects that leave the step as there are receivers', () => {
    const caller = component({ start: (node) => node.broadcast('say', 'all') });
    expect(play(system({ a: caller, b: listener, c: listener, d: listener })).run.stepOutward[0]).toBe(3);
  });
});

describe('a node', () => {
  it('knows its name, the others in the order of the system, and the tick', () => {
    const curious = component({ start: (node) => node.record('me', [node.id, [...node.others], node.now]) });
    expect(play(system({ b: curious, a: silent, c: silent })).recorded()).toEqual([['b', ['a', 'c'], 0]]);
  });

  it('may take its functions apart', () => {
    const apart = component({ start: ({ send, record, others }) => [record('others', [...others]), send('b', 'say', 'apart')] });
    expect(play(system({ a: apart, b: listener })).recorded('said')).toEqual([['b', 'a', 'apart', 1]]);
  });

  it('without a start handler takes no step at the start', () => {
    expect(play(system({ a: silent, b: listener })).steps).toEqual([]);
  });

  it('draws the same numbers in a step whatever else happens, and others in another step or under another seed', () => {
    const gambler = component({
      start: (node) => [node.record('draw', [node.random(), node.random()]), node.after(2, 'tick')],
      timers: { tick: (node) => node.record('draw', [node.random(), node.random()]) },
    });
    const chatter = component({ start: (node) => [node.random(), node.broadcast('say')] });
    const drawsOf = (seed: number, ...others: (typeof silent)[]) => play(system({ a: gambler, ...Object.fromEntries(others.map((other, index) => [`x${index}`, other])) }, { seed })).recorded('draw');
    const draws = drawsOf(1);
    expect(draws.flat().every((draw) => (draw as number) >= 0 && (draw as number) < 1)).toBe(true);
    expect(new Set(draws.flat()).size).toBe(4);
    expect(drawsOf(1, chatter, listener)).toEqual(draws);
    expect(drawsOf(2)).not.toEqual(draws);
  });
});
