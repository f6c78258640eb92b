import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine } from '../../cli/command-line.ts';
import { clew, flaws } from './spawned.ts';

describe.concurrent('exit codes', () => {
  it.each([
    [0, 'when every outcome survives', ['run', '2pc/timeout', '--outcome', 'agreement', '--crashes', '1']],
    [1, 'when an outcome is broken', ['run', '2pc/timeout', '--crashes', '1']],
    [2, 'for wrong use', ['run', '2pc/timeout', '--crashes', 'many']],
    [3, 'when nothing is decided', ['run', '2pc/timeout', '--outcome', 'agreement', '--runs', '1']],
    [0, 'for a good run', ['replay', '2pc/plain', '--faults', 'none', '--twice']],
    [1, 'for a broken run', ['replay', '2pc/plain', '--faults', 'crash:C/p1:vote@1']],
    [0, 'for help', ['--help']],
    [0, 'for the help of a command', ['help', 'run']],
    [0, 'for no command at all', []],
    [0, 'for the version', ['--version']],
  ])('%i %s', async (code, _, words) => {
    expect((await clew(words)).code).toBe(code);
  });
});

describe.concurrent('a word that means nothing', () => {
  it.each([
    ['CLEW_UNKNOWN_COMMAND', 'Did you mean "run"?', ['rnu']],
    ['CLEW_UNKNOWN_COMMAND', 'Did you mean `clew run 2pc`?', ['2pc']],
    ['CLEW_UNKNOWN_SCENARIO', 'Did you mean "2pc"', ['run', '2pcc']],
    ['CLEW_UNKNOWN_SCENARIO', 'Did you mean "2pc/plain"?', ['replay', '2pc/plian']],
    ['CLEW_UNKNOWN_SCENARIO', '2pc/plain, 2pc/timeout', ['replay', '2pc']],
    ['CLEW_UNKNOWN_OUTCOME', 'Did you mean "agreement"?', ['run', '2pc', '--outcome', 'agrement']],
    ['CLEW_BAD_OPTION', 'Did you mean --crashes?', ['run', '--crashs', '1']],
    ['CLEW_BAD_OPTION', 'Did you mean "random"?', ['run', '--search', 'randm']],
    ['CLEW_BAD_OPTION', 'For example: --crashes 2', ['run', '--crashes=-1']],
    ['CLEW_BAD_OPTION', 'For example: --budget 60s', ['run', '--budget', '60']],
    ['CLEW_BAD_OPTION', 'For example: --durations 1,5', ['run', '--durations', '0']],
    ['CLEW_BAD_OPTION', "missing required argument 'scenario'", ['replay']],
    ['CLEW_BAD_BOUNDS', 'lies after the horizon', ['run', '2pc/plain', '--until', '50', '--horizon', '9']],
    ['CLEW_BAD_FAULT', 'drop:a:b:vote@2', ['replay', '2pc/plain', '--faults', 'drop:a']],
    ['CLEW_UNKNOWN_MESSAGE', 'Did you mean "decide"?', ['replay', '2pc/plain', '--faults', 'drop:C:p1:decid@1']],
    ['CLEW_UNKNOWN_NODE', 'p1', ['replay', '2pc/plain', '--faults', 'crash:p9/C:decide@1']],
    ['CLEW_CANNOT_WRITE', 'cannot be written', ['run', '2pc/plain', '--save', 'no/such/folder/run.json']],
  ])('is %s, and says %j', async (code, saying, words) => {
    const ended = await clew([...words, '--json']);
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(`(${code})`) as string });
    expect(ended.stderr).toContain(saying);
    expect(flaws(ended.stdout, 'error')).toEqual([]);
    expect(JSON.parse(ended.stdout)).toMatchObject({ schema: 'clew/error/1', error: { code } });
  });
});

it('an error leaves stdout to results', async () => {
  expect(await clew(['run', '2pcc'])).toMatchObject({ code: 2, stdout: '' });
});

