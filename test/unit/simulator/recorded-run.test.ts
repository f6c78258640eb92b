import { always, eventually, protocol } from 'clew';
import { describe, expect, it } from 'vitest';
import type { Bounds } from '../../../src/simulator/bounds.ts';
import { parseFailureSet } from '../../../src/simulator/failure-set.ts';
import { firstDifference } from '../../../src/simulator/first-difference.ts';
import { recordRun, type RecordedEffect } from '../../../src/simulator/recorded-run.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { Simulation } from '../../../src/simulator/simulation.ts';
import { twoPhaseCommit } from '../reports/two-phase-commit.ts';

const bounds: Bounds = { horizon: 20, until: 10, depth: 2, atomicSteps: false, budget: { crash: 1, drop: 2 }, durations: [2], deferrals: [1, 2, 3] };

const record = (faults = 'none', scenario: Scenario = twoPhaseCommit) => recordRun(new Simulation(scenario), parseFailureSet(faults), bounds);
const sends = (faults: string) => record(faults).steps.flatMap(({ effects }) => effects.filter((effect) => effect.kind === 'send'));

/** Nested state, aliases, and a literal that is filled with a view after it was stored. */
const { component, scenario } = protocol<{ put: { key: string; value: number } }, { sweep: null }>();
const keeper = component({
  state: () => ({ byKey: new Map<string, { values: number[] }>(), latest: undefined as undefined | { of?: { values: number[] } }, keys: new Set<string>() }),
  disk: () => ({ count: 0 }),
  start: (node) => node.after(4, 'sweep'),
  timers: {
    sweep(node) {
      for (const [key, { values }] of node.state.byKey) if (values.length > 1) node.state.byKey.delete(key);
      node.state.keys.delete('a');
    },
  },
  on: {
    put(node, { key, value }) {
      const entry = node.state.byKey.get(key) ?? { values: [] };
      entry.values.push(value);
      node.state.byKey.set(key, entry);
      const latest: { of?: { values: number[] } } = {};
      node.state.latest = latest;
      latest.of = node.state.byKey.get(key)!;
      node.state.keys.add(key);
      node.disk.count++;
      node.record('put', { key, size: node.state.byKey.size });
    },
  },
});
const writer = component({
  start(node) {
    for (const [value, key] of ['a', 'b', 'a'].entries()) node.send('keeper', 'put', { key, value });
  },
});
const keeping = scenario({
  name: 'test/keeping',
  nodes: { writer, keeper },
  outcomes: {
    kept: eventually('every put is counted', (world) => world.nodes.keeper.disk.count === world.observed('put').length),
    small: always('there are few keys', (world) => world.nodes.keeper.state.byKey.size < 2),
  },
});

