import { eventually, protocol, type Component } from 'clew';
import type { TouchRules } from '../../src/search/simulated-system.ts';
import type { Bounds, Budget } from '../../src/simulator/bounds.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';

/** A protocol on which a rule of influence or touch shows: without the rule, what breaks it is missed. */
export interface HandMade {
  readonly rule: keyof TouchRules;
  readonly title: string;
  readonly scenario: Scenario;
  readonly bounds: Bounds;
  /** A failure set that is missed without the rule. */
  readonly missed: string;
}

interface Messages {
  go: null;
  forward: null;
  x: number;
  y: null;
  z: null;
}

interface Memory {
  x: number;
  y: number;
  bad: boolean;
  seen: Set<number>;
}

const { component, scenario } = protocol<Messages, { soon: null; late: null; later: null }>();
const memory = (): Memory => ({ x: 0, y: 0, bad: false, seen: new Set() });
type Holds = (nodes: { readonly [id: string]: { readonly state: Memory } }) => boolean;

function system(nodes: { readonly [id: string]: Component }, holds: Holds, seed = 1): Scenario {
  return scenario({ name: 'hand/made', nodes, seed, outcomes: { outcome: eventually('the outcome', (world) => holds(world.nodes)) } });
}

function within(budget: Budget, more: Partial<Bounds> = {}): Bounds {
  return { horizon: 20, until: 20, depth: 2, atomicSteps: false, budget, durations: [3], deferrals: [2], ...more };
}

/** Sends what it is told to, when it is told to. */
const forwarder = component({ on: { go: (node, _, from) => node.send(from, 'forward') } });
const deaf = component({ state: memory, on: { go() {}, forward() {}, x() {}, y() {}, z() {} } });

/** Two messages on one link, of which the first is inert, and goes missing with what it rests on; then one that matters. */
const twice = component({
  start(node) {
    node.send('a', 'go');
    node.after(6, 'soon');
    node.after(8, 'late');
  },
  on: { forward: (node) => node.send('b', 'x', 1) },
  timers: { soon: (node) => node.send('b', 'x', 2), late: (node) => node.send('b', 'y') },
});