describe.concurrent('JSON', () => {
  it.each([
    ['list', ['list']],
    ['run', ['run', '2pc']],
    ['run', ['run', 'delivery/simple', '--dups', '1', '--defers', '1', '--restarts', '1', '--depth', '2']],
    ['run', ['run', '2pc/plain', '--search', 'random', '--runs', '20']],
    ['run', ['run', '2pc/plain', '--search', 'probe']],
    ['compare', ['compare', '2pc/plain', '--crashes', '1']],
    ['compare', ['compare', '2pc/plain', '--trials', '3', '--runs', '10']],
    ['replay', ['replay', '2pc/plain', '--faults', 'crash:C/p1:vote@1+drop:C:p1:decide@1', '--twice']],
    ['replay', ['replay', '3pc/timeout', '--faults', 'restart:p1/C:prepare@1~3+dup:C:p2:prepare@1']],
    ['replay', ['replay', 'delivery/acked', '--faults', 'defer:a:b:message@1~1+drop:a:c:message@1']],
  ])('of %s keeps to its schema: clew %j', async (schema, words) => {
    const { stdout, stderr } = await clew([...words, '--json']);
    expect(stderr).toBe('');
    expect(flaws(stdout, schema)).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ schema: `clew/${schema}/1` });
  });

  it('is the same from two processes, but for the time', async () => {
    const [first, second] = await Promise.all([clew(['run', '2pc', '--json']), clew(['run', '2pc', '--json'])]);
    expect(timeless(first.stdout)).toBe(timeless(second.stdout));
  });

  it('of the classic: a crash of the coordinator blocks, and nothing makes two decide differently', async () => {
    const { stdout, code } = await clew(['run', '2pc/timeout', '--crashes', '1', '--drops', '0', '--depth', '1', '--json']);
    const { results } = JSON.parse(stdout) as { results: { outcomes: { verdict: string; failureSets: { faults: string; size: number }[]; certificate: { complete: boolean } }[] }[] };
    const [termination, agreement] = results[0]!.outcomes;
    expect(code).toBe(1);
    expect(termination!.verdict).toBe('broken');
    expect(termination!.failureSets.every(({ faults, size }) => size === 1 && faults.startsWith('crash:C/'))).toBe(true);
    expect(agreement).toMatchObject({ verdict: 'survives', certificate: { complete: true } });
  });
});

describe.concurrent('replay', () => {
  it('warns of a fault that did not fire, and says what exists instead', async () => {
    const { stderr, code } = await clew(['replay', '2pc/plain', '--faults', 'drop:C:p1:decide@3']);
    expect(code).toBe(0);
    expect(stderr).toContain('drop:C:p1:decide@3 did not fire');
    expect(stderr).toContain('drop:C:p1:decide@1');
  });

  it('warns of a fault that comes too late', async () => {
    const { stderr } = await clew(['replay', '2pc/plain', '--faults', 'drop:C:p1:decide@1', '--until', '1']);
    expect(stderr).toContain('comes after tick 1');
  });

  it('shows every step where there is no terminal to walk on', async () => {
    const { stdout } = await clew(['replay', '2pc/plain', '--step']);
    expect(stdout).toContain('step 10 of 10');
    expect(stdout).toContain('C.state.yes.p1 gets "p1"');
  });
});

describe.concurrent('colours', () => {
  // oxlint-disable-next-line no-control-regex
  const coloured = /\u001b\[/;

  it.each([
    [false, 'without a terminal', {}, []],
    [true, 'when they are forced', { FORCE_COLOR: '1' }, []],
    [false, 'with --no-color', { FORCE_COLOR: '1' }, ['--no-color']],
    [false, 'with NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, []],
  ])('%j %s', async (expected, _, env, words) => {
    const { stdout } = await clew(['run', '2pc/plain', '--crashes', '1', ...words], { env });
    expect(coloured.test(stdout)).toBe(expected);
  });
});

it.each([['--version'], ['--help'], ['list']])('%s loads little: no terminal interface, no loader of TypeScript, no test library', async (word) => {
  const coverage = mkdtempSync(path.join(tmpdir(), 'clew-loaded-'));
  try {
    await clew([word], { env: { NODE_V8_COVERAGE: coverage } });
    const { result } = JSON.parse(readFileSync(path.join(coverage, readdirSync(coverage)[0]!), 'utf8')) as { result: readonly { readonly url: string }[] };
    const files = result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
    expect(files.filter((url) => /node_modules\/(?!commander|chalk|yjs|lib0)/.test(url))).toEqual([]);
    if (word !== 'list') expect(files.length).toBeLessThan(40);
  } finally {
    rmSync(coverage, { recursive: true, force: true });
  }
});

it.each(commandLine().commands.map((command) => [command.name(), command] as const).filter(([name]) => name !== 'help'))('the help of %s has examples', (_, command) => {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  expect(help).toMatch(/Examples:\n {2}\$ .*clew /);
});

function timeless(document: string): string {
  return document.replaceAll(/"elapsedMs": [\d.]+/g, '');
}