describe('a recorded run', () => {
  it('is plain data, and independent of the simulation', () => {
    const simulation = new Simulation(twoPhaseCommit);
    const run = recordRun(simulation, parseFailureSet('crash:C/p1:vote@1'), bounds);
    const text = JSON.stringify(run);
    simulation.play([], bounds);
    expect(JSON.stringify(run)).toBe(text);
    expect(JSON.parse(text)).toEqual(run);
  });

  it('comes out the same each time', () => {
    const simulation = new Simulation(keeping);
    const first = recordRun(simulation, [], bounds);
    expect(recordRun(simulation, [], bounds)).toEqual(first);
    expect(record('none', keeping)).toEqual(first);
  });

  it.each([twoPhaseCommit, keeping])('$name has the same lineage whether recorded or not', (scenario) => {
    const lineage = ({ trace }: Simulation) => ({
      counts: [trace.stepCount, trace.effectCount, trace.readCount],
      reads: [...trace.reads.subarray(0, trace.readCount)],
      readsTo: [...trace.effectReadsTo.subarray(0, trace.effectCount)],
      flags: [...trace.effectFlags.subarray(0, trace.effectCount)],
      outcomes: trace.outcomeReads.map((reads) => [...reads]),
    });
    const simulation = new Simulation(scenario);
    simulation.play([], bounds);
    const plain = lineage(simulation);
    recordRun(simulation, [], bounds);
    expect(lineage(simulation)).toEqual(plain);
  });

  it('leaves no recorder behind, even if the run fails', () => {
    const simulation = new Simulation(twoPhaseCommit);
    expect(() => recordRun(simulation, parseFailureSet('drop:C:nobody:prepare@1'), bounds)).toThrow('nobody');
    expect([simulation.calls.recorder, simulation.trace.listener]).toEqual([null, null]);
  });

  it('tells what a step takes, reads, does and leaves behind', () => {
    expect(record().steps.find(({ name }) => name === 'C/p3:vote@1')).toMatchInlineSnapshot(`
      {
        "copy": 0,
        "cutShort": "",
        "disk": {},
        "effects": [
          {
            "action": "add",
            "cell": "C.state.yes.p3",
            "disk": false,
            "field": "yes",
            "kind": "write",
            "value": ""p3"",
          },
          {
            "kind": "cancel",
            "step": "C/giveUp@1",
            "timer": "giveUp",
          },
          {
            "arrives": 3,
            "fate": "delivered",
            "kind": "send",
            "message": "C:p1:decide@1",
            "payload": ""commit"",
            "struckBy": [],
            "takenBy": [
              7,
            ],
            "to": "p1",
            "type": "decide",
          },
          {
            "arrives": 3,
            "fate": "delivered",
            "kind": "send",
            "message": "C:p2:decide@1",
            "payload": ""commit"",
            "struckBy": [],
            "takenBy": [
              8,
            ],
            "to": "p2",
            "type": "decide",
          },
          {
            "arrives": 3,
            "fate": "delivered",
            "kind": "send",
            "message": "C:p3:decide@1",
            "payload": ""commit"",
            "struckBy": [],
            "takenBy": [
              9,
            ],
            "to": "p3",
            "type": "decide",
          },
        ],
        "index": 6,
        "name": "C/p3:vote@1",
        "node": "C",
        "outward": 3,
        "reads": [
          {
            "cell": "C.state.yes",
            "value": "Set{"p1", "p2"}",
            "writer": -1,
          },
          {
            "cell": "C.state.yes.p1",
            "value": "true",
            "writer": 4,
          },
          {
            "cell": "C.state.yes.p2",
            "value": "true",
            "writer": 5,
          },
        ],
        "state": {
          "yes": "Set{"p1", "p2", "p3"}",
        },
        "takes": {
          "deferred": false,
          "from": "p3",
          "kind": "message",
          "message": "p3:C:vote@1",
          "payload": ""yes"",
          "sentBy": 3,
          "sentTick": 1,
          "type": "vote",
        },
        "threw": null,
        "tick": 2,
      }
    `);
  });

  it('tells writes apart by what they do to their container', () => {
    const writes = (name: string) =>
      record('none', keeping).steps.find((step) => step.name === name)!.effects.map((effect) =>
        effect.kind === 'write' ? `${effect.disk ? 'disk' : 'state'} ${effect.action} ${effect.field}: ${effect.value}  (${effect.cell})` : `${effect.kind}: ${(effect as RecordedEffect & { value?: string }).value}`);
    expect(writes('keeper/writer:put@3')).toMatchInlineSnapshot(`
      [
        "state set byKey.a.values[1]: 2  (keeper.state.byKey.a.values[1])",
        "state set latest: {}  (keeper.state.latest)",
        "disk set count: 3  (keeper.disk.count)",
        "observation: {key: "a", size: 2}",
      ]
    `);
    expect(writes('keeper/sweep@1')).toMatchInlineSnapshot(`
      [
        "state delete byKey.a:   (keeper.state.byKey.a)",
        "state remove keys: "a"  (keeper.state.keys.a)",
      ]
    `);
  });

  it('tells what the outcomes read last, and who broke them', () => {
    expect(record('none', keeping).outcomes).toMatchInlineSnapshot(`
      [
        {
          "brokenAtTick": -1,
          "brokenByStep": -1,
          "given": true,
          "goodness": "good",
          "kind": "eventually",
          "name": "kept",
          "reads": [
            {
              "cell": "keeper.disk.count",
              "value": "3",
              "writer": 4,
            },
            {
              "cell": "observations of put",
              "value": "[["keeper", {key: "a", size: 1}], ["keeper", {key: "b", size: 2}], ["keeper", {key: "a", size: 2}]]",
              "writer": -1,
            },
          ],
          "title": "every put is counted",
        },
        {
          "brokenAtTick": 1,
          "brokenByStep": 3,
          "given": true,
          "goodness": "bad",
          "kind": "always",
          "name": "small",
          "reads": [
            {
              "cell": "keeper.state.byKey",
              "value": "Map{"a": {values: [0]}, "b": {values: [1]}}",
              "writer": -1,
            },
            {
              "cell": "keeper.state.byKey (its keys)",
              "value": "Set{"a", "b"}",
              "writer": 3,
            },
          ],
          "title": "there are few keys",
        },
      ]
    `);
  });

  it('tells who set a timer, and who took or cancelled it', () => {
    const timer = (faults: string) => record(faults).steps[0]!.effects.find((effect) => effect.kind === 'timer')!;
    expect(timer('none')).toMatchObject({ step: 'C/giveUp@1', due: 5, takenBy: -1, cancelledBy: 6 });
    expect(timer('drop:p1:C:vote@1')).toMatchObject({ takenBy: 6, cancelledBy: -1 });
    expect(record('drop:p1:C:vote@1').steps[6]).toMatchObject({ name: 'C/giveUp@1', takes: { kind: 'timer', setBy: 0 } });
  });
});

