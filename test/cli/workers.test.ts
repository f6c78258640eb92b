import { afterAll, expect, it } from 'vitest';
import { mistaken, shop } from './mistakes.ts';
import { clew, folderWith } from './spawned.ts';

const { folder, remove } = folderWith({
  'shop.ts': shop,
  'date.ts': mistaken({ state: 'pings: 0, at: new Date(0)' }),
  'other.ts': shop.replace('shop/once', 'shop/other'),
});
afterAll(remove);

const timeless = (text: string): string => text.replace(/"elapsedMs": [\d.]+/g, '"elapsedMs": 0');

it('the same is printed, byte for byte, whatever the number of threads', { timeout: 120_000 }, async () => {
  const [one, two, five] = await Promise.all([1, 2, 5].map((workers) => clew(['run', 'delivery', '2pc', 'lock', 'layers', '--json', '--workers', String(workers)])));
  expect(one!.code).toBe(1);
  expect(two!.code).toBe(1);
  expect(timeless(two!.stdout)).toBe(timeless(one!.stdout));
  expect(timeless(five!.stdout)).toBe(timeless(one!.stdout));
});

it("users' files are searched in threads as well, and their mistakes come out alike", async () => {
  const words = ['run', 'shop.ts', 'date.ts', 'other.ts'];
  const [one, two] = await Promise.all([1, 2].map((workers) => clew([...words, '--workers', String(workers)], { cwd: folder })));
  expect(one!.stderr).toContain('CLEW_UNTRACKED_VALUE');
  expect(one!.stdout).toContain('shop/other');
  expect(two).toEqual(one);
});

it('Ctrl-C ends all threads, with what is known', async () => {
  const { code, signal, stdout } = await clew(['run', 'raft', 'kafka', 'crdt', 'log', '--workers', '2', '--depth', '4', '--json'], { meanwhile: (child) => setTimeout(() => child.kill('SIGINT'), 5_000) });
  expect({ code, signal }).toEqual({ code: 3, signal: null });
  const { interrupted, results, notSearched } = JSON.parse(stdout) as { interrupted: boolean; results: readonly { readonly interrupted: boolean }[]; notSearched: readonly string[] };
  expect(interrupted).toBe(true);
  expect(results.filter((result) => result.interrupted).length).toBeGreaterThan(0);
  expect(results.length + notSearched.length).toBeGreaterThan(10);
});
