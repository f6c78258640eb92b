import { afterAll, describe, expect, it } from 'vitest';
import { mistaken, shop, throwsUnderFaults } from './mistakes.ts';
import { clew, flaws, folderWith } from './spawned.ts';

const { folder, remove } = folderWith({
  'shop.ts': shop,
  'shop.mts': shop,
  'shop.cts': shop.replace('shop/once', 'shop/common'),
  'shop.mjs': shop.replace(/<Messages>|type .*;\n/g, ''),
  'two.ts': `export { once } from './shop';\nexport { once as again } from './shop';\nexport { other } from './other';\n`,
  'other.ts': shop.replace('shop/once', 'shop/other').replace('const once', 'const other'),
  'same.ts': `export { once } from './shop';\nexport { once as different } from './copy';\n`,
  'copy.ts': shop,
  'common.cjs': `${shop.replace(/<Messages>|type .*;\n/g, '').replace(/^import (.*) from 'clew';/, "const $1 = require('clew');").replace('export const once =', 'exports.once =')}
for (const name of ['clew/components', 'clew/checkers']) if (typeof require(name) !== 'object') throw new Error(name);
if (require('clew').protocol !== protocol) throw new Error('another clew');
`,
  'parts.mts': `${shop}import * as components from 'clew/components';\nimport * as checkers from 'clew/checkers';\nif (typeof components !== 'object' || typeof checkers !== 'object') throw new Error('no parts');\n`,
  'ill-typed.ts': `${shop}const count: number = 'not a number';\nexport const more: string = count.nowhere;\n`,
  'prints.ts': shop.replace('node.state.charged++;', "console.log('a handler prints', item);\n      node.state.charged++;"),
  'talks.ts': `${shop}console.log('loaded');\n`,
  'nothing.ts': `import 'clew';\nexport const answer = 42;\n`,
  'syntax.ts': `import { protocol } from 'clew';\n\nconst x: = 3;\n`,
  'syntax.mjs': `import { protocol } from 'clew';\nconst = 3;\n`,
  'no-export.ts': `import { protocool } from 'clew';\nexport const x = protocool;\n`,
  'no-module.ts': `import 'clew';\nimport { x } from './nowhere.ts';\nexport const y = x;\n`,
  'throws.ts': `const make = (): number => {\n  throw new Error('no luck');\n};\nexport const x = make();\n`,
  'unsafe.ts': shop.replace('the shop knows of', String.raw`\u001b[31mred\u202e of`).replaceAll("'shop/once'", String.raw`'shop/\u001b[2J'`),
  'unknown-node.ts': mistaken({ ping: `node.send('c', 'pong', value);` }),
  'unknown-message.ts': mistaken({ ping: `node.send(from, 'pang' as 'pong', value);` }),
  'loop.ts': mistaken({ ping: `if (value > 0) return node.send(node.id, 'ping', value + 1);` }),
  'date.ts': mistaken({ state: 'pings: 0, at: new Date(0)' }),
  'random.ts': mistaken({ ping: 'if (Math.random() < 0.5) return;' }),
  'module-state.ts': mistaken({ top: 'let seen = 0;', ping: 'if (seen++ % 2 === 1) return;' }),
  'module-set.ts': mistaken({ top: 'const seen = new Set<number>();', ping: 'if (seen.has(value)) return; seen.add(value);', outcome: `always('is fine', ({ nodes }) => nodes.a.state.pongs < 2)` }),
  'throw.ts': mistaken({ ping: `throw new Error('no luck');` }),
  'always-true.ts': mistaken({ outcome: `always('is fine', () => true)` }),
  'never-true.ts': mistaken({ outcome: `eventually('is fine', ({ nodes }) => nodes.a.state.pongs > 5)` }),
  'asynchronous.ts': mistaken({ ping: 'await Promise.resolve();' }).replace('ping(node', 'async ping(node'),
  'hasty.ts': throwsUnderFaults,
  'alike.ts': mistaken({}).replace('nodes: { a, b }', "nodes: { a, b, c: b }, interchangeable: [['b', 'c']]"),
  'alone.ts': mistaken({}).replace('nodes: { a, b }', "nodes: { a, b, c: b }, interchangeable: [['c']]"),
});
afterAll(remove);

const inFolder = { cwd: folder };