describe('the fate of a message', () => {
  const fateOf = (faults: string, message: string) => sends(faults).find((send) => send.message === message);

  it('is delivered, by name of the step that took it', () => {
    expect(fateOf('none', 'p1:C:vote@1')).toMatchObject({ fate: 'delivered', arrives: 2, takenBy: [4], struckBy: [] });
  });

  it('is lost by a drop, an isolation, a cut', () => {
    for (const faults of ['drop:p1:C:vote@1', 'isolate:p1/C:prepare@1~1', 'cut:C:p1,p2,p3@1~1']) {
      expect(fateOf(faults, 'p1:C:vote@1')).toMatchObject({ fate: 'lost', arrives: -1, takenBy: [], struckBy: [faults] });
    }
  });

  it('is taken twice if duplicated, late if deferred', () => {
    expect(fateOf('dup:p1:C:vote@1', 'p1:C:vote@1')).toMatchObject({ fate: 'delivered', takenBy: [4, 5], struckBy: ['dup:p1:C:vote@1'] });
    expect(fateOf('defer:p1:C:vote@1~1', 'p1:C:vote@1')).toMatchObject({ fate: 'delivered', takenBy: [5], struckBy: ['defer:p1:C:vote@1~1'] });
    expect(record('defer:p1:C:vote@1~1').steps[5]!.takes).toMatchObject({ deferred: true });
    expect(record('dup:p1:C:vote@1').steps.slice(4, 6).map(({ name, copy }) => `${name} ${copy}`)).toEqual(['C/p1:vote@1 0', 'C/p1:vote@1 1']);
  });

  it('is refused where the receiver is down, or goes down as it is about to take it', () => {
    expect(sends('crash:C/p1:vote@1').filter(({ to }) => to === 'C').map(({ fate }) => fate)).toEqual(['refused', 'refused', 'refused']);
    expect(fateOf('restart:C/p1:vote@1~2', 'p1:C:vote@1')).toMatchObject({ fate: 'refused' });
  });
});

describe('the incidents of a run', () => {
  it('say what happened, when, to whom, and before which step', () => {
    const lines = (faults: string) =>
      record(faults).incidents.map(({ kind, tick, until, nodes, apart, subject, beforeStep }) =>
        [`${kind} at ${tick}${until < 0 ? '' : ` until ${until}`}:`, nodes.join(' '), apart.length > 0 ? `from ${apart.join(' ')}` : '', subject, `before step ${beforeStep}`].filter((part) => part !== '').join(' '));
    expect(
      [
        'crash:C/p1:vote@1', 'crash:C/p3:vote@1.1', 'crash:C/until', 'restart:p2/C:prepare@1~3', 'pause:p1/C:prepare@1~3', 'cut:C,p1:p2,p3@1~3',
        'isolate:p2/C:prepare@1~3', 'dup:C:p1:prepare@1+defer:C:p2:prepare@1~1',
      ].flatMap((faults) => ['', faults, ...lines(faults)]).join('\n'),
    ).toMatchInlineSnapshot(`
      "
      crash:C/p1:vote@1
      crash at 2: C C/p1:vote@1 before step 4

      crash:C/p3:vote@1.1
      crash at 2: C C/p3:vote@1 before step 7

      crash:C/until
      crash at 11: C before step 10

      restart:p2/C:prepare@1~3
      restart at 1 until 4: p2 p2/C:prepare@1 before step 2
      start at 4: p2 p2/start@2 before step 5

      pause:p1/C:prepare@1~3
      pause at 1 until 4: p1 p1/C:prepare@1 before step 1

      cut:C,p1:p2,p3@1~3
      cut at 1 until 4: C p1 from p2 p3 before step 1
      loss at 1: p2 from C p2:C:vote@1 before step 3
      loss at 1: p3 from C p3:C:vote@1 before step 4

      isolate:p2/C:prepare@1~3
      isolate at 1 until 4: p2 p2/C:prepare@1 before step 2
      loss at 1: p2 from C p2:C:vote@1 before step 3

      dup:C:p1:prepare@1+defer:C:p2:prepare@1~1
      duplicate at 0: C from p1 C:p1:prepare@1 before step 1
      defer at 0: C from p2 C:p2:prepare@1 before step 1"
    `);
  });

  it('names the fault that cut a step short', () => {
    const cut = record('crash:C/p3:vote@1.1').steps.find(({ cutShort }) => cutShort !== '');
    expect(cut).toMatchObject({ name: 'C/p3:vote@1', cutShort: 'crash:C/p3:vote@1.1', outward: 1 });
  });

  it('names the faults that did not fire', () => {
    expect(record('drop:C:p1:prepare@2')).toMatchObject({ fired: [], unfired: ['drop:C:p1:prepare@2'] });
  });
});

