import { describe, expect, it } from 'vitest';
import { compose, layer } from '../../../src/simulator/composition.ts';
import type { Component } from '../../../src/simulator/component.ts';
import { always, eventually } from '../../../src/simulator/outcome.ts';
import { prepare } from '../../../src/simulator/preparation.ts';
import { protocol } from '../../../src/simulator/scenario.ts';
import { SimulatedSystem } from '../../../src/search/simulated-system.ts';
import { mistakeOf, play } from './play.ts';

type Messages = { ping: number; pong: number; note: string; ask: null; answer: string };
type Timers = { tick: number; tock: number };

const { component, scenario } = protocol<Messages, Timers>();

const nothing = { nothing: always('nothing', () => true) };
const systemOf = (nodes: Record<string, Component>, outcomes = nothing) => scenario({ name: 'test/composition', nodes, outcomes });

const pinger = component({
  state: () => ({ pings: 0, answers: [] as number[] }),
  start: (node) => node.send('b', 'ping', 1),
  on: {
    pong(node, value) {
      node.state.pings++;
      node.state.answers.push(value);
    },
  },
});

const ponger = component({
  state: () => ({ pings: 0 }),
  disk: () => ({ pings: 0 }),
  on: {
    ping(node, value, from) {
      node.state.pings++;
      node.disk.pings++;
      node.send(from, 'pong', value * 10);
    },
  },
});

const clock = component({
  state: () => ({ ticks: 0 }),
  disk: () => ({ ticks: 0 }),
  start: (node) => node.after(1, 'tick', 7),
  timers: {
    tick(node, by) {
      node.state.ticks += by;
      node.disk.ticks += by;
    },
  },
});

const say = (word: string) => component({ start: (node) => node.record('start', word) });

describe('the parts of a node', () => {
  it('have state and disk of their own, though they use the same names', () => {
    const { memory } = play(systemOf({ a: compose({ pinger, clock }), b: compose({ ponger, clock }) }));
    expect(memory('a')).toEqual({ pinger: { pings: 1, answers: [10] }, clock: { ticks: 7 } });
    expect(memory('b')).toEqual({ ponger: { pings: 1 }, clock: { ticks: 7 } });
    expect(memory('b', 'disk')).toEqual({ ponger: { pings: 1 }, clock: { ticks: 7 } });
  });

  it('all start, in their order, in one step', () => {
    const { steps, recorded } = play(systemOf({ a: compose({ one: say('one'), silent: ponger, two: say('two') }) }));
    expect(recorded('start')).toEqual(['one', 'two']);
    expect(steps).toEqual(['0 a/start']);
  });

  it('talk by local messages, at the same tick, in steps of their own, that no link can lose', () => {
    const asker = component({
      state: () => ({ heard: '' }),
      start: (node) => node.send(node.id, 'ask'),
      on: { answer: (node, word) => void (node.state.heard = word) },
    });
    const answerer = component({ on: { ask: (node, _, from) => node.send(from, 'answer', `${from} answers`) } });
    const system = systemOf({ a: compose({ asker, answerer }), b: ponger });
    expect(play(system).steps).toEqual(['0 a/start', '0 a/a:ask@1', '0 a/a:answer@1']);
    expect(play(system, 'isolate:a/start~9').memory('a')).toEqual({ asker: { heard: 'a answers' }, answerer: {} });
    const { simulation, bounds } = prepare(systemOf({ a: compose({ asker, answerer }) }, looking(asker)), { drops: 2, defers: 1, dups: 1 });
    simulation.play([], bounds);
    expect(new SimulatedSystem(simulation, bounds).offered()).toEqual([]);
  });

  it('may not have handlers for the same message type or timer', () => {
    const first = mistakeOf(() => compose({ ponger, other: component({ on: { ping: () => {} } }) }));
    expect(first).toMatchObject({ code: 'CLEW_BAD_SCENARIO' });
    expect(first.message).toContain('"ping"');
    expect(mistakeOf(() => compose({ clock, other: component({ timers: { tick: () => {} } }) })).message).toContain('timer "tick"');
  });

  it('may be composed of parts themselves', () => {
    const { memory } = play(systemOf({ a: compose({ outer: compose({ pinger }), clock }), b: ponger }));
    expect(memory('a')).toEqual({ outer: { pinger: { pings: 1, answers: [10] } }, clock: { ticks: 7 } });
  });

  it('forget their state and keep their disk in a restart', () => {
    const { memory, fired } = play(systemOf({ a: pinger, b: compose({ ponger, clock }) }), 'restart:b/tick@1~5');
    expect(fired).toEqual(['restart:b/tick@1~5']);
    expect(memory('b')).toEqual({ ponger: { pings: 0 }, clock: { ticks: 7 } });
    expect(memory('b', 'disk')).toEqual({ ponger: { pings: 1 }, clock: { ticks: 7 } });
  });

  it('start again with `restarted` where they have one, and with `start` where they have not', () => {
    const plain = component({ start: (node) => node.record('plain', 'start') });
    const careful = component({
      disk: () => ({ lives: 1 }),
      start: (node) => node.record('careful', 'start'),
      restarted(node) {
        node.disk.lives++;
        node.record('careful', 'restarted');
      },
    });
    const system = systemOf({ a: compose({ plain, careful, clock }) });
    const { recorded, memory } = play(system, 'restart:a/tick@1~2');
    expect(recorded('plain')).toEqual(['start', 'start']);
    expect(recorded('careful')).toEqual(['start', 'restarted']);
    expect(memory('a', 'disk')).toMatchObject({ careful: { lives: 2 } });
  });
});

