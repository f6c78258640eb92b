import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clew, flaws, folderWith } from '../cli/spawned.ts';
import { documented, framed, uncounted } from './frames.ts';
import { command, hasTmux, Terminal } from './tmux.ts';

// On a machine of ours there is one: .ci/run sees to it.
if (!hasTmux && process.env['CI'] === 'true') throw new Error('tmux is missing, and in CI the interactive report has to be tested in a real terminal');
if (!hasTmux) process.stderr.write('test/tui: tmux is not installed, so the interactive report is not tested in a real terminal (apt-get install tmux)\n');

describe.skipIf(!hasTmux)('clew tui, in a real terminal', () => {
  let terminal: Terminal;
  beforeEach(() => {
    terminal = new Terminal(80, 24);
  });
  afterEach(() => terminal.close());

  it('leads from the table of verdicts to the state at the first difference, and to what would be without the fault', async () => {
    const seen = (name: string) => async (wanted: string | RegExp) => {
      await terminal.shows(wanted);
      const screen = await terminal.settled();
      expect(uncounted(framed(screen))).toBe(uncounted(documented(name, screen)));
      return screen;
    };
    // A scenario of the tests' own: the library's may be given more outcomes.
    terminal.type('clear; echo before; clew tui test/unit/reports/two-phase-commit.ts; echo left with $?', 'Enter');
    await terminal.shows(/in \d+ runs/);
    await seen('verdicts')(/› +termination +✗ BROKEN by 1 fault/);
    terminal.type('Enter');
    await seen('outcome')(/› 1 {2}C crashes after all have sent it vote/);
    terminal.type('Enter');
    await seen('diagram')('here the broken run parts from the good one');
    terminal.type('s');
    expect(await seen('state')('nodes at the end')).toMatch(/C +down/);
    terminal.type('t');
    await seen('lineage')('termination is broken, and has looked at');
    terminal.type('b');
    await seen('side by side')('◇ first difference');
    terminal.type('w');
    await terminal.shows('› [x] crash:C/p1:vote@1  in the failure set, fired');
    terminal.type('Space');
    await seen('what if')('termination  bad → good');
    terminal.type('q');
    const left = await terminal.shows('left with 0');
    expect(left).toContain('before');
    expect(left).not.toContain('termination');
  });

  it('shows the same in 120×40, and stays as it is where nothing changes', async () => {
    terminal.resize(120, 40);
    terminal.type('clear; clew tui 3pc/timeout --crashes 1', 'Enter');
    await terminal.shows(/✗ BROKEN/);
    terminal.type('j', 'Enter', 'Enter', 'f');
    await terminal.shows('◇ parts here');
    const frame = await terminal.settled();
    expect(frame).toMatch(/tick {2}C .* p1 .* p2 .* p3/);
    expect(frame.split('\n').filter((line) => line.startsWith('›')).length).toBeGreaterThan(0);
    terminal.type('o', 'o');
    await terminal.shows('◇ parts here');
    expect(await terminal.settled()).toBe(frame);
  });

  it('draws with ASCII where the locale has nothing else', async () => {
    terminal.type('clear; LC_ALL=C clew tui 2pc/timeout', 'Enter');
    await terminal.shows('x BROKEN');
    terminal.type('Enter', 'Enter');
    await terminal.shows('? here the broken run parts from the good one');
    // oxlint-disable-next-line no-control-regex
    expect(await terminal.settled()).toMatch(/^[\n -~]+$/);
  });

  it('loses no key however fast they come, and follows the size of the terminal', async () => {
    terminal.type('clew tui 2pc/timeout', 'Enter');
    await terminal.shows('✗ BROKEN');
    terminal.type('Enter');
    await terminal.shows('simplest first');
    terminal.type('Up', 'Enter', 'g', 'jjjj', 'Down', 'Down', 'k');
    await terminal.shows('step 6 of 10');
    terminal.resize(120, 40);
    const wide = await terminal.shows(/^ +tick {2}C .* p1 .* p2 .* p3/m);
    expect(wide.match(/step 6 of 10/g)).toHaveLength(1);
    terminal.resize(60, 16);
    await terminal.shows('not shown: ');
    expect(terminal.screen().match(/step 6 of 10/g)).toHaveLength(1);
    terminal.resize(30, 8);
    await terminal.shows('30x8: clew needs 40x12');
    terminal.resize(80, 24);
    await terminal.shows(/^ +tick {2}C .* p3/m);
    expect(terminal.screen().match(/step 6 of 10/g)).toHaveLength(1);
  });

  it.each([['SIGTERM', 143], ['SIGINT', 130]] as const)('leaves the terminal as it was on %s', async (signal, code) => {
    const { folder, remove } = folderWith({});
    terminal.type(`echo before; sh -c 'echo $$ > ${folder}/pid; exec ${command} tui 2pc/timeout'; echo left with $?`, 'Enter');
    await terminal.shows('✗ BROKEN');
    process.kill(Number(readFileSync(`${folder}/pid`, 'utf8')), signal);
    expect(await terminal.shows(`left with ${code}`)).not.toContain('BROKEN');
    terminal.type('echo still $((40 + 2))', 'Enter');
    expect(await terminal.shows('still 42')).toContain('before');
    remove();
  });

  it('leaves the terminal as it was on Ctrl-C', async () => {
    terminal.type('clear; echo before; clew tui 2pc/timeout; echo left with $?', 'Enter');
    await terminal.shows('✗ BROKEN');
    terminal.type('C-c');
    expect(await terminal.shows('left with 0')).not.toContain('BROKEN');
    terminal.type('echo still $((40 + 2))', 'Enter');
    expect(await terminal.shows('still 42')).toContain('before');
  });

  it('leaves the terminal as it was when the program breaks down', async () => {
    const script = `import(process.argv[1]).then((screen) => { screen.alternateScreen(() => undefined); process.stdout.write(String(6 * 7)); setTimeout(() => { throw new Error([3, 4, 5].join("-")) }, 500) })`;
    terminal.type(`echo before; node -e '${script}' ${command.split(' ')[1]!.replace('main.js', 'alternate-screen.js')}`, 'Enter');
    const broken = await terminal.shows('Error: 3-4-5');
    expect(broken).toContain('before');
    expect(broken).not.toMatch(/^42/m);
  });

  it('shows a search while it runs, and saves what was found by then', async () => {
    const { folder, remove } = folderWith({});
    terminal.type(`clew run 2pc/timeout --tui --save ${folder}/run.json; echo left with $?`, 'Enter');
    await terminal.shows('✗ BROKEN');
    terminal.type('q');
    await terminal.shows('left with 1');
    expect(flaws(readFileSync(`${folder}/run.json`, 'utf8'), 'run')).toEqual([]);
    terminal.type(`clear; clew tui ${folder}/run.json`, 'Enter');
    await terminal.shows(/› +termination +✗ BROKEN by 1 fault/);
    remove();
  });
});

it('says that it needs a terminal where there is none', async () => {
  const { code, stdout, stderr } = await clew(['tui', '2pc/timeout']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('the interactive report needs a terminal, and there is none');
  expect(stderr).toContain('clew replay');
});