describe('a handler that throws', () => {
  const hostile = scenario({
    name: 'test/\u001b[31mhostile',
    nodes: {
      a: component({
        name: 'a\nb',
        state: () => ({ '\u202ekey': '\u001b[2J' }),
        start() {
          throw new Error('\u001b[31mred\nalert\u202e');
        },
      }),
    },
    outcomes: { 'o\u200b': always('title\r', (world) => world.nodes.a.state['\u202ekey'] !== 1) },
  });

  it('is told with its message and stack, and everything is safe to print', () => {
    const run = record('none', hostile);
    expect(run.steps[0]!.threw!.message).toBe('Error: \\u001b[31mred\\nalert\\u202e');
    expect(run.steps[0]!.threw!.stack[0]).toContain('recorded-run.test.ts');
    expect(run.breakdowns).toMatchObject([{ kind: 'exception', step: 'a/start' }]);
    expect(run.incidents).toMatchObject([{ kind: 'death', nodes: ['a'], subject: 'a/start', beforeStep: 1 }]);
    expect(run.end.nodes).toMatchObject([{ id: 'a', alive: false }]);
    expect(JSON.stringify(run)).not.toMatch(/[\p{Cc}\p{Cf}]|\\[nrt]\b(?<!\\\\[nrt])/u);
  });
});

describe('the first difference', () => {
  const between = (first: string, second: string) => firstDifference(record(first), record(second));

  it('is none between equal runs', () => {
    expect(between('drop:p1:C:vote@1', 'drop:p1:C:vote@1')).toBeNull();
  });

  it('is where a fault shows first', () => {
    const told = (faults: string) => {
      const { step, first, second } = between('none', faults)!;
      return ['', faults, `step ${step}`, `first   ${first}`, `second  ${second}`];
    };
    expect(['drop:p1:C:vote@1', 'crash:C/p1:vote@1', 'crash:C/p3:vote@1.1', 'defer:p1:C:vote@1~1', 'crash:C/until'].flatMap(told).join('\n')).toMatchInlineSnapshot(`
      "
      drop:p1:C:vote@1
      step 1
      first   tick 1  C → p1  prepare, and sends vote "yes" to C
      second  tick 1  C → p1  prepare, and sends vote "yes" to C, which is lost

      crash:C/p1:vote@1
      step 4
      first   tick 2  p1 → C  vote "yes"
      second  tick 2  C  crashes at C/p1:vote@1

      crash:C/p3:vote@1.1
      step 6
      first   tick 2  p3 → C  vote "yes", and sends decide "commit" to p2
      second  tick 2  p3 → C  vote "yes", and does no more

      defer:p1:C:vote@1~1
      step 1
      first   tick 1  C → p1  prepare, and sends vote "yes" to C
      second  tick 1  C → p1  prepare, and sends vote "yes" to C, which is deferred

      crash:C/until
      step 10
      first   nothing more until the end at tick 20
      second  tick 11  C  crashes"
    `);
  });

  it('is what a handler remembers outside its state', () => {
    let calls = 0;
    const forgetful = scenario({ name: 'test/forgetful', nodes: { a: component({ start: (node) => node.record('call', ++calls) }) }, outcomes: {} });
    const simulation = new Simulation(forgetful);
    const difference = firstDifference(recordRun(simulation, [], bounds), recordRun(simulation, [], bounds));
    expect(difference).toEqual({ step: 0, first: 'tick 0  a  starts, and records call 1', second: 'tick 0  a  starts, and records call 2' });
  });

  it('is an outcome that judges the same run in two ways', () => {
    let calls = 0;
    const moody = scenario({ name: 'test/moody', nodes: { a: component({ start: (node) => node.record('call') }) }, outcomes: { mood: eventually('good mood', () => calls++ < 1) } });
    const simulation = new Simulation(moody);
    expect(firstDifference(recordRun(simulation, [], bounds), recordRun(simulation, [], bounds))).toMatchObject({ step: 1, second: 'the outcome mood is bad' });
  });
});