function looking(part: Component) {
  return { nothing: always('the part is there', (world) => world.members(part).every(({ state }) => state !== undefined)) };
}

/** A layer that adds to numbers on their way, and counts them. */
function adding<Inner extends Component>(inner: Inner, name: string, more: number) {
  return layer<Inner, { sent: number; received: number }>(inner, {
    name,
    state: () => ({ sent: 0, received: 0 }),
    send(node, to, type, payload) {
      node.state.sent++;
      node.send(to, type, { [name]: (typeof payload === 'number' ? payload : 0) + more, payload });
    },
    receive(node, type, packet: { payload: unknown }, from) {
      node.state.received++;
      node.deliver(type, packet.payload, from);
    },
  });
}

/** A layer that hands up three ticks late. */
function late(inner: Component) {
  return layer<Component, { held: { type: string; payload: unknown }[] }>(inner, {
    name: 'late',
    state: () => ({ held: [] }),
    send: (node, to, type, payload) => node.send(to, type, payload),
    receive(node, type, payload) {
      node.state.held.push({ type, payload });
      node.after(3, 'tock');
    },
    timers: {
      tock(node) {
        for (const { type, payload } of node.state.held.splice(0)) node.deliver(type, payload, 'a');
      },
    },
  });
}

/** A layer that only says when it starts. */
function announced(inner: Component) {
  return layer(inner, {
    name: 'l',
    send: (node, to, type, payload) => node.send(to, type, payload),
    receive: (node, type, payload, from) => node.deliver(type, payload, from),
    start: (node) => node.record('start', 'layer'),
    restarted: (node) => node.record('start', 'layer again'),
  });
}

function twoLayers(inner: Component) {
  return adding(adding(inner, 'upper', 1), 'lower', 2);
}

describe('a layer', () => {
  it('sees what the component above sends and takes, and leaves it as it is', () => {
    const { memory } = play(systemOf({ a: adding(pinger, 'l', 1), b: adding(ponger, 'l', 1) }));
    expect(memory('a')).toEqual({ inner: { pings: 1, answers: [10] }, l: { sent: 1, received: 1 } });
    expect(memory('b')).toEqual({ inner: { pings: 1 }, l: { sent: 1, received: 1 } });
  });

  it('nests: the lower sees the packets of the upper', () => {
    const { memory } = play(systemOf({ a: twoLayers(pinger), b: twoLayers(ponger) }));
    const counted = { sent: 1, received: 1 };
    expect(memory('a')).toEqual({ inner: { inner: { pings: 1, answers: [10] }, upper: counted }, lower: counted });
    expect(memory('b', 'disk')).toEqual({ inner: { inner: { pings: 1 }, upper: {} }, lower: {} });
  });

  it('sees a broadcast as one message to each that has a handler', () => {
    const broadcaster = component({ start: (node) => node.broadcast('ping', 2), on: { pong: () => {} } });
    const { memory } = play(systemOf({ a: adding(broadcaster, 'l', 1), b: adding(ponger, 'l', 1), c: adding(ponger, 'l', 1), d: clock }));
    expect(memory('a')).toMatchObject({ l: { sent: 2, received: 2 } });
  });

  it('does not see what the parts above say to each other', () => {
    const talker = component({ start: (node) => node.send(node.id, 'note', 'to myself') });
    const listener = component({ state: () => ({ heard: '' }), on: { note: (node, word) => void (node.state.heard = word) } });
    const { memory } = play(systemOf({ a: adding(compose({ talker, listener }), 'l', 1) }));
    expect(memory('a')).toEqual({ inner: { talker: {}, listener: { heard: 'to myself' } }, l: { sent: 0, received: 0 } });
  });

  it('may hand up later, in a step of its own message or timer, and under another name', () => {
    const { steps } = play(systemOf({ a: pinger, b: late(ponger) }));
    expect(steps).toEqual(['0 a/start', '1 b/a:ping@1', '4 b/tock@1', '5 a/b:pong@1']);
  });

  it('starts before the component above, and again in its own way', () => {
    const talkative = component({ start: (node) => (node.record('start', 'above'), node.after(1, 'tick', 1)), timers: { tick: () => {} } });
    expect(play(systemOf({ a: announced(talkative) }), 'restart:a/tick@1~2').recorded('start')).toEqual(['layer', 'above', 'layer again', 'above']);
    expect(play(systemOf({ a: announced(ponger), b: clock })).recorded('start')).toEqual(['layer']);
  });

  it('may not use a name of the component above, nor its place', () => {
    const pass = { send: () => {}, receive: () => {} };
    expect(mistakeOf(() => layer(ponger, { name: 'l', ...pass, on: { ping: () => {} } })).message).toContain('"ping"');
    expect(mistakeOf(() => layer(clock, { name: 'l', ...pass, timers: { tick: () => {} } })).message).toContain('"tick"');
    expect(mistakeOf(() => layer(clock, { name: 'inner', ...pass })).message).toContain('"inner"');
    expect(mistakeOf(() => adding(layer(ponger, { name: 'l', ...pass, on: { ack: () => {} } }), 'm', 1) && layer(layer(ponger, { name: 'l', ...pass, on: { ack: () => {} } }), { name: 'm', ...pass, on: { ack: () => {} } })).message).toContain('"ack"');
  });

  it('is told when it hands up what nobody above takes', () => {
    const wrong = layer(ponger, { name: 'l', send: () => {}, receive: (node, _, payload, from) => node.deliver('pang', payload, from) });
    const mistake = mistakeOf(() => play(systemOf({ a: pinger, b: wrong })));
    expect(mistake).toMatchObject({ code: 'CLEW_UNKNOWN_MESSAGE' });
    expect(mistake.message).toContain('"pang"');
  });
});

