import { eventually, protocol } from 'clew';
import { describe, expect, it } from 'vitest';
import { diagramLines, foldAround, stops } from '../../../../reports/tui/diagram-lines.ts';
import { keysOf } from '../../../../reports/tui/app.tsx';
import { plainTheme } from '../../../../reports/tui/theme.ts';
import { recordRun } from '../../../../src/simulator/recorded-run.ts';
import { Simulation } from '../../../../src/simulator/simulation.ts';
import { entryOf, opened } from './keyboard.tsx';

const { component, scenario } = protocol<{ ping: string }, { again: null }>();
const evil = '\u001b[2J\u001b]0;x\u0007\n<b>"\u202e\u{1f468}\u200d\u{1f469}漢字'.repeat(40);

/** Names of nodes are plain; everything else may hold anything. */
const hostile = scenario({
  name: `evil ${evil}`,
  nodes: {
    a: component({ state: () => ({ note: evil }), start: (node) => node.send('b', 'ping', evil) }),
    b: component({ state: () => ({ got: '' }), on: { ping: (node, text) => void (node.state.got = text) } }),
  },
  outcomes: { [`out ${evil}`]: eventually(`promise ${evil}`, (world) => world.nodes.b.state.got !== '') },
});

/** Sends for a long time, always the same. */
const long = scenario({
  name: 'long',
  nodes: {
    a: component({ state: () => ({}), start: (node) => node.after(2, 'again'), timers: { again: (node) => (node.send('b', 'ping', 'hello'), node.after(2, 'again')) } }),
    b: component({ state: () => ({ got: '' }), on: { ping: (node, text) => void (node.state.got = text) } }),
  },
  outcomes: { arrives: eventually('it arrives', (world) => world.nodes.b.state.got !== '') },
  bounds: { horizon: 200, until: 10, drops: 1 },
});

describe('a hostile scenario', () => {
  it('writes nothing to the terminal but text, and no line longer than it is wide', async () => {
    const screen = opened([hostile], [entryOf(hostile)]);
    for (const keys of [[], ['enter'], ['enter'], ['s'], ['t'], ['b'], ['w'], ['?', 'x'], ['d', 'o', 'g', 's']]) {
      const frame = await screen.press(...keys);
      // oxlint-disable-next-line no-control-regex
      expect(frame).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
      expect(screen.lines()).toHaveLength(23);
    }
    screen.close();
  });
});

describe('folds', () => {
  const simulation = new Simulation(long);
  const run = recordRun(simulation, [], { horizon: 200, until: 10, depth: 1, atomicSteps: false, budget: {}, durations: [], deferrals: [] });

  it('are one stop of the cursor, open, and close again', () => {
    const closed = stops(run, [], -1);
    expect(closed.length).toBeLessThan(run.steps.length / 2);
    const fold = closed.find((step) => foldAround(run, step, [], -1) >= 0)!;
    expect(foldAround(run, fold, [], -1)).toBe(fold);
    const open = stops(run, [fold], -1);
    expect(open.length).toBeGreaterThan(closed.length);
    expect(foldAround(run, fold + 3, [fold], -1)).toBe(fold);
  });

  it('are drawn with the cursor on them', () => {
    const fold = stops(run, [], -1).find((step) => foldAround(run, step, [], -1) >= 0)!;
    const { lines, here } = diagramLines({ run, step: fold, unfolded: [], parts: -1, width: 80, theme: plainTheme });
    expect(lines[here]!.text).toMatch(/times more/);
  });

  it('open and close by key', async () => {
    const screen = opened([long], [entryOf(long)]);
    await screen.press('enter', 'enter', 'o', 'g');
    let frame = '';
    for (let count = 0; count < 12 && !/^› +⋮/m.test(frame); count++) frame = await screen.press('j');
    expect(frame).toMatch(/^› +⋮ .*times more/m);
    expect(await screen.press('z')).not.toMatch(/^› +⋮/m);
    expect(await screen.press('j', 'z')).toMatch(/^› +⋮ .*times more/m);
    screen.close();
  });
});

describe('keysOf', () => {
  it('takes a chunk apart, names what is no character, and leaves out what means nothing', () => {
    expect(keysOf('jj\rk', {})).toEqual(['j', 'j', 'enter', 'k']);
    expect(keysOf('', { upArrow: true })).toEqual(['up']);
    expect(keysOf('c', { ctrl: true })).toEqual(['ctrl-c']);
    expect(keysOf('z', { ctrl: true })).toEqual([]);
    expect(keysOf('\u0001a', {})).toEqual(['a']);
  });
});
