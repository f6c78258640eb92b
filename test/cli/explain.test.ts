import { afterAll, describe, expect, it } from 'vitest';
import { throwsUnderFaults } from './mistakes.ts';
import { clew, flaws, folderWith } from './spawned.ts';

const { folder, remove } = folderWith({ 'hasty.ts': throwsUnderFaults });
afterAll(remove);

describe.concurrent('clew explain', () => {
  it('says why it holds, what covers each link, and how it breaks', async () => {
    const { code, stdout, stderr } = await clew(['explain', '2pc/timeout', 'termination']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('p1.state.decision = commit since p1 takes decide commit from C, tick 3');
    expect(stdout).toContain('└ C:p1:decide@1 sent as C takes vote yes from p3, tick 2');
    expect(stdout).toContain('… as above');
    expect(stdout).toMatch(/C → p1 p2 p3 {2}decide +nothing +drop:C:p1:decide@1 breaks it/);
    expect(stdout).toContain('1  C crashes after all have sent it vote and before it sends decide to anyone');
    expect(stdout).toContain('replay  clew replay 2pc/timeout --faults crash:C/p1:vote@1');
    expect(stdout).not.toContain('agreement');
  });

  it('of an outcome that survives gives the certificate', async () => {
    const { code, stdout } = await clew(['explain', '2pc/timeout', 'agreement', '--crashes', '1']);
    expect(code).toBe(0);
    expect(stdout).toContain('agreement  survives');
    expect(stdout).toMatch(/every failure set of at most 1 fault within these bounds is covered/);
    expect(stdout).not.toContain('to break it');
  });

  it('of one failure set explains that run alone', async () => {
    const { code, stdout } = await clew(['explain', '2pc/timeout', '--faults', 'drop:C:p1:decide@1']);
    expect(code).toBe(1);
    expect(stdout).toContain('How drop:C:p1:decide@1 breaks it');
    expect(stdout).toContain('here: tick 2  p3 → C  vote "yes", and sends decide "commit" to p1, which is lost');
    expect(stdout).toContain('it holds, with p1.state.decision = undefined');
  });

  it('draws every way only when asked to', async () => {
    const [some, all] = await Promise.all([clew(['explain', '2pc/timeout', 'termination']), clew(['explain', '2pc/timeout', 'termination', '--all'])]);
    const replays = (text: string) => text.split('clew replay').length - 1;
    expect(replays(some.stdout)).toBeLessThan(replays(all.stdout));
    expect(some.stdout).toContain('--all draws every one');
  });

  it('puts the good run and the broken one side by side, around the place at which they part', async () => {
    const { stdout } = await clew(['explain', '2pc/timeout', 'termination']);
    expect(stdout).toMatch(/tick {2}without faults +│ crash:C\/p1:vote@1\n/);
    expect(stdout).toMatch(/ 2 {2}p1 → C {2}vote yes +◇ ╳ crash {2}C\n/);
  });

  it('draws with ASCII where the locale has nothing else, or on demand; documents are as they are', async () => {
    const words = ['explain', '2pc/timeout', 'termination'];
    const [unicode, byLocale, byOption, document, plain] = await Promise.all([clew(words), clew(words, { env: { LC_ALL: 'C' } }), clew([...words, '--ascii']), clew([...words, '--json'], { env: { LC_ALL: 'C' } }), clew([...words, '--json'])]);
    expect(unicode.stdout).toContain('└ C:p1:decide@1');
    // oxlint-disable-next-line no-control-regex
    expect(byLocale.stdout).toMatch(/^[\n -~]+$/);
    expect(byLocale.stdout).toContain('` C:p1:decide@1 sent as');
    expect(byLocale.stdout).toMatch(/ 2 {2}X crash before p1:vote@1/);
    expect(byOption.stdout).toBe(byLocale.stdout);
    expect(document.stdout).toBe(plain.stdout);
  });

  it('explains an exception', async () => {
    const { code, stdout } = await clew(['explain', 'hasty.ts', 'exception'], { cwd: folder });
    expect(code).toBe(1);
    expect(stdout).toMatch(/a's timer late runs out \(finds a\.state\.pongs = 0, not 1\), and throws Error: there is always an answer/);
  });

  it('warns of a fault that did not fire', async () => {
    const { code, stderr } = await clew(['explain', '2pc/timeout', '--faults', 'drop:C:p1:decide@9']);
    expect(code).toBe(0);
    expect(stderr).toContain('drop:C:p1:decide@9 did not fire');
  });
});

describe.concurrent('its JSON', () => {
  it.each([
    ['of a broken outcome', ['2pc/timeout', 'termination', '--crashes', '1']],
    ['of an outcome that survives', ['delivery/acked', '--drops', '1']],
    ['of one run', ['delivery/retry', '--faults', 'drop:a:b:message@1']],
    ['of a restart', ['2pc/plain', '--restarts', '1', '--dups', '1', '--depth', '1']],
  ])('%s keeps to its schema', async (_, words) => {
    const { stdout, stderr } = await clew(['explain', ...words, '--json']);
    expect(stderr).toBe('');
    expect(flaws(stdout, 'explain')).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'clew/explain/1' });
  });

  it('is the same from two processes', async () => {
    const words = ['explain', '3pc/timeout', 'agreement', '--crashes', '1', '--json'];
    const [first, second] = await Promise.all([clew(words), clew(words)]);
    expect(first.stdout).toBe(second.stdout);
  });
});

describe.concurrent('a mistake', () => {
  it.each([
    ['CLEW_UNKNOWN_OUTCOME', 'Did you mean "agreement"?', ['2pc/timeout', 'agrement']],
    ['CLEW_UNKNOWN_OUTCOME', 'Did you mean "agreement"?', ['2pc/timeout', 'agrement', '--faults', 'none']],
    ['CLEW_UNKNOWN_SCENARIO', 'Did you mean "2pc/timeout"?', ['2pc/timeot']],
    ['CLEW_UNKNOWN_NODE', 'names a node "p9"', ['2pc/timeout', '--faults', 'crash:p9/C:decide@1']],
    ['CLEW_BAD_FAULT', 'drop:a:b:vote@2', ['2pc/timeout', '--faults', 'drop:a']],
  ])('is %s, and says %j', async (code, saying, words) => {
    const ended = await clew(['explain', ...words, '--json']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`(${code})`);
    expect(ended.stderr).toContain(saying);
    expect(flaws(ended.stdout, 'error')).toEqual([]);
  });
});
