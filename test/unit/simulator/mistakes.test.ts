import { describe, expect, it } from 'vitest';
import { always, eventually, type Outcome } from '../../../src/simulator/outcome.ts';
import { protocol, type Scenario, type ScenarioDefinition } from '../../../src/simulator/scenario.ts';
import type { Component } from '../../../src/simulator/component.ts';
import { mistakeOf, play } from './play.ts';

type Anything = ReturnType<typeof JSON.parse>;

const { component, scenario } = protocol<Record<string, Anything>, Record<string, Anything>>();

const outcomes: Record<string, Outcome> = { fine: eventually('nothing in particular', () => true) };
const receiver = component({ on: { vote: () => {}, decide: () => {} }, timers: { retry: () => {} } });
type Start = NonNullable<Parameters<typeof component>[0]['start']>;
type Node = Parameters<Start>[0] & { state: Anything; disk: Anything };

/** A system in which `a` does this as it starts. */
function doing(start: (node: Node) => unknown, more: Partial<ScenarioDefinition<Record<string, Component>, string>> = {}): Scenario {
  const doer = component({ state: () => ({ list: [], map: new Map() }), disk: () => ({}), start: start as Start, timers: { retry: () => {}, renew: () => {} } });
  return scenario<Record<string, Component>, string>({ name: 'test/mistake', nodes: { a: doer, bob: receiver, eve: receiver }, outcomes, ...more });
}

const found = (start: (node: Node) => unknown, more: Parameters<typeof doing>[1] = {}) => mistakeOf(() => play(doing(start, more)));

describe('a name that is not there is a mistake, with a suggestion', () => {
  it.each<readonly [string, string, string, string, (node: Node) => unknown]>([
    ['a node', 'CLEW_UNKNOWN_NODE', 'a sends "vote" to "bbo", which is not a node of test/mistake', 'Did you mean "bob"?', (node) => node.send('bbo', 'vote')],
    ['a node that is like no other', 'CLEW_UNKNOWN_NODE', 'a sends "vote" to "coordinator", which is not a node of test/mistake', 'There is "a", "bob", "eve".', (node) => node.send('coordinator', 'vote')],
    ['a message', 'CLEW_UNKNOWN_MESSAGE', 'in test/mistake, a sends "voet" to bob, which has no handler for it', 'Did you mean "vote"?', (node) => node.send('bob', 'voet')],
    ['a message to oneself', 'CLEW_UNKNOWN_MESSAGE', 'in test/mistake, a sends "vote" to a, which has no handler for it', 'a handles no messages.', (node) => node.send('a', 'vote')],
    ['a broadcast', 'CLEW_UNKNOWN_MESSAGE', 'a broadcasts "decied", for which no other node has a handler', 'Did you mean "decide"?', (node) => node.broadcast('decied')],
    ['a timer', 'CLEW_UNKNOWN_TIMER', 'a sets or cancels a timer "retyr" for which it has no handler', 'Did you mean "retry"?', (node) => node.after(1, 'retyr')],
    ['a timer that is cancelled', 'CLEW_UNKNOWN_TIMER', 'a sets or cancels a timer "renews" for which it has no handler', 'Did you mean "renew"?', (node) => node.cancel('renews')],
  ])('%s', (_, code, what, value, start) => {
    const mistake = found(start);
    expect([mistake.code, mistake.what, ...mistake.values]).toEqual([code, what, value]);
  });

  it('a node that an outcome asks for', () => {
    const mistake = found(() => {}, { outcomes: { up: always('up', (world) => world.alive('bobb')) } });
    expect(mistake.code).toBe('CLEW_UNKNOWN_NODE');
    expect(mistake.values).toEqual(['nodes  a, bob, eve']);
  });

  it('a node, a message or a timer that a fault names', () => {
    const codeOf = (faults: string) => mistakeOf(() => play(doing(() => {}), faults)).code;
    expect(codeOf('drop:a:bbo:vote@1')).toBe('CLEW_UNKNOWN_NODE');
    expect(codeOf('skew:x~1')).toBe('CLEW_UNKNOWN_NODE');
    expect(codeOf('cut:a:x@1~1')).toBe('CLEW_UNKNOWN_NODE');
    expect(codeOf('drop:a:bob:voet@1')).toBe('CLEW_UNKNOWN_MESSAGE');
    expect(codeOf('crash:bob/retyr@1')).toBe('CLEW_UNKNOWN_TIMER');
  });

  it('a node that a link names', () => {
    expect(found(() => {}, { links: [{ from: 'a', to: 'bobby', latency: 1 }] })).toMatchObject({ code: 'CLEW_UNKNOWN_NODE', values: ['Did you mean "bob"?'] });
  });
});

