import { describe, expect, it } from 'vitest';
import { eventually } from '../../../src/simulator/outcome.ts';
import { protocol } from '../../../src/simulator/scenario.ts';
import { play } from './play.ts';

type Anything = ReturnType<typeof JSON.parse>;

const { component, scenario } = protocol<{ ping: Anything }, { tick: Anything }>();
const outcomes = { fine: eventually('nothing in particular', () => true) };

describe('a handler that throws', () => {
  const fragile = component({
    state: () => ({ taken: 0 }),
    start: (node) => node.after(5, 'tick'),
    on: {
      ping(node, payload) {
        node.state.taken++;
        node.record('took', payload);
        if (payload === 2) throw new RangeError('cannot take 2');
      },
    },
    timers: { tick: (node) => node.record('tick', node.id) },
  });
  const pinger = component({ start: (node) => [1, 2, 3].forEach((payload) => node.broadcast('ping', payload)) });
  const system = scenario({ name: 'test/throws', nodes: { a: pinger, b: fragile, c: component({ on: { ping: (node, payload) => node.record('heard', payload) } }) }, outcomes });

  it('is a finding with the step, the message and the line in the user\'s file', () => {
    const { run } = play(system);
    expect(run.breakdowns).toMatchObject([{ kind: 'exception', step: 'b/a:ping@2', tick: 1, message: 'RangeError: cannot take 2' }]);
    expect(run.breakdowns[0]!.stack).toMatch(/^at .*breakdowns\.test\.ts/);
    expect(run.breakdowns[0]!.stack).not.toMatch(/src.simulator|src.lineage|node:internal/);
  });

  it('stops its node for good, with its timers, and nobody else', () => {
    const { memory, recorded, run } = play(system);
    expect(recorded()).toEqual([1, 1, 2, 2, 3]);
    expect(memory('b')).toEqual({ taken: 2 });
    expect(run.aborted).toBe(false);
    expect(run.threw.map((step) => run.stepName(step))).toEqual(['b/a:ping@2']);
  });

  it('keeps what it did before', () => {
    const half = component({ disk: () => ({ n: 0 }), start(node) { node.disk.n = 1; node.send('b', 'ping', 'before'); throw new Error('half'); } });
    const { memory, recorded } = play(scenario({ name: 'test/half', nodes: { a: half, b: component({ on: { ping: (node, payload) => node.record('heard', payload) } }) }, outcomes }));
    expect(memory('a', 'disk')).toEqual({ n: 1 });
    expect(recorded()).toEqual(['before']);
  });

  it('may throw anything', () => {
    for (const thrown of ['text', undefined, null, 7, { toString: () => 'object' }]) {
      const odd = component({ start: () => { throw thrown; } });
      expect(play(scenario({ name: 'test/odd', nodes: { a: odd }, outcomes })).run.breakdowns).toMatchObject([{ kind: 'exception', message: String(thrown), stack: '' }]);
    }
  });

  it('is no finding in a run in which the step is not taken', () => {
    expect(play(system, 'drop:a:b:ping@2').run.breakdowns).toEqual([]);
  });
});

describe('a run that does not end', () => {
  it('for an exchange at one tick, is given up with the step', () => {
    const echo = component({ start: (node) => node.id === 'a' && node.send('b', 'ping'), on: { ping: (node, _, from) => node.send(from, 'ping') } });
    const { run } = play(scenario({ name: 'test/echo', nodes: { a: echo, b: echo }, latency: 0, outcomes }), 'none', {}, { limits: { stepsPerTickMax: 100 } });
    expect(run).toMatchObject({ aborted: true, breakdowns: [{ kind: 'endless tick', tick: 0, message: 'more than 100 steps at tick 0' }] });
    expect(run.breakdowns[0]!.step).toMatch(/^[ab]\/[ab]:ping@\d+$/);
    expect(run.judgements[0]!.given).toBe(false);
  });

  it('for a message to itself in a loop, is given up within the default limits', () => {
    const loop = component({ start: (node) => node.send(node.id, 'ping'), on: { ping: (node) => node.send(node.id, 'ping') } });
    expect(play(scenario({ name: 'test/loop', nodes: { a: loop }, outcomes })).run.breakdowns).toMatchObject([{ kind: 'endless tick', message: 'more than 10000 steps at tick 0' }]);
  });

  it('for a timer of 0 ticks that sets itself again, is given up', () => {
    const loop = component({ start: (node) => node.after(0, 'tick'), timers: { tick: (node) => node.after(0, 'tick') } });
    expect(play(scenario({ name: 'test/loop', nodes: { a: loop }, outcomes })).run.breakdowns).toMatchObject([{ kind: 'endless tick' }]);
  });

  it('for too many steps, is given up', () => {
    const chatter = component({ start: (node) => node.broadcast('ping'), on: { ping: (node) => node.broadcast('ping') } });
    const { run } = play(scenario({ name: 'test/chatter', nodes: { a: chatter, b: chatter, c: chatter }, outcomes }), 'none', {}, { limits: { stepsMax: 500 } });
    expect(run).toMatchObject({ aborted: true, breakdowns: [{ kind: 'too many steps', message: 'more than 500 steps' }] });
  });

  it.each<readonly [string, (act: { send: () => void; after: () => void; cancel: () => void; record: () => void; disk: () => void }) => void]>([
    ['sends', ({ send }) => send()],
    ['sets timers', ({ after }) => after()],
    ['cancels timers', ({ cancel }) => cancel()],
    ['records', ({ record }) => record()],
    ['writes to disk', ({ disk }) => disk()],
  ])('for a handler that %s without end, is given up', (_, act) => {
    const endless = component({
      disk: () => ({ n: 0 }),
      start(node) {
        const acts = { send: () => node.send('b', 'ping'), after: () => node.after(1, 'tick'), cancel: () => node.cancel('tick'), record: () => node.record('x'), disk: () => void node.disk.n++ };
        for (;;) act(acts);
      },
      timers: { tick: () => {} },
    });
    const { run } = play(scenario({ name: 'test/endless', nodes: { a: endless, b: component({ on: { ping: () => {} } }) }, outcomes }), 'none', {}, { limits: { effectsPerStepMax: 1000 } });
    expect(run).toMatchObject({ aborted: true, breakdowns: [{ kind: 'endless handler', step: 'a/start', message: 'more than 1000 effects in one step' }] });
  });
});
