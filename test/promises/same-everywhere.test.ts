import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const searched = ['run', '2pc', 'lock', 'crdt/naive-counter', 'ordering/free', '--json'];

/** Node as others have it, beside the one that runs this test. */
const otherVersions = ['22', '24'].filter((version) => !process.versions.node.startsWith(`${version}.`));

/** What a process prints, but for the time it took; whatever its exit code, which says what it found. */
async function printedBy(command: string, words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, [...words], { maxBuffer: 2 ** 26 }).catch((error: { stdout?: string }) => {
    if (error.stdout === undefined || error.stdout === '') throw error as Error;
    return { stdout: error.stdout };
  });
  return stdout.replace(/"elapsedMs": ?[\d.]+/g, '"elapsedMs": 0');
}

const here = printedBy(process.execPath, [program, ...searched]);

it('two processes print the same, byte for byte, but for the time it took', async () => {
  expect(await printedBy(process.execPath, [program, ...searched])).toBe(await here);
  expect(await here).toContain('"failureSets"');
});

// The other versions come from the registry, which a developer may be without; the CI is not.
it.each(otherVersions)('so does Node %s', { timeout: 240_000 }, async (version) => {
  const node = ['--yes', '--package', `node@${version}`, 'node'];
  const found = await printedBy('npx', [...node, '--version']).catch(() => '');
  if (found === '' && process.env['CI'] !== 'true') return;
  expect(found).toMatch(new RegExp(`^v${version}\\.`));
  expect(await printedBy('npx', [...node, program, ...searched])).toBe(await here);
});
