import { describe, expect, it } from 'vitest';
import { eventually, type Nodes } from '../../../src/simulator/outcome.ts';
import { Fate } from '../../../src/simulator/run.ts';
import { protocol, type ScenarioDefinition } from '../../../src/simulator/scenario.ts';
import { play } from './play.ts';

type Anything = ReturnType<typeof JSON.parse>;

const { component, scenario } = protocol<{ say: Anything; ask: Anything }, { tick: Anything }>();

const outcomes = { fine: eventually('nothing in particular', () => true) };
const system = <N extends Nodes>(nodes: N, more: Partial<ScenarioDefinition<N, 'fine'>> = {}) => scenario<N, 'fine'>({ name: 'test/faults', nodes, outcomes, ...more });

/** Says `word` to all others at each of these ticks. */
const speaker = (...ticks: number[]) =>
  component({
    start: (node) => ticks.forEach((tick) => node.after(tick, 'tick', tick)),
    timers: { tick: (node, tick) => node.broadcast('say', tick) },
    on: { say: () => {} },
  });

const listener = component({
  state: () => ({ heard: [] as number[] }),
  on: {
    say(node, what) {
      node.state.heard.push(what as number);
      node.record('heard', [node.id, what, node.now]);
    },
  },
});

describe('a dropped message', () => {
  it('is lost, and the others of its link keep their names', () => {
    const { fired, recorded, run, steps } = play(system({ a: speaker(1, 2, 3), b: listener }), 'drop:a:b:say@2');
    expect(recorded()).toEqual([['b', 1, 2], ['b', 3, 4]]);
    expect(steps.slice(4)).toEqual(['3 a/tick@3', '4 b/a:say@3']);
    expect(run.sentFate.slice(0, run.sentCount)).toEqual([Fate.delivered, Fate.lost, Fate.delivered]);
    expect(fired).toEqual(['drop:a:b:say@2']);
  });

  it('leaves no trace in lineage', () => {
    const { run } = play(system({ a: speaker(1, 2), b: listener }), 'drop:a:b:say@1');
    expect(Array.from({ length: run.stepCount }, (_, step) => run.stepName(step))).toEqual(['a/start', 'a/tick@1', 'a/tick@2', 'b/a:say@2']);
    const { trace } = run;
    const dropped = run.sentEffect[0]!;
    expect([...trace.stepTrigger.subarray(0, trace.stepCount)]).not.toContain(dropped);
    expect([...trace.reads.subarray(0, trace.readCount)]).toEqual([]);
  });

  it('that is never sent does not fire', () => {
    expect(play(system({ a: speaker(1), b: listener }), 'drop:a:b:say@2').fired).toEqual([]);
  });
});

describe('a duplicated message', () => {
  it('is taken twice, one copy right after the other', () => {
    const { fired, recorded, run } = play(system({ a: speaker(1, 2), b: listener }), 'dup:a:b:say@1');
    expect(recorded()).toEqual([['b', 1, 2], ['b', 1, 2], ['b', 2, 3]]);
    expect(run.stepCopy.slice(0, run.stepCount)).toEqual([0, 0, 0, 0, 1, 0]);
    expect(fired).toEqual(['dup:a:b:say@1']);
  });

  it('that is dropped as well is lost, and the duplication has not fired', () => {
    const { fired, recorded } = play(system({ a: speaker(1), b: listener }), 'drop:a:b:say@1+dup:a:b:say@1');
    expect(recorded()).toEqual([]);
    expect(fired).toEqual(['drop:a:b:say@1']);
  });

  it('that is deferred as well: the first copy is in time, the second late', () => {
    const { fired, recorded } = play(system({ a: speaker(1, 2, 3), b: listener }), 'defer:a:b:say@1~2+dup:a:b:say@1');
    expect(recorded()).toEqual([['b', 1, 2], ['b', 2, 3], ['b', 3, 4], ['b', 1, 4]]);
    expect(fired).toEqual(['defer:a:b:say@1~2', 'dup:a:b:say@1']);
  });

  it('draws other numbers for its second copy', () => {
    const gambler = component({ on: { say: (node) => node.record('draw', node.random()) } });
    expect(new Set(play(system({ a: speaker(1), b: gambler }), 'dup:a:b:say@1').recorded()).size).toBe(2);
  });
});