describe.concurrent('a scenario file outside the project', () => {
  it.each(['shop.ts', 'shop.mts', 'shop.cts', 'shop.mjs', 'common.cjs', 'parts.mts', 'ill-typed.ts', './shop.ts#shop/once', 'shop.ts#once'])('%s runs as it is', async (file) => {
    const { code, stdout, stderr } = await clew(['run', file], inFolder);
    expect(stderr).toBe('');
    expect(stdout).toContain('drop:bank:shop:paid@1');
    expect(code).toBe(1);
  });

  it('may export several scenarios, each counted once', async () => {
    const { stdout } = await clew(['run', 'two.ts', '--json'], inFolder);
    const { results } = JSON.parse(stdout) as { results: { scenario: string; reference: string }[] };
    expect(results.map(({ reference }) => reference)).toEqual(['two.ts#shop/once', 'two.ts#shop/other']);
  });

  it('is replayed by the command that the report ends with', async () => {
    const { stdout } = await clew(['run', 'two.ts#shop/other'], inFolder);
    const command = /replay +clew (.*)/.exec(stdout)![1]!;
    const replayed = await clew(command.split(' '), inFolder);
    expect(replayed.code).toBe(1);
    expect(replayed.stdout).toContain('agreed');
  });

  it('may print, beside the results', async () => {
    const { stdout, stderr } = await clew(['run', 'talks.ts', '--json'], inFolder);
    expect(flaws(stdout, 'run')).toEqual([]);
    expect(stderr).toContain('loaded');
  });

  it('may print in its handlers, which is how many look for a mistake', async () => {
    const { code, stdout, stderr } = await clew(['run', 'prints.ts', '--json'], inFolder);
    expect({ code, flaws: flaws(stdout, 'run') }).toEqual({ code: 1, flaws: [] });
    expect(stderr).toMatch(/^(a handler prints book\n)+$/);
  });

  it('cannot do anything to a terminal', async () => {
    const { stdout } = await clew(['run', 'unsafe.ts'], inFolder);
    // oxlint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
    const json = await clew(['run', 'unsafe.ts', '--json'], inFolder);
    // oxlint-disable-next-line no-control-regex
    expect(json.stdout).not.toMatch(/[\u001b\u202e]/);
    expect(json.stdout).toContain(String.raw`\u202e`);
  });
});

describe.concurrent('a mistake in a scenario file', () => {
  it.each([
    ['syntax.ts', 'CLEW_BAD_FILE', 'syntax.ts:3:10'],
    ['syntax.mjs', 'CLEW_BAD_FILE', 'syntax.mjs:2'],
    ['no-export.ts', 'CLEW_BAD_FILE', 'no-export.ts:1'],
    ['no-module.ts', 'CLEW_BAD_FILE', 'no-module.ts:2'],
    ['throws.ts', 'CLEW_BAD_FILE', 'throws.ts:2'],
    ['nothing.ts', 'CLEW_BAD_FILE', 'Expected: export const'],
    ['missing.ts', 'CLEW_BAD_FILE', 'there is no file missing.ts'],
    ['shop.ts#twice', 'CLEW_UNKNOWN_SCENARIO', '"shop/once"'],
    ['same.ts', 'CLEW_BAD_SCENARIO', 'two scenarios in same.ts are called "shop/once"'],
    ['unknown-node.ts', 'CLEW_UNKNOWN_NODE', 'b sends "pong" to "c"'],
    ['unknown-message.ts', 'CLEW_UNKNOWN_MESSAGE', 'Did you mean "pong"?'],
    ['loop.ts', 'CLEW_ENDLESS_TICK', 'sends to itself'],
    ['date.ts', 'CLEW_UNTRACKED_VALUE', 'b.state.at'],
    ['random.ts', 'CLEW_IMPURE_HANDLER', 'Math.random() is called in the handler of b/a:ping@1'],
    ['module-state.ts', 'CLEW_NOT_REPEATABLE', 'a module variable'],
    // Only the very first run is another one: all that come later find the set as it was left.
    ['module-set.ts', 'CLEW_NOT_REPEATABLE', 'a module variable'],
    ['throw.ts', 'CLEW_HANDLER_THREW', 'throw.ts:18'],
    ['alone.ts', 'CLEW_BAD_SCENARIO', 'declares c alone interchangeable'],
    ['alike.ts', 'CLEW_NOT_INTERCHANGEABLE', 'not broken by'],
    ['always-true.ts', 'CLEW_VACUOUS_OUTCOME', 'it looks at nothing'],
    ['never-true.ts', 'CLEW_BROKEN_WITHOUT_FAULTS', 'is broken without any fault'],
    ['asynchronous.ts', 'CLEW_IMPURE_HANDLER', 'is asynchronous'],
  ])('%s is %s, and says %j', async (file, code, saying) => {
    const ended = await clew(['run', file, '--json'], inFolder);
    expect(ended.stderr).toContain(`(${code})`);
    expect(ended.stderr).toContain(saying);
    expect(ended.stderr).not.toMatch(/^ +at .*(dist|node_modules)/m);
    expect(ended.code).toBe(2);
    expect(flaws(ended.stdout, 'error')).toEqual([]);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code } });
  });

  it('that only shows under faults is a finding', async () => {
    const { code, stdout } = await clew(['run', 'hasty.ts', '--json'], inFolder);
    expect(code).toBe(1);
    expect(flaws(stdout, 'run')).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ outcomes: [{ name: 'few' }, { name: 'exception', verdict: 'broken' }] }] });
  });

  it('does not hide what the other files say', async () => {
    const { code, stdout, stderr } = await clew(['run', 'shop.ts', 'random.ts', '--json'], inFolder);
    expect(code).toBe(2);
    expect(flaws(stdout, 'run')).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ scenario: 'shop/once' }], errors: [{ scenario: 'mistake/made', code: 'CLEW_IMPURE_HANDLER' }] });
    expect(stderr).toContain('CLEW_IMPURE_HANDLER');
  });

  it.each(['module-state.ts', 'module-set.ts'])('of two runs that differ, as in %s, is shown by replaying twice', async (file) => {
    const { code, stderr } = await clew(['replay', file, '--twice'], inFolder);
    expect(code).toBe(2);
    expect(stderr).toContain('CLEW_NOT_REPEATABLE');
    expect(stderr).toMatch(/first .*\n.*second /);
  });
});
