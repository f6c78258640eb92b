import { afterEach, describe, expect, it } from 'vitest';
import { twoPhaseCommit } from '../two-phase-commit.ts';
import { plainTheme } from '../../../../reports/tui/theme.ts';
import { entryOf, opened } from './keyboard.tsx';

const entry = entryOf(twoPhaseCommit);
const crash = 'crash:C/p1:vote@1';
let screen: ReturnType<typeof opened>;
const look = (columns?: number, rows?: number) => (screen = opened([twoPhaseCommit], [entry], columns, rows));

afterEach(() => screen.close());

describe('the table of verdicts', () => {
  it('shows every outcome with its verdict, and the keys below', async () => {
    look();
    const frame = await screen.press();
    expect(frame).toContain('2pc/drawn  at most 2 faults of 1 crash, 2 drops');
    expect(frame).toMatch(/› +termination +✗ BROKEN by 1 fault/);
    expect(frame).toMatch(/ {3,}agreement +✓ survives/);
    expect(screen.lines().at(-1)).toMatch(/Enter look .* q out/);
  });

  it.each([[80, 24], [40, 12], [132, 50]])('fills %i×%i, but for the last line', async (columns, rows) => {
    look(columns, rows);
    await screen.press();
    expect(screen.lines()).toHaveLength(rows - 1);
    expect(Math.max(...screen.lines().map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  it('takes what a search finds while one looks, and keeps the cursor where it is', async () => {
    const waiting = { ...entry, name: 'first', reference: 'first', found: null };
    screen = opened([twoPhaseCommit], [waiting, { ...entry, found: null }]);
    await screen.press('down');
    expect(await screen.tell({ kind: 'searching', searching: { scenario: 'first', runs: 1200, size: 1, depth: 2, found: 3, runsPerSecond: 4500 } })).toContain('first: level 1 of 2, 1,200 runs, 4,500/s, 3 found');
    await screen.tell({ kind: 'entry', entry: { ...entry, name: 'first', reference: 'first' } });
    const frame = await screen.tell({ kind: 'entry', entry });
    expect(frame.match(/BROKEN/g)).toHaveLength(2);
    expect(screen.lines().findIndex((line) => line.startsWith('›'))).toBeGreaterThan(screen.lines().findIndex((line) => line.includes('2pc/drawn')));
  });

  it('says why there is nothing to look at', async () => {
    screen = opened([], [{ ...entry, found: null, unusable: 'CLEW_VACUOUS_OUTCOME: it looks at nothing' }]);
    expect(await screen.press('enter')).toContain('UNUSABLE  CLEW_VACUOUS_OUTCOME');
  });

  it('says why a run cannot be played', async () => {
    screen = opened([], [entry]);
    expect(await screen.press('enter', 'enter')).toContain('could not be loaded');
  });
});

describe('one outcome', () => {
  it('shows promise, certificate, bounds and failure sets', async () => {
    look();
    const frame = await screen.press('enter');
    expect(frame).toContain('promise     every live prepared participant decides');
    expect(frame).toContain('every failure set of at most 2 faults within these bounds is');
    expect(frame).toContain('8 ways to break it (27 minimal failure sets), simplest first');
    expect(frame).toMatch(new RegExp(`› 1 {2}C crashes after all have sent it vote and before it sends decide to anyone\\s+${crash} {2}▸ and 2 sets more`));
  });

  it('opens and closes all failure sets of a way, and each leads to its run', async () => {
    look();
    expect(await screen.press('enter', 'z')).toMatch(/▾ 3 sets\s+crash:C\/p1:vote@1\s+crash:C\/p2:vote@1/);
    expect(await screen.press('j', 'j')).toMatch(/› +crash:C\/p2:vote@1/);
    expect(await screen.press('z')).toMatch(/› 1 {2}C crashes/);
    expect(await screen.press('z', 'j', 'j', 'enter')).toContain('clew  2pc/drawn  crash:C/p2:vote@1');
  });

  it('finds a failure set in a way that is closed', async () => {
    look();
    expect(await screen.press('enter', '/', 'drop:C:p3:decide', 'enter')).toMatch(/› 4 {2}the decide that C sends to p1 is lost/);
  });

  it('lists the sets alone where the scenario cannot be played', async () => {
    screen = opened([], [entry]);
    const frame = await screen.press('enter');
    expect(frame).toContain('27 minimal failure sets, smallest first');
    expect(frame).toContain(`› ${crash}`);
  });
});

describe('a run', () => {
  it('opens at the first difference, at the end where the broken run does no more', async () => {
    look();
    const frame = await screen.press('enter', 'enter');
    expect(frame).toContain('here the broken run parts from the good one');
    expect(frame).toMatch(/the end, tick \d+ {2}◇ parts here/);
    expect(frame).toMatch(/╳ crash before[\s│]+p1:vote@1/);
  });

  it('moves over steps, also on one node only, and to the other run', async () => {
    look();
    expect(await screen.press('enter', 'enter', 'g')).toContain('step 1 of 4, tick 0, C/start');
    expect(await screen.press('j', 'k', 'down')).toContain('step 2 of 4, tick 1, p1/C:prepare@1');
    const good = await screen.press('o', 'right');
    expect(good).toContain('fault-free run');
    expect(good).toMatch(/step \d+ of 1\d, tick 3, p1\/C:decide@1/);
    expect(await screen.press('o', 'f')).toContain('◇ parts here');
  });

  it('loses no key of a pasted chunk', async () => {
    look();
    expect(await screen.press('enter', 'enter', 'o', 'g', 'jjjjj')).toContain('step 6 of 10');
  });

  it('shows the state of all nodes, with what the step took, read and wrote', async () => {
    look();
    const frame = await screen.press('enter', 'enter', 'o', 'g', 'jjjjj', 's');
    expect(frame).toContain('takes  p2:C:vote@1 "yes", sent at tick 1 by p2/C:prepare@1');
    expect(frame).toMatch(/reads .*C\.state\.yes/);
    expect(frame).toMatch(/› C +up +\*yes=/);
    expect(frame).toMatch(/ p1 +up .*▪vote=yes/);
    expect(await screen.press('o', 'G')).toMatch(/ C +down/);
  });

  it('shows what a step rests on, opens and closes it, and goes there', async () => {
    look();
    await screen.press('enter', 'enter', 'o', 'g', 'jjjjj', 't');
    expect(screen.frame()).toContain('› ▾ C/p2:vote@1, tick 2');
    expect(screen.frame()).toContain('▸ took vote yes from p2/C:prepare@1, tick 1');
    expect(await screen.press('j', 'l')).toContain('took prepare from C/start');
    expect(await screen.press('h')).not.toContain('took prepare from C/start');
    expect(await screen.press('enter')).toContain('p2/C:prepare@1');
  });

  it('shows at the end what the outcome has looked at, and what that rests on', async () => {
    look();
    const frame = await screen.press('enter', 'enter', 't');
    expect(frame).toContain('› ▾ termination is broken, and has looked at');
    expect(frame).toMatch(/· p1\.state\.decision=undefined$/m);
    expect(await screen.press('j', 'j', 'l')).toContain('took prepare from C/start, tick 0');
    expect(await screen.press('enter')).toContain('takes  C:p1:prepare@1');
  });

  it('puts good and broken side by side, with what is different', async () => {
    look();
    const frame = await screen.press('enter', 'b');
    expect(frame).toMatch(/2 {2}p1 → C {2}vote yes +◇ {2}╳ crash {2}C/);
    expect(frame).toContain('good    tick 2  p1 → C  vote "yes"');
    expect(frame).toContain('broken  tick 2  C  crashes at C/p1:vote@1');
  });

  it('draws no fewer lines for a step at the bottom of a small terminal', async () => {
    look(60, 14);
    const frame = await screen.press('enter', 'enter', 'o', 'G');
    expect(screen.lines()).toHaveLength(13);
    expect(screen.lines().some((line) => line.startsWith('›'))).toBe(true);
    expect(frame).toContain('the end');
  });
});

describe('what if', () => {
  it('toggles a fault, plays the run again, and says what fired and how outcomes fare', async () => {
    look();
    expect(await screen.press('enter', 'w')).toContain(`› [x] ${crash}  in the failure set, fired`);
    const without = await screen.press(' ');
    expect(without).toContain(`› [ ] ${crash}`);
    expect(without).toContain('termination  bad → good');
    expect(await screen.press(' ')).toContain('1 of 1 fired');
  });

  it('offers what strikes the step at the cursor', async () => {
    look();
    await screen.press('enter', 'up', 'enter', 'g', 'j', 'w');
    expect(screen.frame()).toContain('what if, at p1/C:prepare@1');
    expect(screen.frame()).toContain('› [ ] crash:p1/C:prepare@1  this step');
    expect(await screen.press('j', 'j', ' ')).toContain('› [x] drop:C:p1:prepare@1  the message that it takes, fired');
  });
});

describe('a terminal that shows ASCII only', () => {
  it('gets nothing else, on any screen', async () => {
    screen = opened([twoPhaseCommit], [entry], 80, 24, { ...plainTheme, ascii: true });
    for (const keys of [[], ['enter'], ['z'], ['enter'], ['s'], ['t'], ['b'], ['w'], ['?'], ['x', 'o', 'd']]) {
      const frame = await screen.press(...keys);
      // oxlint-disable-next-line no-control-regex
      expect(frame).toMatch(/^[\n -~]+$/);
    }
    expect(screen.frame()).toMatch(/^ +0 {2}\* start +\|/m);
  });
});

it('says that a terminal is too small', async () => {
  look(30, 8);
  expect(await screen.press('j')).toBe('30x8: clew needs 40x12');
});

describe('keys', () => {
  it('are all explained', async () => {
    look();
    expect(await screen.press('?')).toContain('all keys');
    expect(await screen.press('x')).toContain('scenarios and verdicts');
  });

  it('search: steps, then the next', async () => {
    look();
    await screen.press('enter', 'enter', 'o', 'g', '/', 'vote@1');
    expect(screen.lines().at(-1)).toContain('/vote@1');
    const first = await screen.press('enter');
    expect(first).toMatch(/step 2 of/);
    expect(await screen.press('n')).toMatch(/step 3 of/);
    expect(await screen.press('N')).toMatch(/step 2 of/);
    expect(await screen.press('/', 'nowhere', 'enter')).toContain('nothing here contains "nowhere"');
  });

  it('go back, step by step', async () => {
    look();
    expect(await screen.press('enter', 's', 'escape')).toContain('here the broken run parts');
    expect(await screen.press('escape')).toContain('ways to break it');
    expect(await screen.press('escape')).toContain('scenarios and verdicts');
  });
});