describe('a deferred message', () => {
  it('is handed over after so many further steps of its receiver, right after the last of them', () => {
    const { recorded, run } = play(system({ a: speaker(1, 2, 3, 4), b: listener }), 'defer:a:b:say@1~2');
    expect(recorded()).toEqual([['b', 2, 3], ['b', 3, 4], ['b', 1, 4], ['b', 4, 5]]);
    expect(run.endedWaitBySilence).toBe(false);
    expect(run.waitedFor.map((step) => run.stepName(step))).toEqual(['b/a:say@2', 'b/a:say@3']);
  });

  it('is handed over when nothing else is left to happen, and never lost', () => {
    const { fired, recorded, run } = play(system({ a: speaker(1, 7), b: listener }), 'defer:a:b:say@1~3');
    expect(recorded()).toEqual([['b', 7, 8], ['b', 1, 8]]);
    expect(run.endedWaitBySilence).toBe(true);
    expect(fired).toEqual(['defer:a:b:say@1~3']);
  });

  it('counts from its arrival, and two that wait come in the order of their arrival', () => {
    const { recorded } = play(system({ a: speaker(1, 2, 3, 4, 5), b: listener }), 'defer:a:b:say@1~2+defer:a:b:say@2~1');
    expect(recorded().map((heard) => (heard as number[])[1])).toEqual([3, 2, 1, 4, 5]);
  });

  it('waits for its receiver to start again', () => {
    const { recorded } = play(system({ a: speaker(1, 2, 9), b: listener }), 'defer:a:b:say@1~1+restart:b/a:say@2~3');
    expect(recorded()).toEqual([['b', 9, 10], ['b', 1, 10]]);
  });

  it('does not wait for a node that is down for ever', () => {
    expect(play(system({ a: speaker(1, 2), b: listener }), 'crash:b/a:say@2+defer:a:b:say@1~1').recorded()).toEqual([]);
  });
});