describe('a system that cannot be', () => {
  it.each(['a b', 'a/b', 'a:b', 'a+b', '', 'ä', 'a,b'])('has a node called %j', (name) => {
    expect(mistakeOf(() => play(scenario({ name: 'test/name', nodes: { [name]: receiver }, outcomes }))).code).toBe('CLEW_BAD_NAME');
  });

  it.each([
    ['a message type', component({ on: { 'my vote': () => {} } })],
    ['a timer', component({ timers: { 're:try': () => {} } })],
    ['a timer that faults use for something else', component({ timers: { start: () => {} } })],
    ['a timer that faults use for something else', component({ timers: { until: () => {} } })],
  ])('has a bad name for %s', (_, bad) => {
    expect(mistakeOf(() => play(scenario({ name: 'test/name', nodes: { a: bad }, outcomes }))).code).toBe('CLEW_BAD_NAME');
  });

  it('has no nodes', () => {
    expect(mistakeOf(() => play(scenario({ name: 'test/empty', nodes: {}, outcomes })))).toMatchObject({ code: 'CLEW_BAD_SCENARIO', what: 'test/empty has no nodes' });
  });

  it.each([-1, 0.5, Number.NaN, Infinity])('has a latency of %s', (latency) => {
    expect(found(() => {}, { latency }).code).toBe('CLEW_BAD_SCENARIO');
    expect(found(() => {}, { links: [{ from: 'a', to: 'bob', latency }] }).code).toBe('CLEW_BAD_SCENARIO');
  });

  it.each([-1, 0.5, Number.NaN, '3' as unknown as number])('has a timer of %s ticks', (ticks) => {
    expect(found((node) => node.after(ticks, 'retry')).code).toBe('CLEW_BAD_SCENARIO');
  });

  it('has more outcomes than can be told apart', () => {
    const many = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`o${index}`, outcomes.fine!]));
    expect(found(() => {}, { outcomes: many })).toMatchObject({ code: 'CLEW_BAD_SCENARIO', what: 'test/mistake has 31 outcomes; there can be 30' });
  });
});

