import { eventually, protocol } from 'clew';
import { describe, expect, it } from 'vitest';
import { diagramLines, foldAround, stops } from '../../../../reports/tui/diagram-lines.ts';
import { keysOf } from '../../../../reports/tui/app.tsx';
import { plainTheme } from '../../../../reports/tui/theme.ts';
import { recordRun } from '../../../../src/simulator/recorded-run.ts';
import { Simulation } from '../../../../src/simulator/simulation.ts';
import { widthOf } from '../../../../reports/space-time/width.ts';
import { harmful, hostile } from '../formats/hostile.ts';
import { entryOf, opened } from './keyboard.tsx';

const { component, scenario } = protocol<{ ping: string }, { again: null }>();
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

/** Every screen, one after another. */
const everywhere = [[], ['enter'], ['z'], ['enter'], ['s'], ['t'], ['l', 'j', 'l'], ['b'], ['w'], [' '], ['?', 'x'], ['d', 'o', 'g', 's'], ['G', 't'], ['/', '<script>', 'enter']];

describe('the scenario in which everything is meant to break reports', () => {
  const entry = entryOf(hostile, { drops: 1, crashes: 1, depth: 1 });

  it.each([[80, 24], [132, 40], [40, 12]])('writes nothing but text to a terminal of %i×%i, and no line longer than that', async (columns, rows) => {
    const screen = opened([hostile], [entry, { ...entry, name: harmful, reference: harmful, found: null, unusable: harmful }], columns, rows);
    for (const keys of everywhere) {
      const frame = await screen.press(...keys);
      // oxlint-disable-next-line no-control-regex
      expect(frame).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufffe\uffff]/u);
      expect(screen.lines()).toHaveLength(rows - 1);
      expect(Math.max(...screen.lines().map(widthOf))).toBeLessThanOrEqual(columns);
    }
    screen.close();
  });

  it('writes ASCII alone where there is nothing else', async () => {
    const screen = opened([hostile], [entry], 80, 24, { ...plainTheme, ascii: true });
    // oxlint-disable-next-line no-control-regex
    for (const keys of everywhere) expect(await screen.press(...keys)).toMatch(/^[\n -~]+$/);
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