describe('a crash', () => {
  it('before a step keeps the node from taking it, and all after it', () => {
    const { fired, memory, recorded, run } = play(system({ a: speaker(1, 2, 3), b: listener, c: listener }), 'crash:b/a:say@2');
    expect(recorded()).toEqual([['b', 1, 2], ['c', 1, 2], ['c', 2, 3], ['c', 3, 4]]);
    expect(memory('b')).toEqual({ heard: [1] });
    expect(fired).toEqual(['crash:b/a:say@2']);
    expect(run.stoppedAtLane.map((lane, index) => lane.messageName(run.stoppedAtNumber[index]!))).toEqual(['a:b:say@2']);
  });

  it('takes the timers of the node with it', () => {
    const { steps } = play(system({ a: speaker(1, 2, 3), b: listener }), 'crash:a/tick@2');
    expect(steps).toEqual(['0 a/start', '1 a/tick@1', '2 b/a:say@1']);
  });

  const busy = component({
    state: () => ({ before: 0, after: 0 }),
    disk: () => ({ one: 0, two: 0, list: [1, 2] }),
    start(node) {
      node.state.before = 1;
      node.send('b', 'say', 'first');
      node.disk.one = 1;
      node.after(3, 'tick');
      node.disk.list.push(3, 4);
      node.send('b', 'say', 'second');
      node.disk.two = 2;
      node.record('done', true);
      node.state.after = 1;
    },
    timers: { tick: (node) => node.record('tick', node.now) },
  });

  it.each([
    [1, ['first'], { one: 0, two: 0, list: [1, 2] }],
    [2, ['first'], { one: 1, two: 0, list: [1, 2] }],
    [3, ['first'], { one: 1, two: 0, list: [1, 2, 3, 4] }],
    [4, ['first', 'second'], { one: 1, two: 0, list: [1, 2, 3, 4] }],
  ])('inside a step, after %i effects that leave it, keeps those in program order and none after', (inside, heard, disk) => {
    const played = play(system({ a: busy, b: listener }), `crash:a/start.${inside}`);
    expect(played.recorded('heard').map((each) => (each as unknown[])[1])).toEqual(heard);
    expect(played.memory('a', 'disk')).toEqual(disk);
    expect(played.memory('a')).toEqual({ before: 1, after: 0 });
    expect(played.recorded('tick')).toEqual([]);
    expect(played.recorded('done')).toEqual([]);
    expect(played.fired).toEqual([`crash:a/start.${inside}`]);
    expect(played.run.breakdowns).toEqual([]);
    expect(played.run.stepOutward[0]).toBe(inside);
  });

  it('inside a step, after more effects than it has, does not fire', () => {
    for (const inside of [5, 9]) {
      const { fired, recorded } = play(system({ a: busy, b: listener }), `crash:a/start.${inside}`);
      expect(fired).toEqual([]);
      expect(recorded('done')).toEqual([true]);
      expect(recorded('tick')).toEqual([3]);
    }
  });

  it('inside a broadcast reaches the first receivers alone', () => {
    const caller = component({ start: (node) => node.broadcast('say', 'all') });
    expect(play(system({ a: caller, b: listener, c: listener, d: listener }), 'crash:a/start.2').recorded().map((heard) => (heard as string[])[0])).toEqual(['b', 'c']);
  });

  it('inside a step cannot be caught by its handler', () => {
    const stubborn = component({
      state: () => ({ caught: 0 }),
      disk: () => ({ n: 0 }),
      start(node) {
        for (let attempt = 1; attempt <= 3; attempt++) {
          try {
            node.send('b', 'say', attempt);
            node.disk.n = attempt;
          } catch {
            node.record('caught', attempt);
          }
        }
      },
    });
    const { fired, memory, recorded, run } = play(system({ a: stubborn, b: listener }), 'crash:a/start.1');
    expect(recorded()).toEqual([['b', 1, 1]]);
    expect(memory('a', 'disk')).toEqual({ n: 0 });
    expect(run.breakdowns).toEqual([]);
    expect(fired).toEqual(['crash:a/start.1']);
  });

  it('inside a step is no exception, whatever the handler makes of it', () => {
    const wrapping = component({
      start(node) {
        try {
          node.broadcast('say', 1);
        } catch (cause) {
          throw new Error('sending failed', { cause });
        }
      },
    });
    const { fired, run } = play(system({ a: wrapping, b: listener, c: listener }), 'crash:a/start.1');
    expect(run.breakdowns).toEqual([]);
    expect(run.threw).toEqual([]);
    expect(fired).toEqual(['crash:a/start.1']);
  });

  it('at until comes after all that the node did up to then', () => {
    const { fired, recorded } = play(system({ a: speaker(3, 4, 6), b: listener }), 'crash:b/until', { until: 4 });
    expect(recorded()).toEqual([['b', 3, 4]]);
    expect(fired).toEqual(['crash:b/until']);
  });
});