describe('a value that cannot be tracked is named with its path', () => {
  it.each<readonly [string, string, (node: Node) => unknown]>([
    ['a Date in the state', 'a.state.deadline is an object of class Date', (node) => (node.state.deadline = new Date(0))],
    ['a Date deep in the state', 'a.state.list[0].at is an object of class Date', (node) => node.state.list.push({ at: new Date(0) })],
    ['a Date under a key of a Map', 'a.state.map["b 1"] is an object of class Date', (node) => node.state.map.set('b 1', new Date(0))],
    ['a typed array on disk', 'a.disk.bytes is an object of class Uint8Array', (node) => (node.disk.bytes = new Uint8Array(1))],
    ['a function in the state', 'a.state.later is a function', (node) => (node.state.later = () => 1)],
    ['a promise in a payload', 'the payload of "vote".when is a promise', (node) => node.send('bob', 'vote', { when: Promise.resolve() })],
    ['a class instance in the payload of a timer', 'the payload of timer "retry"[0] is an object of class Error', (node) => node.after(1, 'retry', [new Error('no')])],
    ['a WeakMap in an observation', 'the value of the observation "seen" is an object of class WeakMap', (node) => node.record('seen', new WeakMap())],
    ['a frozen view', 'a.state.list is frozen or sealed in a handler', (node) => Object.freeze(node.state.list)],
  ])('%s', (_, what, start) => {
    const mistake = found(start);
    expect(mistake).toMatchObject({ code: 'CLEW_UNTRACKED_VALUE', what, values: ['step  a/start'] });
    expect(mistake.usually).toMatch(/plain objects, arrays, Map, Set and primitives/);
  });

  it('a Date in the initial state, and a state that is no object', () => {
    const played = (state: () => object, disk = () => ({})) => mistakeOf(() => play(scenario({ name: 'test/initial', nodes: { a: component({ state, disk }) }, outcomes })));
    expect(played(() => ({ deep: { when: new Date(0) } }))).toMatchObject({ code: 'CLEW_UNTRACKED_VALUE', what: 'a.state.deep.when is an object of class Date' });
    expect(played(() => ({}), () => ({ when: new Date(0) }))).toMatchObject({ code: 'CLEW_UNTRACKED_VALUE', what: 'a.disk.when is an object of class Date' });
    expect(played(() => new Map())).toMatchObject({ code: 'CLEW_UNTRACKED_VALUE', what: 'a.state is an object of class Map, not a plain object' });
  });
});