/** At least one for each rule. */
export const handMade: readonly HandMade[] = [
  {
    rule: 'readBySteps',
    title: 'who writes a guard has a part in what is not done',
    scenario: system(
      {
        a: component({ start: (node) => node.send('b', 'x', 1) }),
        b: component({
          state: memory,
          start: (node) => node.after(5, 'late'),
          on: { x: (node, value) => void (node.state.x = value) },
          timers: { late: (node) => void (node.state.x === 0 && node.send('c', 'y')) },
        }),
        c: component({ state: memory, on: { y: (node) => void (node.state.bad = true) } }),
      },
      ({ c }) => !c!.state.bad,
    ),
    bounds: within({ drop: 1 }),
    missed: 'drop:a:b:x@1',
  },
  {
    rule: 'lists',
    title: 'who adds to a collection has a part in its size',
    scenario: system(
      {
        a: component({ start: (node) => node.send('b', 'x', 1) }),
        b: component({
          state: memory,
          start: (node) => node.after(5, 'late'),
          on: { x: (node, value) => void node.state.seen.add(value) },
          timers: { late: (node) => void (node.state.seen.size === 0 && node.send('c', 'y')) },
        }),
        c: component({ state: memory, on: { y: (node) => void (node.state.bad = true) } }),
      },
      ({ c }) => !c!.state.bad,
    ),
    bounds: within({ drop: 1 }),
    missed: 'drop:a:b:x@1',
  },
  {
    rule: 'cancelled',
    title: 'who cancels a timer prevents what it would have done',
    scenario: system(
      {
        a: component({ start: (node) => node.send('b', 'y') }),
        b: component({
          state: memory,
          start: (node) => node.after(5, 'late'),
          on: { y: (node) => node.cancel('late') },
          timers: { late: (node) => void (node.state.bad = true) },
        }),
      },
      ({ b }) => !b!.state.bad,
    ),
    bounds: within({ drop: 1 }),
    missed: 'drop:a:b:y@1',
  },
  {
    rule: 'named',
    title: 'without the launch that a fault in force names, the fault strikes the next one',
    scenario: system(
      {
        s: component({ start: (node) => node.send('a', 'go') }),
        a: component({
          start: (node) => node.after(6, 'late'),
          on: { go: (node) => node.send('b', 'x', 1) },
          timers: { late: (node) => node.send('b', 'x', 1) },
        }),
        b: component({ state: memory, on: { x: (node, value) => void (node.state.x = value) } }),
      },
      ({ b }) => b!.state.x === 1,
    ),
    bounds: within({ drop: 2 }),
    missed: 'drop:a:b:x@1+drop:s:a:go@1',
  },
  {
    rule: 'also',
    title: 'steps that a deferred message waits for decide when it is handed over',
    scenario: system(
      {
        a: component({ start: (node) => node.send('b', 'x', 1) }),
        c: component({ start: (node) => node.after(3, 'late'), timers: { late: (node) => node.send('b', 'go') } }),
        b: component({
          state: memory,
          start(node) {
            node.after(5, 'soon');
            node.after(7, 'late');
          },
          on: { go() {}, x: (node, value) => void (node.state.x = value) },
          timers: { soon() {}, late: (node) => void (node.state.bad = node.state.x === 0) },
        }),
      },
      ({ b }) => !b!.state.bad,
    ),
    bounds: within({ drop: 1, defer: 1 }),
    missed: 'defer:a:b:x@1~2+drop:c:b:go@1',
  },
  {
    rule: 'also',
    title: 'a step that throws ends its node',
    scenario: system(
      {
        a: component({
          start(node) {
            node.send('b', 'y');
            node.after(3, 'late');
          },
          timers: { late: (node) => node.send('b', 'z') },
        }),
        b: component({
          state: memory,
          on: {
            y() {
              throw new Error('out of order');
            },
            z: (node) => void (node.state.bad = true),
          },
        }),
      },
      ({ b }) => !b!.state.bad,
    ),
    bounds: within({ drop: 1 }),
    missed: 'drop:a:b:y@1',
  },
  {
    rule: 'renamed',
    title: 'a crash inside the second of two messages goes by the name of the first, once that is lost',
    scenario: system(
      {
        s: twice,
        a: forwarder,
        b: component({
          state: memory,
          on: {
            x(node, times) {
              for (let time = 0; time < times; time++) node.send('c', 'z');
            },
            y: (node) => void (node.state.y = 1),
          },
        }),
        c: deaf,
      },
      ({ b }) => b!.state.y === 1,
    ),
    bounds: within({ drop: 1, crash: 1 }),
    missed: 'crash:b/s:x@1.1+drop:s:a:go@1',
  },
  {
    rule: 'renamed',
    title: 'a timer that is set later but fires earlier goes by the name of one before it',
    scenario: system(
      {
        s: component({
          start(node) {
            node.send('b', 'go');
            node.after(2, 'soon');
          },
          timers: { soon: (node) => node.send('b', 'y') },
        }),
        b: component({
          state: memory,
          on: {
            go: (node) => node.after(12, 'late'),
            y(node) {
              node.after(11, 'late');
              node.after(1, 'late');
              node.after(5, 'soon');
            },
          },
          timers: { late() {}, soon: (node) => void (node.state.y = 1) },
        }),
      },
      ({ b }) => b!.state.y === 1,
    ),
    bounds: within({ drop: 1, crash: 1 }),
    missed: 'crash:b/late@2+drop:s:b:go@1',
  },
  {
    rule: 'renamed',
    title: 'an isolation that begins with the third of three messages goes by the name of the second',
    scenario: system(
      {
        s: component({
          start(node) {
            node.send('b', 'x', 1);
            node.send('a', 'go');
            node.after(8, 'soon');
            node.after(10, 'late');
          },
          on: { forward: (node) => node.send('b', 'x', 2) },
          timers: { soon: (node) => node.send('b', 'x', 3), late: (node) => node.send('b', 'y') },
        }),
        a: forwarder,
        b: component({ state: memory, on: { x() {}, y: (node) => void (node.state.y = 1) } }),
      },
      ({ b }) => b!.state.y === 1,
    ),
    bounds: within({ drop: 1, isolate: 1 }),
    missed: 'drop:s:a:go@1+isolate:b/s:x@2~3',
  },
  {
    rule: 'renamed',
    title: 'the loss of the second of two messages goes by the name of the first, once a third fault has taken that away',
    scenario: system(
      {
        s: twice,
        a: forwarder,
        b: component({
          state: memory,
          on: { x: (node, value) => void (value === 2 && (node.state.x = 1)), y: (node) => void (node.state.y = 1) },
        }),
      },
      ({ b }) => b!.state.x === 1 || b!.state.y === 1,
    ),
    bounds: within({ drop: 3 }, { depth: 3 }),
    missed: 'drop:s:a:go@1+drop:s:b:x@1+drop:s:b:y@1',
  },
  {
    rule: 'drew',
    title: 'a step that draws a random number draws another under another name',
    scenario: system(
      {
        s: twice,
        a: forwarder,
        b: component({ state: memory, on: { x: (node, value) => void (value === 2 && node.random() < 0.5 && (node.state.bad = true)), y() {} } }),
      },
      ({ b }) => !b!.state.bad,
      11,
    ),
    bounds: within({ drop: 1 }),
    missed: 'drop:s:a:go@1',
  },
  {
    rule: 'asked',
    title: 'a node that does nothing may still be asked whether it is up',
    scenario: scenario({
      name: 'hand/asked',
      nodes: { a: component({ start: (node) => node.send('b', 'y') }), b: deaf },
      outcomes: { outcome: eventually('b is up', (world) => world.alive('b')) },
    }),
    bounds: within({ crash: 1 }),
    missed: 'crash:b/a:y@1',
  },
  {
    rule: 'silence',
    title: 'whatever happens at all puts off the end of a wait for want of anything else',
    scenario: system(
      {
        a: component({ start: (node) => node.send('b', 'x', 1) }),
        b: component({
          state: memory,
          start: (node) => node.after(3, 'late'),
          on: { x: (node) => void (node.state.y === 1 && node.send('c', 'y')) },
          timers: { late: (node) => void (node.state.y = 1) },
        }),
        c: component({ state: memory, on: { y: (node) => void (node.state.bad = true) } }),
        d: component({ start: (node) => node.after(8, 'late'), timers: { late: (node) => node.send('a2', 'z') } }),
        a2: deaf,
      },
      ({ c }) => !c!.state.bad,
    ),
    bounds: within({ drop: 1, defer: 1 }, { horizon: 9, until: 9 }),
    missed: 'defer:a:b:x@1~2+drop:d:a2:z@1',
  },
  {
    rule: 'stopped',
    title: 'a message at whose taking a node crashes can still be deferred, and the crash with it',
    scenario: system(
      {
        a: component({
          start(node) {
            node.send('b', 'x', 1);
            node.after(2, 'soon');
          },
          timers: { soon: (node) => node.send('b', 'y') },
        }),
        b: component({
          state: memory,
          on: {
            x(node) {
              node.state.x = 1;
              node.state.bad = false;
            },
            y: (node) => void (node.state.x === 0 && (node.state.bad = true)),
          },
        }),
      },
      ({ b }) => !b!.state.bad,
    ),
    bounds: within({ crash: 1, defer: 1 }, { deferrals: [1] }),
    missed: 'crash:b/a:x@1+defer:a:b:x@1~1',
  },
  {
    rule: 'stopped',
    title: 'a message that begins a pause up to the end can still be deferred, and the pause with it',
    scenario: system(
      {
        a: component({
          start: (node) => node.after(18, 'late'),
          timers: {
            late(node) {
              node.send('b', 'x', 1);
              node.send('b', 'y');
            },
          },
        }),
        b: component({ state: memory, on: { x: (node) => void (node.state.x = 1), y: (node) => void (node.state.y = 1) } }),
      },
      ({ b }) => !(b!.state.y === 1 && b!.state.x === 0),
    ),
    bounds: within({ pause: 1, defer: 1 }, { deferrals: [1] }),
    missed: 'defer:a:b:x@1~1+pause:b/a:x@1~3',
  },
];
