import { always, eventually, protocol } from 'clew';
import { describe, expect, it } from 'vitest';
import { type Diagram, type Row, spaceTime, type SpaceTimeOptions } from '../../../reports/space-time/model.ts';
import { drawSpaceTime, type DrawingOptions } from '../../../reports/space-time/text.ts';
import { widthOf } from '../../../reports/space-time/width.ts';
import type { Bounds } from '../../../src/simulator/bounds.ts';
import { parseFailureSet } from '../../../src/simulator/failure-set.ts';
import { recordRun } from '../../../src/simulator/recorded-run.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { Simulation } from '../../../src/simulator/simulation.ts';
import { twoPhaseCommit } from './two-phase-commit.ts';

const bounds: Bounds = { horizon: 20, until: 10, depth: 2, atomicSteps: false, budget: { crash: 1, drop: 2 }, durations: [2], deferrals: [1, 2, 3] };

const record = (faults: string, scenario: Scenario = twoPhaseCommit, horizon = 20) => recordRun(new Simulation(scenario), parseFailureSet(faults), { ...bounds, horizon });
const draw = (faults: string, options: DrawingOptions = { legend: false }) => `\n${drawSpaceTime(spaceTime(record(faults)), options)}\n`;

describe('the diagram of a run', () => {
  it('shows who took, did and sent what, and how it ended', () => {
    expect(draw('none', {})).toMatchInlineSnapshot(`
      "
      tick  C                  p1                 p2                 p3
         0  ● start            │                  │                  │
            ▶ all: prepare     │                  │                  │
            ◷ giveUp in 5      │                  │                  │
         1  │                  ◀ C: prepare       ◀ C: prepare       ◀ C: prepare
            │                  ▪ vote=yes         ▪ vote=yes         ▪ vote=yes
            │                  ▶ C: vote yes      ▶ C: vote yes      ▶ C: vote yes
         2  ◀ p1: vote yes     │                  │                  │
              yes + p1         │                  │                  │
            ◀ p2: vote yes     │                  │                  │
              yes + p2         │                  │                  │
            ◀ p3: vote yes     │                  │                  │
              yes + p3         │                  │                  │
            ◷ cancel giveUp    │                  │                  │
            ▶ all: decide      │                  │                  │
              commit           │                  │                  │
         3  │                  ◀ C: decide        ◀ C: decide        ◀ C: decide
            │                    commit             commit             commit
            │                    decision=commit    decision=commit    decision=commit
         ⋮  │                  │                  │                  │
            ─────────────────  ─────────────────  ─────────────────  ─────────────────
        20    yes=Set{"p1",      decision=commit    decision=commit    decision=commit
              "p2", "p3"}      ▪ vote=yes         ▪ vote=yes         ▪ vote=yes

      ◀ received   ▶ sent   ◷ timer   ▪ on disk
      "
    `);
  });

  it('shows a crash before a step, what arrives in vain, and the promise that is broken', () => {
    expect(draw('crash:C/p1:vote@1', {})).toMatchInlineSnapshot(`
      "
      tick  C                  p1                 p2                 p3
         0  ● start            │                  │                  │
            ▶ all: prepare     │                  │                  │
            ◷ giveUp in 5      │                  │                  │
         1  │                  ◀ C: prepare       ◀ C: prepare       ◀ C: prepare
            │                  ▪ vote=yes         ▪ vote=yes         ▪ vote=yes
            │                  ▶ C: vote yes      ▶ C: vote yes      ▶ C: vote yes
         2  ╳ crash before     │                  │                  │
              p1:vote@1        │                  │                  │
            ⊠ all: vote yes    │                  │                  │
         ⋮  ·                  │                  │                  │
            ─────────────────  ─────────────────  ─────────────────  ─────────────────
        20  ╳ down since 2       decision=          decision=          decision=
                                 undefined          undefined          undefined
                               ▪ vote=yes         ▪ vote=yes         ▪ vote=yes
            ! termination is broken: every live prepared participant decides

      ◀ received   ▶ sent   ⊠ receiver is down   ◷ timer   ╳ crash   ▪ on disk
      "
    `);
  });

  it('shows a crash inside a step and a lost message', () => {
    expect(draw('crash:C/p3:vote@1.1+drop:C:p1:decide@1')).toMatchInlineSnapshot(`
      "
      tick  C                  p1                 p2                 p3
         0  ● start            │                  │                  │
            ▶ all: prepare     │                  │                  │
            ◷ giveUp in 5      │                  │                  │
         1  │                  ◀ C: prepare       ◀ C: prepare       ◀ C: prepare
            │                  ▪ vote=yes         ▪ vote=yes         ▪ vote=yes
            │                  ▶ C: vote yes      ▶ C: vote yes      ▶ C: vote yes
         2  ◀ p1: vote yes     │                  │                  │
              yes + p1         │                  │                  │
            ◀ p2: vote yes     │                  │                  │
              yes + p2         │                  │                  │
            ◀ p3: vote yes     │                  │                  │
              yes + p3         │                  │                  │
            ◷ cancel giveUp    │                  │                  │
            ✗ p1: decide       │                  │                  │
              commit lost      │                  │                  │
            ╳ crash mid-step   │                  │                  │
         ⋮  ·                  │                  │                  │
            ─────────────────  ─────────────────  ─────────────────  ─────────────────
        20  ╳ down since 2       decision=          decision=          decision=
                                 undefined          undefined          undefined
                               ▪ vote=yes         ▪ vote=yes         ▪ vote=yes
            ! termination is broken: every live prepared participant decides
      "
    `);
  });

  it('shows messages that are duplicated and deferred, and the step that breaks a promise', () => {
    expect(draw('dup:C:p1:prepare@1+defer:C:p2:prepare@1~1', {})).toMatchInlineSnapshot(`
      "
      tick  C                  p1                 p2                 p3
         0  ● start            │                  │                  │
            ⇉ p1: prepare      │                  │                  │
              twice            │                  │                  │
            ↷ p2: prepare      │                  │                  │
              deferred         │                  │                  │
            ▶ p3: prepare      │                  │                  │
            ◷ giveUp in 5      │                  │                  │
         1  │                  ◀ C: prepare       │                  ◀ C: prepare
            │                  ▪ vote=yes         │                  ▪ vote=yes
            │                  ▶ C: vote yes      │                  ▶ C: vote yes
            │                  ⇉ C: prepare       │                  │
            │                    again            │                  │
            │                  ▶ C: vote yes      │                  │
         2  ◀ p1: vote yes     │                  │                  │
              yes + p1         │                  │                  │
            ◀ p1: vote yes     │                  │                  │
            ◀ p3: vote yes     │                  │                  │
              yes + p3         │                  │                  │
         ⋮  │                  │                  │                  │
         5  ◷ giveUp fires     │                  │                  │
            ▶ all: decide      │                  │                  │
              abort            │                  │                  │
         6  │                  ◀ C: decide abort  ◀ C: decide abort  ◀ C: decide abort
            │                    decision=abort     decision=abort     decision=abort
            │                  │                  ↷ C: prepare late  │
            │                  │                  ▪ vote=yes         │
            │                  │                  ▶ C: vote yes      │
         7  ◀ p2: vote yes     │                  │                  │
              yes + p2         │                  │                  │
            ▶ all: decide      │                  │                  │
              commit           │                  │                  │
         8  │                  ◀ C: decide        │                  │
            │                    commit           │                  │
            │                    decision=commit  │                  │
            ! agreement is broken: no two decide differently
            │                  │                  ◀ C: decide        ◀ C: decide
            │                  │                    commit             commit
            │                  │                    decision=commit    decision=commit
         ⋮  │                  │                  │                  │
            ─────────────────  ─────────────────  ─────────────────  ─────────────────
        20    yes=Set{"p1",      decision=commit    decision=commit    decision=commit
              "p3", "p2"}      ▪ vote=yes         ▪ vote=yes         ▪ vote=yes

      ◀ received   ▶ sent   ⇉ duplicated   ↷ deferred   ◷ timer   ▪ on disk
      "
    `);
  });

  it('shows a restart and a pause', () => {
    expect(draw('pause:p1/C:prepare@1~3+restart:p2/C:prepare@1.1~3')).toMatchInlineSnapshot(`
      "
      tick  C                  p1                 p2                 p3
         0  ● start            │                  │                  │
            ▶ all: prepare     │                  │                  │
            ◷ giveUp in 5      │                  │                  │
         1  │                  ║ pause until 4    ◀ C: prepare       ◀ C: prepare
            │                    before           ▪ vote=yes         ▪ vote=yes
            │                    C:prepare@1      ╳ crash mid-step,  ▶ C: vote yes
            │                  ║                    back in 3        │
         2  ◀ p3: vote yes     ║                  ·                  │
              yes + p3         ║                  ·                  │
         ⋮  │                  ║                  ·                  │
         4  │                  ◀ C: prepare       ↻ starts again     │
            │                  ▪ vote=yes         │                  │
            │                  ▶ C: vote yes      │                  │
         5  ◷ giveUp fires     │                  │                  │
            ▶ all: decide      │                  │                  │
              abort            │                  │                  │
            ◀ p1: vote yes     │                  │                  │
              yes + p1         │                  │                  │
         6  │                  ◀ C: decide abort  ◀ C: decide abort  ◀ C: decide abort
            │                    decision=abort     decision=abort     decision=abort
         ⋮  │                  │                  │                  │
            ─────────────────  ─────────────────  ─────────────────  ─────────────────
        20    yes=Set{"p3",      decision=abort     decision=abort     decision=abort
              "p1"}            ▪ vote=yes         ▪ vote=yes         ▪ vote=yes
      "
    `);
  });

  it('shows a partition and an isolation', () => {
    expect(draw('cut:C,p1:p2,p3@1~3+isolate:p1/C:prepare@1~2')).toMatchInlineSnapshot(`
      "
      tick  C                  p1                 p2                 p3
         0  ● start            │                  │                  │
            ▶ all: prepare     │                  │                  │
            ◷ giveUp in 5      │                  │                  │
         1  ⊘ C p1 cut off from p2 p3 until 4
            │                  ⊘ isolated until   ◀ C: prepare       ◀ C: prepare
            │                    3                ▪ vote=yes         ▪ vote=yes
            │                  │                  ✗ C: vote yes      ✗ C: vote yes
            │                  │                    lost               lost
            │                  ◀ C: prepare       │                  │
            │                  ▪ vote=yes         │                  │
            │                  ✗ C: vote yes      │                  │
            │                    lost             │                  │
         ⋮  │                  │                  │                  │
         5  ◷ giveUp fires     │                  │                  │
            ▶ all: decide      │                  │                  │
              abort            │                  │                  │
         6  │                  ◀ C: decide abort  ◀ C: decide abort  ◀ C: decide abort
            │                    decision=abort     decision=abort     decision=abort
         ⋮  │                  │                  │                  │
            ─────────────────  ─────────────────  ─────────────────  ─────────────────
        20    yes=Set{}          decision=abort     decision=abort     decision=abort
                               ▪ vote=yes         ▪ vote=yes         ▪ vote=yes
      "
    `);
  });

  it('shows it without box characters', () => {
    expect(draw('crash:C/p1:vote@1', { ascii: true })).toMatchInlineSnapshot(`
      "
      tick  C                  p1                 p2                 p3
         0  * start            |                  |                  |
            > all: prepare     |                  |                  |
            t giveUp in 5      |                  |                  |
         1  |                  < C: prepare       < C: prepare       < C: prepare
            |                  # vote=yes         # vote=yes         # vote=yes
            |                  > C: vote yes      > C: vote yes      > C: vote yes
         2  X crash before     |                  |                  |
              p1:vote@1        |                  |                  |
            % all: vote yes    |                  |                  |
         :  .                  |                  |                  |
            -----------------  -----------------  -----------------  -----------------
        20  X down since 2       decision=          decision=          decision=
                                 undefined          undefined          undefined
                               # vote=yes         # vote=yes         # vote=yes
            ! termination is broken: every live prepared participant decides

      < received   > sent   % receiver is down   t timer   X crash   # on disk
      "
    `);
    expect(draw('pause:p1/C:prepare@1~3+restart:p2/C:prepare@1.1~3', { ascii: true })).toMatch(/^[\n -~]*$/);
  });

  it('puts the most involved nodes into a narrow terminal, and says which are missing', () => {
    expect(draw('drop:C:p2:prepare@1', { width: 40, legend: false })).toMatchInlineSnapshot(`
      "
      tick  C                 p2
         0  ● start           │
            ▶ p1 p3: prepare  │
            ✗ p2: prepare     │
              lost            │
            ◷ giveUp in 5     │
         ⋮  │                 │
         2  ◀ p1: vote yes    │
              yes + p1        │
            ◀ p3: vote yes    │
              yes + p3        │
         ⋮  │                 │
         5  ◷ giveUp fires    │
            ▶ all: decide     │
              abort           │
         6  │                 ◀ C: decide
            │                   abort
            │                   decision=abort
         ⋮  │                 │
            ────────────────  ────────────────
        20    yes=Set{"p1",     decision=abort
              "p3"}           ▪ vote=undefined

      not shown, less involved: p1 p3
      "
    `);
  });

  it('shows the nodes that are asked for', () => {
    expect(draw('none', { nodes: ['p3'], legend: false })).toMatchInlineSnapshot(`
      "
      tick  p3
         ⋮  │
         1  ◀ C: prepare
            ▪ vote=yes
            ▶ C: vote yes
         ⋮  │
         3  ◀ C: decide commit
              decision=commit
         ⋮  │
            ──────────────────
        20    decision=commit
            ▪ vote=yes

      not shown, less involved: C p1 p2
      "
    `);
  });

  it('shows a node that dies of an exception, and what never reaches it', () => {
    const { component, scenario } = protocol<{ ask: number }>();
    const server = component({ disk: () => ({ asked: 0 }), on: {
      ask(node, count) {
        node.disk.asked = count;
        throw new Error('no answer\nto that');
      },
    } });
    const client = component({ start: (node) => node.send('server', 'ask', 1), on: { ask: () => {} } });
    const asking = scenario({ name: 'test/asking', nodes: { client, server, late: client }, links: [{ from: 'late', to: 'server', latency: 3 }], outcomes: {} });
    expect(`\n${drawSpaceTime(spaceTime(record('none', asking)))}\n`).toMatchInlineSnapshot(`
      "
      tick  client           server                              late
         0  ● start          │                                   ● start
            ▶ server: ask 1  │                                   ▶ server: ask 1
         1  │                ◀ client: ask 1                     │
            │                ▪ asked=1                           │
            │                ╳ throws Error: no answer\\nto that  │
         ⋮  │                ·                                   │
         3  │                ⊠ late: ask 1                       │
         ⋮  │                ·                                   │
            ───────────────  ──────────────────────────────────  ───────────────
        20    up             ╳ down since 1                        up
                             ▪ asked=1

      ◀ received   ▶ sent   ⊠ receiver is down   ╳ crash   ▪ on disk
      "
    `);
  });

  it('marks what it is told to mark', () => {
    const diagram = spaceTime(record('drop:p1:C:vote@1'), { marks: [{ beforeStep: 1, text: 'here the runs part' }] });
    expect(drawSpaceTime(diagram)).toContain('\n   1  ◇ here the runs part\n');
  });

  it.each([24, 40, 60, 80, 120, 200])('is never wider than %i columns', (width) => {
    for (const faults of ['none', 'crash:C/p1:vote@1', 'cut:C,p1:p2,p3@1~3', 'dup:C:p1:prepare@1+defer:C:p2:prepare@1~1']) {
      for (const ascii of [false, true]) {
        for (const line of draw(faults, { width, ascii }).split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(width);
      }
    }
  });

  it('says nothing in colour that it does not say without', () => {
    const tagged = (tag: string) => (text: string) => `<${tag}>${text}</${tag}>`;
    const palette = { bad: tagged('bad'), good: tagged('good'), open: tagged('open'), faint: tagged('faint'), strong: tagged('strong') };
    const coloured = draw('crash:C/p1:vote@1', { palette });
    expect(coloured).toContain('<bad>╳ crash before   </bad>');
    const bare = (text: string) => text.replace(/<\/?\w+>/g, '').replace(/ +$/gm, '');
    expect(bare(coloured)).toBe(draw('crash:C/p1:vote@1', {}));
  });
});

describe('the model', () => {
  const modelOf = (faults: string, options?: SpaceTimeOptions) => spaceTime(record(faults), options);
  const arrowLines = ({ arrows }: Diagram) => arrows.map(({ message, fate, fromRow, fromColumn, toRow, toColumn }) => `${message} ${fate} ${fromRow}.${fromColumn} → ${toRow}.${toColumn}`);

  it('draws an arrow for each message, from row and column to row and column', () => {
    expect(arrowLines(modelOf('dup:p1:C:vote@1+drop:p3:C:vote@1'))).toMatchInlineSnapshot(`
      [
        "C:p1:prepare@1 delivered 0.0 → 1.1",
        "C:p2:prepare@1 delivered 0.0 → 1.2",
        "C:p3:prepare@1 delivered 0.0 → 1.3",
        "p1:C:vote@1 delivered 1.1 → 2.0",
        "p1:C:vote@1 delivered 1.1 → 3.0",
        "p2:C:vote@1 delivered 1.2 → 4.0",
        "p3:C:vote@1 lost 1.3 → -1.0",
        "C:p1:decide@1 delivered 6.0 → 7.1",
        "C:p2:decide@1 delivered 6.0 → 7.2",
        "C:p3:decide@1 delivered 6.0 → 7.3",
      ]
    `);
  });

  it('puts a step below what it waits for, also within a tick', () => {
    const { component, scenario } = protocol<{ hop: number }>();
    const relay = component({ on: { hop: (node, left) => left > 0 && node.send(node.others[0]!, 'hop', left - 1) }, start: (node) => node.id === 'a' && node.send('b', 'hop', 3) });
    const instant = scenario({ name: 'test/instant', latency: 0, nodes: { a: relay, b: relay }, outcomes: {} });
    const { rowOfStep, rows } = spaceTime(record('none', instant));
    expect(rowOfStep).toEqual([0, 0, 1, 2, 3, 4]);
    expect(rows.filter(({ kind }) => kind === 'moment').map((row) => (row as Row & { opensTick: boolean }).opensTick)).toEqual([true, false, false, false, false]);
  });

  it('is plain data', () => {
    const model = modelOf('crash:C/p1:vote@1');
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });
});

describe('a long run', () => {
  const { component, scenario } = protocol<{ ping: number; pong: null }, { beat: null }>();
  const leader = component({
    state: () => ({ round: 0 }),
    start: (node) => node.after(1, 'beat'),
    timers: {
      beat(node) {
        node.broadcast('ping', ++node.state.round);
        node.after(4, 'beat');
      },
    },
    on: { pong: () => {} },
  });
  const follower = component({ state: () => ({ seen: 0 }), on: {
    ping(node, round, from) {
      node.state.seen = round;
      node.send(from, 'pong');
    },
  } });
  const cluster = (followers: number) => scenario({
    name: 'test/beats',
    nodes: { L: leader, ...Object.fromEntries(Array.from({ length: followers }, (_, index) => [`f${index + 1}`, follower])) },
    outcomes: {
      lag: always('nobody lags two rounds', (world) => world.nodes.f1.state.seen > world.nodes.L.state.round - 3),
      seen: eventually('all see round 5', (world) => world.members(follower).every(({ state }) => state.seen > 4)),
    },
  });
  const stepsIn = (rows: readonly Row[]): number =>
    rows.reduce((sum, row) => sum + (row.kind === 'fold' ? row.steps : row.kind === 'moment' ? row.cells.filter((cell) => cell !== null && cell.step >= 0).length : 0), 0);

  it('is folded where it repeats, but not where something goes wrong', () => {
    const run = record('drop:L:f1:ping@3', cluster(2), 60);
    expect(`\n${drawSpaceTime(spaceTime(run, { rowsMax: 40 }), { legend: false })}\n`).toMatchInlineSnapshot(`
      "
      tick  L                  f1           f2
         0  ● start            │            │
            ◷ beat in 1        │            │
         1  ◷ beat fires       │            │
              round=1          │            │
            ▶ all: ping 1      │            │
            ◷ beat in 4        │            │
         2  │                  ◀ L: ping 1  ◀ L: ping 1
            │                    seen=1       seen=1
            │                  ▶ L: pong    ▶ L: pong
         3  ◀ f1: pong         │            │
            ◀ f2: pong         │            │
         ⋮  │                  │            │
         5  ◷ beat fires       │            │
              round=2          │            │
            ▶ all: ping 2      │            │
            ◷ beat in 4        │            │
         6  │                  ◀ L: ping 2  ◀ L: ping 2
            │                    seen=2       seen=2
            │                  ▶ L: pong    ▶ L: pong
         7  ◀ f1: pong         │            │
            ◀ f2: pong         │            │
         ⋮  │                  │            │
         9  ◷ beat fires       │            │
              round=3          │            │
            ✗ f1: ping 3 lost  │            │
            ▶ f2: ping 3       │            │
            ◷ beat in 4        │            │
        10  │                  │            ◀ L: ping 3
            │                  │              seen=3
            │                  │            ▶ L: pong
        11  ◀ f2: pong         │            │
         ⋮  │                  │            │
        13  ◷ beat fires       │            │
              round=4          │            │
            ▶ all: ping 4      │            │
            ◷ beat in 4        │            │
        14  │                  ◀ L: ping 4  ◀ L: ping 4
            │                    seen=4       seen=4
            │                  ▶ L: pong    ▶ L: pong
        15  ◀ f1: pong         │            │
            ◀ f2: pong         │            │
         ⋮  ticks 16 to 59: the same but for numbers, 11 times more (55 steps)
            ─────────────────  ───────────  ───────────
        60    round=15           seen=15      seen=15
      "
    `);
  });

  it.each(['none', 'crash:f3/L:ping@2', 'cut:L:f1,f2,f3@7~60'])('of 30 nodes and 2,000 steps is drawn within a page, and no step is forgotten: %s', (faults) => {
    const run = record(faults, cluster(29), 141);
    const diagram = spaceTime(run);
    const text = drawSpaceTime(diagram, { width: 100 });
    expect(run.steps.length).toBeGreaterThan(1_700);
    expect(diagram.rows.length).toBeLessThanOrEqual(80);
    expect(stepsIn(diagram.rows)).toBe(run.steps.length);
    expect(diagram.rowOfStep.every((row) => row >= 0)).toBe(true);
    expect(text.split('\n').length).toBeLessThan(200);
    expect(text).toMatch(/not shown, less involved: f/);
  });

  it('is folded far from what goes wrong where nothing repeats', () => {
    const wanderer = component({ state: () => ({ at: '' }), start: (node) => node.after(1, 'beat'), timers: {
      beat(node) {
        node.state.at = `place ${String.fromCodePoint(97 + Math.floor(node.random() * 26), 97 + Math.floor(node.random() * 26))}`;
        node.after(1, 'beat');
      },
    } });
    const run = record('pause:w/beat@10~2', scenario({ name: 'test/wandering', nodes: { w: wanderer }, outcomes: {} }), 300);
    const diagram = spaceTime(run, { rowsMax: 30 });
    expect(diagram.rows.length).toBeLessThanOrEqual(30);
    expect(stepsIn(diagram.rows)).toBe(run.steps.length);
    const text = drawSpaceTime(diagram, { legend: false });
    expect(text).toContain('║ pause until 12 before beat@10');
    expect(text).toMatch(/⋮ {2}ticks \d+ to \d+: \d+ steps: \d+ beat\n/);
    expect(spaceTime(run, { fold: false }).rows.length).toBeGreaterThan(290);
  });
});

describe('what comes from a scenario', () => {
  const { component, scenario } = protocol<{ say: string }>();
  const speaker = (text: string) => {
    const listener = component({ state: () => ({ heard: '' }), on: { say: (node, heard) => void (node.state.heard = heard) } });
    return scenario({ name: 'test/speech', nodes: { a: component({ name: text, start: (node) => node.send('b', 'say', text) }), b: listener }, outcomes: { [text]: eventually(text, () => false) } });
  };

  it.each([
    ['colours', '\u001b[31mred\u001b[0m'],
    ['a line break', 'two\nlines'],
    ['another direction', '\u202eturned around'],
    ['an 8-bit escape', '\u009b2J'],
    ['what nobody sees', 'nothing\u200bto see'],
    ['a megabyte', 'x'.repeat(2 ** 20)],
  ])('cannot do anything to a terminal: %s', (_, text) => {
    for (const ascii of [false, true]) {
      const drawn = drawSpaceTime(spaceTime(record('none', speaker(text))), { ascii });
      expect(drawn.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      for (const line of drawn.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(80);
    }
  });

  it('keeps its columns where characters are wide', () => {
    expect(`\n${drawSpaceTime(spaceTime(record('none', speaker('東京 👩‍👩‍👧 é'))), { legend: false })}\n`).toMatchInlineSnapshot(`
      "
      tick  a                     b
         0  ● start               │
            ▶ b: say "東京 👩‍👩‍👧 é"  │
         1  │                     ◀ a: say "東京 👩‍👩‍👧 é"
            │                       heard="東京 👩‍👩‍👧 é"
         ⋮  │                     │
            ────────────────────  ────────────────────
        20    up                    heard="東京 👩‍👩‍👧 é"
            ! 東京 👩‍👩‍👧 é is broken: 東京 👩‍👩‍👧 é
      "
    `);
    expect(drawSpaceTime(spaceTime(record('none', speaker('é'))), { ascii: true })).toContain('> b: say "\\u{e9}"');
  });
});