describe('a handler that is not pure', () => {
  it.each<readonly [string, (node: Node) => unknown]>([
    ['Math.random()', () => Math.random()],
    ['Date.now()', () => Date.now()],
    ['new Date()', () => new Date()],
    ['Date()', () => Date()],
    ['performance.now()', () => performance.now()],
    ['setTimeout()', () => setTimeout(() => {}, 1)],
    ['setInterval()', () => setInterval(() => {}, 1)],
    ['setImmediate()', () => setImmediate(() => {})],
    ['queueMicrotask()', () => queueMicrotask(() => {})],
    ['crypto.randomUUID()', () => crypto.randomUUID()],
    ['crypto.getRandomValues()', () => crypto.getRandomValues(new Uint8Array(4))],
    ['process.hrtime()', () => process.hrtime()],
    ['process.hrtime.bigint()', () => process.hrtime.bigint()],
    ['process.nextTick()', () => process.nextTick(() => {})],
    ['process.uptime()', () => process.uptime()],
    ['fetch()', () => void fetch('http://localhost/')],
  ])('is told which call it is: %s', (call, start) => {
    const mistake = found(start);
    expect(mistake).toMatchObject({ code: 'CLEW_IMPURE_HANDLER', what: `${call} is called in the handler of a/start` });
    expect(mistake.next).toMatch(/Use node\.random\(\), node\.now/);
  });

  it('cannot hide it in a catch', () => {
    const mistake = found(() => {
      try {
        return Math.random();
      } catch {
        return 0;
      }
    });
    expect(mistake.what).toBe('Math.random() is called in the handler of a/start');
  });

  it('may still use what is the same each time', () => {
    const { recorded } = play(doing((node) => node.record('pure', [new Date(86_400_000).toISOString(), Date.UTC(2000, 0), Math.max(1, 2), structuredClone({ a: [1] }), Date.parse('2000-01-01T00:00:00Z')])));
    expect(recorded()).toEqual([['1970-01-02T00:00:00.000Z', 946_684_800_000, 2, { a: [1] }, 946_684_800_000]]);
  });

  it('that is asynchronous is refused, and what it does later harms nobody', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const mistake = found(async (node) => {
      await Promise.resolve();
      node.send('bob', 'vote');
    });
    expect(mistake).toMatchObject({ code: 'CLEW_IMPURE_HANDLER', what: 'the handler of a/start is asynchronous' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  it('that is a generator is refused: nobody would run it', () => {
    expect(found(function* (node) { yield node.send('bob', 'vote'); }).what).toBe('the handler of a/start is a generator, which nobody runs');
  });

  it('that keeps its node for later is refused', () => {
    let kept: Node | undefined;
    play(doing((node) => (kept = node)));
    expect(mistakeOf(() => kept!.send('bob', 'vote'))).toMatchObject({ code: 'CLEW_IMPURE_HANDLER', what: 'a node acts outside its handlers' });
    expect(() => (kept!.state.list = [])).toThrow('a.state.list is written outside a handler');
  });

  it('is told of randomness in an outcome and in an initial state', () => {
    const where = 'Math.random() is called in an outcome or an initial state of test/mistake';
    expect(found(() => {}, { outcomes: { lucky: always('lucky', () => Math.random() >= 0) } }).what).toBe(where);
    const gambler = component({ state: () => ({ n: Math.random() }) });
    expect(found(() => {}, { nodes: { a: gambler } }).what).toBe(where);
  });

  it('leaves the globals as they were, also after a mistake', () => {
    const before = [Math.random, Date, setTimeout, structuredClone, crypto.randomUUID, performance.now, process.hrtime];
    found(() => Math.random());
    play(doing(() => {}));
    expect([Math.random, Date, setTimeout, structuredClone, crypto.randomUUID, performance.now, process.hrtime]).toEqual(before);
    expect(Date.now()).toBeGreaterThan(1_600_000_000_000);
  });
});

describe('with virtual globals', () => {
  const virtual = { globals: 'virtual' as const };

  it('randomness is seeded, and the same in every run', () => {
    const draws = (seed: number) => play(doing((node) => node.record('draws', [Math.random(), Math.random(), ...crypto.getRandomValues(new Uint8Array(4))]), { ...virtual, seed })).recorded()[0] as number[];
    expect(draws(1)).toEqual(draws(1));
    expect(draws(1)).not.toEqual(draws(2));
    expect(new Set(draws(1).slice(0, 2)).size).toBe(2);
  });

  it('clocks show the clock of the node, in milliseconds since the beginning of 2000', () => {
    const clocks = component({ start: (node) => node.after(7, 'retry'), timers: { retry: (node) => node.record('now', [Date.now(), new Date().toISOString(), performance.now(), node.now]) } });
    const system = scenario({ name: 'test/virtual', nodes: { a: clocks }, outcomes, ...virtual });
    expect(play(system).recorded()).toEqual([[946_684_800_007, '2000-01-01T00:00:00.007Z', 7, 7]]);
    expect(play(system, 'skew:a~5').recorded()).toEqual([[946_684_800_012, '2000-01-01T00:00:00.012Z', 12, 12]]);
  });

  it('timers and identifiers of the platform are refused all the same', () => {
    expect(found(() => setTimeout(() => {}, 1), virtual).what).toBe('setTimeout() is called in the handler of a/start');
    expect(found(() => crypto.randomUUID(), virtual).what).toBe('crypto.randomUUID() is called in the handler of a/start');
  });
});

describe('an outcome', () => {
  it('that writes is refused', () => {
    const mistake = found((node) => node.state.list.push(2, 1), { outcomes: { tidy: always('tidy', (world) => world.nodes.a.state.list.sort().length > 0) } });
    expect(mistake).toMatchObject({ code: 'CLEW_IMPURE_OUTCOME', what: 'the outcome "tidy" writes a.state.list[0]' });
  });

  it('that throws is refused, with its line', () => {
    const mistake = found(() => {}, { outcomes: { odd: eventually('odd', (world) => world.nodes.zoe.state.n > 0) } });
    expect(mistake).toMatchObject({ code: 'CLEW_OUTCOME_THREW', what: 'the outcome "odd" throws' });
    expect(mistake.values[0]).toMatch(/^TypeError/);
    expect(mistake.values[1]).toMatch(/mistakes\.test\.ts/);
  });

  it('that answers neither true nor false is refused', () => {
    expect(found(() => {}, { outcomes: { odd: eventually('odd', (() => undefined) as never) } }).what).toBe('the outcome "odd" answers undefined, not true or false');
  });
});