describe('an outcome', () => {
  const whole = compose({ ponger: twoLayers(ponger), clock });

  it('speaks of a component wherever it runs: alone, in a part, above layers', () => {
    const seen: unknown[] = [];
    const look = always('something', (world) => {
      seen.push(world.living(ponger).map(({ pings }) => pings), world.members(ponger).map(({ id, disk }) => [id, disk.pings]), world.living(pinger).length);
      return true;
    });
    play(systemOf({ a: twoLayers(pinger), b: whole, c: ponger }, { nothing: look }));
    expect(seen.slice(-3)).toEqual([[1, 0], [['b', 1], ['c', 0]], 1]);
    seen.length = 0;
    play(systemOf({ a: twoLayers(pinger), b: whole, c: ponger }, { nothing: look }), 'crash:b/a:ping@1');
    expect(seen.slice(-3)).toEqual([[0], [['b', 0], ['c', 0]], 1]);
  });

  it('is told of changes in any part', () => {
    const early = always('at most one ping', (world) => world.members(ponger).every(({ state }) => state.pings < 1));
    const { run } = play(systemOf({ a: twoLayers(pinger), b: whole }, { nothing: early }));
    expect(run.judgements[0]).toMatchObject({ good: false, brokenAtTick: 1 });
  });
});

const answered = eventually('a has its answer', (world) => world.members(pinger).every(({ state }) => state.answers.length > 0));

/** The drops that touch an outcome which asks only for the answers that a pinger has had. */
function touching(nodes: Record<string, Component>): string[] {
  const { simulation, bounds } = prepare(scenario({ name: 'test/lineage', nodes, outcomes: { answered } }), { drops: 2, depth: 2 });
  const system = new SimulatedSystem(simulation, bounds);
  system.run([]);
  return system.touching(0).map(({ token }) => token);
}

describe('lineage through parts', () => {
  const noise = component({ start: (node) => node.send('b', 'note', 'noise') });
  const heard = component({ state: () => ({ notes: 0 }), on: { note: (node) => void node.state.notes++ } });

  it('one part being read does not make another influential', () => {
    expect(touching({ a: compose({ pinger, noise }), b: compose({ ponger, heard }) })).toEqual(['drop:a:b:ping@1', 'drop:b:a:pong@1']);
  });

  it('a part that another part has its message from is influential, through the local message too', () => {
    const relay = component({ on: { note: (node) => node.send(node.id, 'ask') } });
    const answerer = component({ on: { ask: (node) => node.send('a', 'pong', 1) } });
    const silent = component({ state: () => ({ pings: 0 }), on: { ping: (node) => void node.state.pings++ } });
    expect(touching({ a: compose({ pinger, noise }), b: compose({ relay, answerer, silent }) })).toEqual(['drop:a:b:note@1', 'drop:b:a:pong@1']);
  });

  it('a layer that only counts does not make its component depend on the count', () => {
    expect(touching({ a: adding(compose({ pinger, noise }), 'l', 1), b: adding(compose({ ponger, heard }), 'l', 1) })).toEqual(['drop:a:b:ping@1', 'drop:b:a:pong@1']);
  });
});
