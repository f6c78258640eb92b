import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ThreadForerunners } from '../../cli/workers/thread-forerunners.ts';
import type * as Examine from '../../src/search/examine.ts';
import type * as Catalog from '../../src/scenarios/catalog.ts';
import { clew, folderWith } from './spawned.ts';

/** Two clients that write, and a server that keeps what it is told: enough to search that threads are started for it. */
const server = (mistake: string, more = ''): string => `import { always, eventually, protocol } from 'clew';
import { isMainThread } from 'node:worker_threads';

const { component, scenario } = protocol<{ word: number; heard: number }, { next: null }>();
export const here = isMainThread;
${more}
const client = component({
  state: () => ({ sent: 0, heard: 0 }),
  start: (node) => node.after(1, 'next'),
  timers: {
    next(node) {
      node.send('s', 'word', ++node.state.sent);
      if (node.state.sent < 14) node.after(1, 'next');
    },
  },
  on: { heard: (node) => void node.state.heard++ },
});
const s = component({
  state: () => ({ words: 0, last: 0 }),
  on: {
    word(node, word, from) {
      ${mistake}
      node.state.words++;
      node.state.last = word;
      node.send(from, 'heard', word);
    },
  },
});
export const words = scenario({
  name: 'words/kept',
  nodes: { a: client, b: client, s },
  outcomes: {
    few: always('not more words than were sent', ({ nodes }) => nodes.s.state.words <= 28),
    most: eventually('most words arrive', ({ nodes }) => nodes.s.state.words >= 26),
    heard: eventually('a hears most answers', ({ nodes }) => nodes.a.state.heard >= 12),
  },
});
`;

const { folder, remove } = folderWith({
  'words.ts': server(''),
  'throws.ts': server("if (word === 14 && node.state.words < 25) throw new Error('too many words are missing');"),
  'clock.ts': server('if (word === 14 && node.state.words < 25) setTimeout(() => undefined, 1);'),
  'counts.ts': server('if (++calls > 3_000) node.state.words++;', 'let calls = 0;'),
  'elsewhere.ts': server('if (!isMainThread && word === 9 && node.state.words < 16) node.state.words += 7;'),
});
afterAll(remove);

const bounds = ['--drops', '2', '--crashes', '1', '--depth', '2'];
const timeless = (text: string): string => text.replace(/"elapsedMs": [\d.]+/g, '"elapsedMs": 0').replace(/in \d[\d.]* m?s\b/g, 'in no time');

async function alike(words: readonly string[], code: number, workers = [1, 2, 3]): Promise<string> {
  const ended = [];
  for (const count of workers) ended.push(await clew([...words, '--workers', String(count)], { cwd: folder }));
  const [one, ...more] = ended.map(({ stdout, stderr, code: exit }) => ({ stdout: timeless(stdout), stderr, code: exit }));
  expect(one!.code).toBe(code);
  for (const other of more) expect(other).toEqual(one);
  return one!.stdout + one!.stderr;
}

describe('one search in several threads', { timeout: 300_000 }, () => {
  it('prints the same, byte for byte: a large scenario that survives', () => alike(['run', 'raft/correct', '--json'], 0, [1, 3]));

  it('prints the same: several outcomes, rivals, a broken one', async () => {
    await alike(['run', 'kafka/isr', '--json'], 1);
    await alike(['run', 'kafka/isr', '--all'], 1, [1, 2]);
  });

  it("prints the same of users' own files", () => alike(['run', 'words.ts', ...bounds, '--json'], 1, [1, 3]));

  it('prints the same where handlers throw', async () => {
    expect(await alike(['run', 'throws.ts', ...bounds, '--json'], 1)).toContain('"exception"');
    await alike(['run', 'throws.ts', ...bounds, '--outcome', 'exception', '--json'], 1, [1, 2]);
  });

  it('finds the same mistakes', async () => {
    expect(await alike(['run', 'clock.ts', ...bounds], 2, [1, 2])).toContain('setTimeout()');
  });

  it('believes no thread that runs the scenario otherwise', () => alike(['run', 'elsewhere.ts', ...bounds, '--json'], 1, [1, 2]));

  it('ends with what is known when its time is over', async () => {
    const { code, stdout } = await clew(['run', 'raft/correct', '--depth', '3', '--budget', '4s', '--workers', '2', '--json']);
    expect(code).toBe(3);
    const { results } = JSON.parse(stdout) as { results: readonly { readonly interrupted: boolean; readonly runs: number; readonly outcomes: readonly { readonly verdict: string; readonly certificate: { readonly complete: boolean; readonly runs: number } }[] }[] };
    expect(results[0]!.interrupted).toBe(true);
    for (const { verdict, certificate } of results[0]!.outcomes) {
      expect({ verdict, complete: certificate.complete }).toEqual({ verdict: 'undecided', complete: false });
      expect(certificate.runs).toBeLessThanOrEqual(results[0]!.runs);
    }
  });

  it('says that a scenario does not repeat itself where a thread has found it so', async () => {
    const [one, two] = [await clew(['run', 'counts.ts', ...bounds, '--workers', '1'], { cwd: folder }), await clew(['run', 'counts.ts', ...bounds, '--workers', '2'], { cwd: folder })];
    for (const { code, stderr } of [one, two]) expect({ code, repeats: !stderr.includes('CLEW_NOT_REPEATABLE') }).toEqual({ code: 2, repeats: false });
  });
});

describe('the threads', { timeout: 120_000 }, () => {
  it('make a good part of the runs', async () => {
    const built = fileURLToPath(new URL('../../dist', import.meta.url));
    const load = async <Exports>(file: string): Promise<Exports> => (await import(pathToFileURL(path.join(built, file)).href)) as Exports;
    const { ThreadForerunners: Threads } = await load<{ readonly ThreadForerunners: typeof ThreadForerunners }>('cli/workers/thread-forerunners.js');
    const { examine } = await load<typeof Examine>('src/search/examine.js');
    const { catalog } = await load<typeof Catalog>('src/scenarios/catalog.js');
    const told = new Set<number>();
    class Watched extends Threads {
      override heard(milliseconds: number): ReturnType<ThreadForerunners['heard']> {
        const some = super.heard(milliseconds);
        for (const { by } of some) told.add(by);
        return some;
      }
    }
    const forerunners = new Watched({ words: ['raft/correct'], place: 0, options: { workers: 3 } });
    const report = examine(catalog.find(({ name }) => name === 'raft/correct')!, { forerunners, runsMax: 3_000 });
    await forerunners.end();
    expect(report.runs).toBe(3_000);
    expect(told).toEqual(new Set([0, 1]));
  });
});
