import { afterAll, describe, expect, it } from 'vitest';
import { shop } from './mistakes.ts';
import { clew, folderWith } from './spawned.ts';

const named = (name: string) => shop.replace('shop/once', name);
const config = (settings: string) => `import { defineConfig } from 'clew';\n\nexport default defineConfig({\n  ${settings}\n});\n`;

const { folder, remove } = folderWith({
  'ours/package.json': '{ "type": "module" }',
  'ours/clew.config.ts': config("scenarios: ['src/**/*.scenario.ts'],\n  bounds: { drops: 1 },\n  outcomes: ['agreed'],"),
  'ours/src/shop.scenario.ts': shop,
  'ours/src/deep/own.scenario.ts': named('2pc/plain').replace('  outcomes: {', "  bounds: { dups: 1 },\n  outcomes: {\n    other: eventually('the bank is told', ({ nodes }) => nodes.bank.state.charged > 0),"),
  'ours/node_modules/some/src/not.scenario.ts': 'throw new Error("not ours")',
  'common/package.json': '{}',
  'common/clew.config.js': "module.exports = { scenarios: './*.scenario.cts' };\n",
  'common/first.scenario.cts': named('common/first'),
  'aliased/package.json': '{ "type": "module" }',
  'aliased/tsconfig.json': '{\n  // comments are allowed\n  "compilerOptions": { "paths": { "@/*": ["./lib/*"] } },\n}',
  'aliased/lib/bank.ts': "import { price } from 'prices';\nexport const amount: number = price('book');\n",
  'aliased/node_modules/prices/package.json': '{ "name": "prices", "main": "index.js" }',
  'aliased/node_modules/prices/index.js': 'exports.price = () => 1;\n',
  'aliased/deep/order.scenario.ts': `import { amount } from '@/bank';\n${named('aliased/order').replace('charged++', 'charged += amount')}`,
  'unknown/clew.config.ts': config("scenarios: [],\n  bound: { drops: 1 },"),
  'bound/clew.config.ts': config("bounds: {\n    drop: 1,\n  },"),
  'nameless/clew.config.ts': "export const config = { scenarios: [] };\n",
  'syntax/clew.config.ts': 'export default {\n  scenarios: [,\n};\n',
  'empty/clew.config.ts': config("scenarios: ['protocols/*.ts'],"),
});
afterAll(remove);

const inFolder = (below: string) => ({ cwd: `${folder}/${below}` });
const scenariosOf = ({ stdout }: { readonly stdout: string }) => (JSON.parse(stdout) as { results: { scenario: string; reference: string; bounds: { budget: object }; outcomes: { name: string }[] }[] }).results;

describe.concurrent('in a project with a configuration', () => {
  it('all of its scenarios are run where none is named, also from a folder below', async () => {
    expect(scenariosOf(await clew(['run', '--json'], inFolder('ours'))).map(({ reference }) => reference)).toEqual(['src/deep/own.scenario.ts', 'src/shop.scenario.ts']);
    expect(scenariosOf(await clew(['run', '--json'], inFolder('ours/src/deep'))).map(({ reference }) => reference)).toEqual(['own.scenario.ts', '../shop.scenario.ts']);
  });

  it('its bounds and outcomes are those of scenarios that say nothing of their own', async () => {
    const [own, silent] = scenariosOf(await clew(['run', '--json'], inFolder('ours')));
    expect([own!.bounds.budget, silent!.bounds.budget]).toEqual([{ dup: 1 }, { drop: 1 }]);
    expect(own!.outcomes.map(({ name }) => name)).toEqual(['agreed']);
  });

  it('options win over both', async () => {
    const [own] = scenariosOf(await clew(['run', '2pc/plain', '--crashes', '1', '--outcome', 'other', '--json'], inFolder('ours')));
    expect(own).toMatchObject({ bounds: { budget: { crash: 1 } }, outcomes: [{ name: 'other' }] });
  });

  it('a name means its own scenario before one of the library, as a replay does', async () => {
    const replayed = await clew(['replay', 'shop/once', '--faults', 'drop:bank:shop:paid@1'], inFolder('ours'));
    expect(replayed).toMatchObject({ code: 1, stderr: '' });
    expect((await clew(['list', '2pc/plain', '--json'], inFolder('ours'))).stdout).toContain('own.scenario.ts');
    expect((await clew(['list', '2pc/timeout', '--json'], inFolder('ours'))).stdout).toContain('"2pc/timeout"');
    expect((await clew(['list', '--library'], inFolder('ours'))).stdout).toContain('3pc/termination');
    expect((await clew(['list'], inFolder('ours'))).stdout).not.toContain('3pc/termination');
  });

  it('the gate takes them all, and lies beside the configuration', async () => {
    expect(await clew(['gate', '--update'], inFolder('ours/src'))).toMatchObject({ code: 0, stderr: expect.stringContaining('../clew.gate.json is written: 2 scenarios') as string });
    expect(await clew(['gate'], inFolder('ours'))).toMatchObject({ code: 0, stdout: expect.stringContaining('as agreed: 2 scenarios') as string });
  });

  it('CommonJS will do', async () => {
    expect(scenariosOf(await clew(['run', '--json'], inFolder('common')))).toMatchObject([{ reference: 'first.scenario.cts' }]);
  });
});

describe.concurrent('scenario files', () => {
  it('may be named by a glob', async () => {
    expect(scenariosOf(await clew(['run', 'ours/src/**/*.scenario.ts', '--json'], { cwd: folder })).map(({ scenario }) => scenario)).toEqual(['2pc/plain', 'shop/once']);
  });

  it('may use path aliases of their tsconfig.json, and packages', async () => {
    expect(scenariosOf(await clew(['run', 'deep/order.scenario.ts', '--json'], inFolder('aliased')))).toMatchObject([{ scenario: 'aliased/order' }]);
  });

  it('that no glob matches are an error', async () => {
    expect(await clew(['run', 'src/*.ts'], inFolder('empty'))).toMatchObject({ code: 2, stderr: expect.stringContaining('no file matches src/*.ts (CLEW_BAD_FILE)') as string });
  });
});

describe.concurrent('a mistake in a configuration', () => {
  it.each([
    ['unknown', 'clew.config.ts:5', 'Did you mean "bounds"?'],
    ['bound', 'clew.config.ts:5', 'Did you mean "drops"?'],
    ['nameless', 'clew.config.ts:1', 'Expected: export default defineConfig('],
    ['syntax', 'clew.config.ts:', 'A syntax error'],
    ['empty', 'scenarios  protocols/*.ts', 'names no scenario file that is there'],
  ])('%s is shown at %s, and says %j', async (below, place, saying) => {
    const { code, stderr } = await clew(['run'], inFolder(below));
    expect(stderr).toContain('(CLEW_BAD_FILE)');
    expect(stderr).toContain(place);
    expect(stderr).toContain(saying);
    expect(code).toBe(2);
  });
});