describe('a restart', () => {
  const counter = component({
    state: () => ({ starts: 0, volatile: 0 }),
    disk: () => ({ starts: 0, boots: [] as string[] }),
    start(node) {
      node.state.starts++;
      node.disk.starts++;
      node.after(4, 'tick');
    },
    on: { say: (node) => void node.state.volatile++ },
    timers: { tick: (node) => node.record('tick', [node.now, node.state.starts, node.disk.starts]) },
  });

  it('begins anew with a fresh state and its disk, so many ticks later', () => {
    const { fired, memory, recorded, steps } = play(system({ a: speaker(1, 2), b: counter }), 'restart:b/a:say@2~5');
    expect(steps.filter((step) => step.includes(' b/'))).toEqual(['0 b/start', '2 b/a:say@1', '8 b/start@2', '12 b/tick@2']);
    expect(memory('b')).toEqual({ starts: 1, volatile: 0 });
    expect(memory('b', 'disk')).toMatchObject({ starts: 2 });
    expect(recorded()).toEqual([[12, 1, 2]]);
    expect(fired).toEqual(['restart:b/a:say@2~5']);
  });

  it('runs `restarted` instead of `start`, where there is one', () => {
    const careful = component({
      disk: () => ({ boots: [] as string[] }),
      start: (node) => void node.disk.boots.push('start'),
      restarted: (node) => void node.disk.boots.push('restarted'),
      on: { say: () => {} },
    });
    expect(play(system({ a: speaker(1), b: careful }), 'restart:b/a:say@1~2').memory('b', 'disk')).toEqual({ boots: ['start', 'restarted'] });
    expect(play(system({ a: speaker(1), b: careful }), 'restart:b/start~2').memory('b', 'disk')).toEqual({ boots: ['restarted'] });
  });

  it('runs `restarted` also where there is no `start`', () => {
    const careful = component({ restarted: (node) => node.record('restarted', node.now), on: { say: () => {} } });
    expect(play(system({ a: speaker(1), b: careful }), 'restart:b/a:say@1~2').recorded()).toEqual([4]);
  });

  it('takes the timers of the life before with it, and timers that are set anew have new names', () => {
    expect(play(system({ a: speaker(1), b: counter }), 'restart:b/a:say@1~1').steps).toContain('7 b/tick@2');
    expect(play(system({ a: speaker(1), b: counter }), 'restart:b/a:say@1~1').recorded()).toHaveLength(1);
  });

  it('inside a step keeps on disk what was written before', () => {
    const writer = component({
      disk: () => ({ one: 0, two: 0 }),
      start(node) {
        node.disk.one++;
        node.disk.two++;
      },
    });
    expect(play(system({ a: writer }), 'restart:a/start.1~3').memory('a', 'disk')).toEqual({ one: 2, two: 1 });
  });

  describe('just after a step', () => {
    const careless = component({
      disk: () => ({ said: [] as unknown[] }),
      state: () => ({ heard: 0 }),
      on: {
        say(node, what) {
          node.state.heard++;
          node.disk.said.push(what);
          node.after(9, 'tick');
        },
      },
      timers: { tick: (node) => node.record('tick', null) },
    });

    it('loses what the node remembers and is going to do, and nothing that it has done or is about to take', () => {
      const played = play(system({ a: speaker(1, 3), b: careless }), 'restart:b/a:say@1.1~1');
      expect(played.fired).toEqual(['restart:b/a:say@1.1~1']);
      expect(played.memory('b', 'disk')).toEqual({ said: [1, 3] });
      expect(played.memory('b')).toEqual({ heard: 1 });
      expect(played.recorded('tick')).toHaveLength(1);
    });

    it('is no moment for a node that does not start again: it crashes before its next step', () => {
      expect(play(system({ a: speaker(1, 3), b: careless }), 'crash:b/a:say@1.1').fired).toEqual([]);
      expect(play(system({ a: speaker(1, 3), b: careless }), 'crash:b/a:say@1.1+restart:b/a:say@1.1~1').fired).toEqual(['restart:b/a:say@1.1~1']);
    });

    it('does not strike where the step leaves nothing behind, or more', () => {
      for (const faults of ['restart:b/a:say@1.2~1', 'restart:a/tick@1.2~1']) expect(play(system({ a: speaker(1, 3), b: careless }), faults).fired).toEqual([]);
    });

    it('does not strike where the node has crashed inside the step, or dies of it', () => {
      const caller = component({ start: (node) => node.broadcast('say', 'all') });
      expect(play(system({ a: caller, b: listener, c: listener }), 'crash:a/start.1+restart:a/start.2~1').fired).toEqual(['crash:a/start.1']);
      const mortal = component({
        on: {
          say(node) {
            node.send('a', 'say');
            throw new Error('too much');
          },
        },
      });
      const played = play(system({ a: speaker(1), b: mortal }), 'restart:b/a:say@1.1~1');
      expect(played.fired).toEqual([]);
      expect(played.run.breakdowns).toHaveLength(1);
    });
  });

  it('misses what arrives meanwhile', () => {
    const { recorded } = play(system({ a: speaker(1, 2, 3, 9), b: listener }), 'restart:b/a:say@1~4');
    expect(recorded()).toEqual([['b', 9, 10]]);
  });

  it('can be struck again, at its new start', () => {
    const { fired, steps } = play(system({ a: speaker(1, 9), b: counter }), 'crash:b/start@2+restart:b/a:say@1~2');
    expect(steps.filter((step) => step.includes(' b/'))).toEqual(['0 b/start']);
    expect(fired).toEqual(['crash:b/start@2', 'restart:b/a:say@1~2']);
  });

  it('is not undone by a pause of the new start', () => {
    const { steps } = play(system({ a: speaker(1, 20), b: counter }), 'crash:b/until+pause:b/start@2~6+restart:b/a:say@1~1', { until: 5 });
    expect(steps.filter((step) => step.includes(' b/'))).toEqual(['0 b/start']);
  });
});

