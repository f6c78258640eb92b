import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { shop } from './mistakes.ts';
import { folderWith } from './spawned.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Names every module on stderr as it is loaded, from the thread in which Node runs hooks. */
const naming = `import { writeSync } from 'node:fs';
export async function load(url, context, next) {
  writeSync(2, 'loads ' + url + '\\n');
  return next(url, context);
}`;
const { folder, remove } = folderWith({
  'naming.mjs': naming,
  'register.mjs': "import { register } from 'node:module';\nregister('./naming.mjs', import.meta.url);\n",
  'shop.mjs': shop.replace(/<Messages>|type .*;\n/g, ''),
});
afterAll(remove);

/** The modules that a command loads, but for those of Node. */
function loadedBy(...words: string[]): string[] {
  const { stderr, status } = spawnSync(process.execPath, ['--import', path.join(folder, 'register.mjs'), path.join(root, 'dist/cli/main.js'), ...words], { cwd: folder, encoding: 'utf8' });
  expect(status, stderr).not.toBe(70);
  return [...stderr.matchAll(/^loads file:\/\/(.*)$/gm)].map(([, file]) => path.relative(root, file!));
}

const heavy = /\/(ink|react|tsx|esbuild|chalk|tinyglobby|fast-check|yoga-layout)\//;

// What starts slowly is what loads much. A time would fail on a machine that is busy; these do not.
describe('nothing is loaded before it is needed', () => {
  it.each([['--version'], ['--help'], ['run', '--help']])('by clew %s %s', (...words) => {
    const loaded = loadedBy(...words);
    expect(loaded).toContain('dist/cli/main.js');
    expect(loaded.filter((file) => heavy.test(file) || /dist\/src\/(search|scenarios|explanation|gate|workload|components|checkers)\//.test(file))).toEqual([]);
    expect(loaded.length).toBeLessThanOrEqual(45);
  });

  it('by a run of a scenario in JavaScript: neither the loader of TypeScript, nor the library, nor the interface in the terminal', () => {
    expect(loadedBy('run', 'shop.mjs').filter((file) => heavy.test(file) || /dist\/(src\/scenarios|reports\/tui|reports\/html)\//.test(file))).toEqual([]);
  });
});
