import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { clew, flaws, folderWith } from './spawned.ts';

/** A scenario with much to search that says so when its first handler runs: printing is the one thing outside that no run depends on. */
const patient = `import { always, protocol } from 'clew';

const { component, scenario } = protocol<{ word: number }, { next: null }>();

let said = false;
const a = component({
  state: () => ({ sent: 0 }),
  start(node) {
    if (!said) process.stderr.write('searching');
    said = true;
    node.after(1, 'next');
  },
  timers: {
    next(node) {
      for (const to of node.others) node.send(to, 'word', ++node.state.sent);
      if (node.state.sent < 60) node.after(1, 'next');
    },
  },
});
const b = component({ state: () => ({ words: 0 }), on: { word: (node) => void node.state.words++ } });
const outcomes = { few: always('not too many words', ({ nodes }) => nodes.b.state.words <= 100 && nodes.c.state.words <= 100) };

export const first = scenario({ name: 'patient/first', nodes: { a, b, c: b }, outcomes });
export const second = scenario({ name: 'patient/second', nodes: { a, b, c: b }, outcomes });
`;

const { folder, remove } = folderWith({ 'patient.ts': patient });
afterAll(remove);

const bounds = ['--drops', '5', '--depth', '5'];
const inFolder = { cwd: folder };

/** Presses Ctrl-C a moment after the search has begun. */
function interrupt(child: ChildProcess): void {
  child.stderr!.once('data', () => setTimeout(() => child.kill('SIGINT'), 500));
}

describe.concurrent('Ctrl-C', () => {
  it('ends with what is known, and saves it', async () => {
    const { code, signal, stdout } = await clew(['run', 'patient.ts', ...bounds, '--json', '--save', 'run.json'], { ...inFolder, meanwhile: interrupt });
    expect({ code, signal }).toEqual({ code: 3, signal: null });
    expect(flaws(stdout, 'run')).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true, notSearched: ['patient/second'], results: [{ interrupted: true, outcomes: [{ verdict: 'undecided' }] }] });
    expect(readFileSync(path.join(folder, 'run.json'), 'utf8')).toBe(stdout);
    expect(readdirSync(folder).toSorted()).toEqual(['patient.ts', 'run.json']);
  });

  it('says so in words', async () => {
    const { code, stdout } = await clew(['run', 'patient.ts', '--search', 'random', '--runs', '1000000000'], { ...inFolder, meanwhile: interrupt });
    expect(code).toBe(3);
    expect(stdout).toContain('undecided');
    expect(stdout).toContain('not searched: patient/second');
  });

  it('ends a comparison too', async () => {
    const { code, stdout } = await clew(['compare', 'patient.ts#first', ...bounds, '--json'], { ...inFolder, meanwhile: interrupt });
    expect(code).toBe(3);
    expect(flaws(stdout, 'compare')).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true });
  });
});

describe.concurrent('a budget', () => {
  it('of time ends the search', async () => {
    const { code, stdout } = await clew(['run', 'patient.ts#first', '--search', 'random', '--budget', '300ms', '--json'], inFolder);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: false, results: [{ interrupted: true }] });
  });

  it('of time ends a search level by level, which certifies no more than was done', async () => {
    const { code, stdout } = await clew(['run', 'patient.ts#first', ...bounds, '--budget', '500ms', '--json'], inFolder);
    expect(code).toBe(3);
    expect(flaws(stdout, 'run')).toEqual([]);
    const [{ outcomes }] = (JSON.parse(stdout) as { results: [{ outcomes: [{ verdict: string; certificate: { depth: number; complete: boolean; shareOfNext: number } }] }] }).results;
    expect(outcomes[0]).toMatchObject({ verdict: 'undecided', certificate: { complete: false } });
    expect(outcomes[0].certificate.depth).toBeLessThan(5);
    expect(outcomes[0].certificate.shareOfNext).toBeLessThan(1);
  });

  it('of runs ends it exactly there', async () => {
    const { stdout } = await clew(['run', '3pc/termination', '--runs', '17', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ runs: 17, interrupted: true }] });
  });
});

it('a search that ends before the run without faults has had its turn says that nothing is done', async () => {
  const { stdout } = await clew(['run', '2pc/timeout', '--runs', '1', '--json']);
  const [{ outcomes }] = (JSON.parse(stdout) as { results: [{ outcomes: { certificate: object }[] }] }).results;
  for (const { certificate } of outcomes) expect(certificate).toMatchObject({ depth: -1, complete: false, covered: 0, shareOfNext: 0 });
});

it('a reader that has seen enough is no error', async () => {
  const { code, stderr } = await clew(['list', '--json'], { meanwhile: (child) => child.stdout!.once('data', () => child.stdout!.destroy()) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