describe('a pause', () => {
  it('delays steps and timers, which then come in their order', () => {
    const ticking = component({
      start: (node) => [3, 4, 20].forEach((tick) => node.after(tick, 'tick', tick)),
      on: { say: (node, what) => node.record('took', ['say', what, node.now]) },
      timers: { tick: (node, tick) => node.record('took', ['tick', tick, node.now]) },
    });
    const { fired, recorded } = play(system({ a: speaker(1, 2, 9), b: ticking }), 'pause:b/a:say@1~5');
    expect(recorded()).toEqual([['say', 1, 7], ['tick', 3, 7], ['say', 2, 7], ['tick', 4, 7], ['say', 9, 10], ['tick', 20, 20]]);
    expect(fired).toEqual(['pause:b/a:say@1~5']);
  });

  it('leaves the other nodes alone', () => {
    expect(play(system({ a: speaker(1), b: listener, c: listener }), 'pause:b/a:say@1~5').recorded()).toEqual([['c', 1, 2], ['b', 1, 7]]);
  });
});

describe('an isolation', () => {
  it('loses what is sent on all links of the node, both ways, in its time alone', () => {
    const both = component({ start: (node) => [1, 3, 5, 8].forEach((tick) => node.after(tick, 'tick', tick)), timers: { tick: (node, tick) => node.broadcast('say', tick) }, on: { say: (node, what, from) => node.record('heard', `${from}${node.id}${String(what)}`) } });
    const { fired, recorded } = play(system({ a: both, b: both, c: both }), 'isolate:b/tick@2~4');
    expect(recorded().filter((heard) => (heard as string).includes('b'))).toEqual(['ab1', 'ba1', 'bc1', 'cb1', 'ab3', 'ab8', 'ba8', 'bc8', 'cb8']);
    expect(recorded().filter((heard) => !(heard as string).includes('b'))).toHaveLength(8);
    expect(fired).toEqual(['isolate:b/tick@2~4']);
  });

  it('that loses nothing has not fired', () => {
    expect(play(system({ a: speaker(1), b: listener }), 'isolate:b/a:say@1~5').fired).toEqual([]);
  });
});

describe('a partition', () => {
  const both = component({ start: (node) => [1, 3, 5, 8].forEach((tick) => node.after(tick, 'tick', tick)), timers: { tick: (node, tick) => node.broadcast('say', tick) }, on: { say: (node, what, from) => node.record('heard', `${from}${node.id}${String(what)}`) } });

  it('loses what is sent between the groups, both ways, in its time alone', () => {
    const { fired, recorded } = play(system({ a: both, b: both, c: both }), 'cut:a,b:c@3~5');
    const lost = ['ac3', 'bc3', 'ca3', 'cb3', 'ac5', 'bc5', 'ca5', 'cb5'];
    const all = play(system({ a: both, b: both, c: both })).recorded();
    expect(recorded()).toEqual(all.filter((heard) => !lost.includes(heard as string)));
    expect(fired).toEqual(['cut:a,b:c@3~5']);
  });

  it('leaves nodes alone that are in no group', () => {
    expect(play(system({ a: both, b: both, c: both }), 'cut:a:c@0~40').recorded().filter((heard) => (heard as string).includes('b'))).toHaveLength(16);
  });
});

describe('a skew', () => {
  const clock = component({ start: (node) => node.after(2, 'tick'), timers: { tick: (node) => node.record('now', node.now) } });

  it('sets the clock of the node ahead, and nothing else', () => {
    const { fired, recorded, steps } = play(system({ a: clock, b: clock }), 'skew:b~5');
    expect(recorded()).toEqual([2, 7]);
    expect(steps.slice(2)).toEqual(['2 a/tick@1', '2 b/tick@1']);
    expect(fired).toEqual(['skew:b~5']);
  });

  it('of a node that does not look at its clock has not fired', () => {
    expect(play(system({ a: speaker(1), b: listener }), 'skew:a~5').fired).toEqual([]);
  });
});

describe('after until', () => {
  const talkers = system({ a: speaker(2, 8), b: listener });

  it.each(['drop:a:b:say@2', 'dup:a:b:say@2', 'defer:a:b:say@2~1', 'crash:b/a:say@2', 'crash:a/tick@2.1', 'restart:b/a:say@2~3', 'pause:b/a:say@2~3', 'isolate:a/tick@2~5', 'cut:a:b@8~5'])('%s does not fire', (faults) => {
    const { fired, recorded } = play(talkers, faults, { until: 7 });
    expect(fired).toEqual([]);
    expect(recorded()).toEqual(play(talkers).recorded());
  });

  it.each(['drop:a:b:say@2', 'dup:a:b:say@2', 'isolate:a/tick@2~5', 'cut:a:b@8~5', 'crash:a/tick@2'])('%s fires at until itself', (faults) => {
    expect(play(talkers, faults, { until: 8 }).fired).toEqual([faults]);
  });
});

describe('several faults', () => {
  it('come to the same in whatever order they are written', () => {
    const nodes = system({ a: speaker(1, 2, 3, 4), b: listener, c: listener });
    const tokens = ['drop:a:b:say@1', 'dup:a:c:say@2', 'restart:c/a:say@3~1', 'pause:b/a:say@3~2'];
    const forwards = play(nodes, tokens.join('+'));
    const backwards = play(nodes, tokens.toReversed().join('+'));
    expect(backwards.steps).toEqual(forwards.steps);
    expect(backwards.fired).toEqual(forwards.fired);
    expect(forwards.fired).toEqual(tokens.toSorted());
  });

  it('of a run leave nothing behind for the next', () => {
    const nodes = system({ a: speaker(1, 2, 3), b: listener });
    const { simulation, steps } = play(nodes);
    const bounds = simulation.run.bounds;
    for (const faults of ['crash:b/a:say@1', 'skew:b~3', 'cut:a:b@0~9', 'pause:b/a:say@1~9', 'defer:a:b:say@1~3', 'crash:a/tick@1.1']) {
      play(nodes, faults);
      const run = simulation.play([], bounds);
      expect(Array.from({ length: run.stepCount }, (_, step) => `${run.stepTick[step]} ${run.stepName(step)}`)).toEqual(steps);
    }
  });
});
