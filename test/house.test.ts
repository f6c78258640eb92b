import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inspect } from './house/rules.ts';
import { parse, readSources } from './house/source.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['src', 'cli', 'reports', 'testing', 'bench', 'soundness', 'mutants', 'test'];

const violationsOf = (file: string, text: string) => inspect([parse(file, text)]);
const functionOf = (lines: number) => `function long() {\n${'  void 0;\n'.repeat(lines - 2)}}\n`;
const importing = (file: string, specifier: string) => violationsOf(file, `import { it } from '${specifier}';\n`);

describe('the tree', () => {
  it('keeps the house rules', () => {
    expect(inspect(readSources(root, folders)).join('\n')).toBe('');
  });

  it('is really read', () => {
    expect(readSources(root, folders).map((source) => source.path)).toContain('test/house.test.ts');
  });
});

describe('imports', () => {
  it.each([
    ['src/lineage/cell.ts', '../simulator/run.ts'],
    ['src/lineage/cell.ts', '../index.ts'],
    ['src/simulator/run.ts', '../search/cover.ts'],
    ['src/simulator/run.ts', 'clew'],
    ['src/search/cover.ts', '../scenarios/2pc.ts'],
    ['src/search/cover.ts', '../../reports/text.ts'],
    ['src/scenarios/2pc.ts', '../index.ts'],
    ['src/scenarios/2pc.ts', '../simulator/run.ts'],
    ['src/scenarios/2pc.ts', 'node:fs'],
    ['src/scenarios/2pc.ts', 'fast-check'],
    ['src/scenarios/2pc.ts', 'yjs'],
    ['src/components/log.ts', '../simulator/run.ts'],
    ['src/components/log.ts', '../scenarios/2pc.ts'],
    ['src/checkers/agreement.ts', 'fast-check'],
    ['src/search/cover.ts', '../gate/change.ts'],
    ['src/search/cover.ts', '../workload/workloads.ts'],
    ['src/gate/change.ts', '../../reports/text.ts'],
    ['src/workload/workloads.ts', '../gate/change.ts'],
    ['testing/vitest.ts', '../cli/main.ts'],
    ['cli/main.ts', '../testing/vitest.ts'],
    ['src/index.ts', './scenarios/2pc.ts'],
    ['src/index.ts', '../reports/text.ts'],
    ['reports/text.ts', '../cli/main.ts'],
    ['cli/main.ts', '../bench/main.ts'],
    ['cli/main.ts', '../package.json'],
    ['bench/main.ts', '../cli/main.ts'],
    ['soundness/main.ts', '../cli/main.ts'],
    ['mutants/main.ts', '../cli/main.ts'],
  ])('%s may not import %s', (file, specifier) => {
    expect(importing(file, specifier)).toEqual([expect.stringContaining(`${file}:1  imports: `)]);
  });

  it.each([
    ['src/lineage/cell.ts', './graph.ts'],
    ['src/simulator/run.ts', '../lineage/cell.ts'],
    ['src/search/cover.ts', '../simulator/run.ts'],
    ['src/scenarios/2pc.ts', 'clew'],
    ['src/scenarios/2pc.ts', 'clew/components'],
    ['src/components/log.ts', 'clew/checkers'],
    ['src/scenarios/2pc/cooperative.ts', '../2pc/plain.ts'],
    ['src/scenarios/crdt/yjs.ts', 'yjs'],
    ['src/index.ts', './search/cover.ts'],
    ['reports/text.ts', '../src/simulator/run.ts'],
    ['reports/tui/app.tsx', 'ink'],
    ['cli/main.ts', '../src/scenarios/catalog.ts'],
    ['cli/gate.ts', '../src/gate/change.ts'],
    ['testing/messages.ts', '../reports/text.ts'],
    ['cli/main.ts', '../reports/text.ts'],
  ])('%s may import %s', (file, specifier) => {
    expect(importing(file, specifier)).toEqual([]);
  });

  it.each([
    `export { it } from '../simulator/run.ts';`,
    `export * from '../simulator/run.ts';`,
    `import type { It } from '../simulator/run.ts';`,
    `void import('../simulator/run.ts');`,
    `let it: import('../simulator/run.ts').It;`,
  ])('an import is seen as %s', (text) => {
    expect(violationsOf('src/lineage/cell.ts', text)).toEqual([expect.stringContaining('must not import src/simulator')]);
  });

  it('names a part of src that has no place in the order', () => {
    expect(violationsOf('src/engine/loop.ts', '')).toEqual([expect.stringContaining('src/engine is no part')]);
  });

  it('asks for the extension', () => {
    expect(importing('cli/main.ts', './run.js')).toEqual([expect.stringContaining('.ts extension')]);
  });
});

describe('names', () => {
  it.each(['cli/utils/run.ts', 'cli/helpers/run.ts', 'src/search/types/run.ts', 'reports/common/run.ts', 'cli/types.ts', 'cli/runCommand.ts', 'cli/Run.tsx', 'cli/run_command.ts'])(
    '%s is refused',
    (file) => {
      expect(violationsOf(file, '')).toEqual([expect.stringContaining('names: ')]);
    },
  );

  it.each(['cli/run-command.ts', 'src/scenarios/2pc/plain.ts', 'test/unit/run.test.ts'])('%s is fine', (file) => {
    expect(violationsOf(file, '')).toEqual([]);
  });
});

describe('default exports', () => {
  it.each(['export default 1;', 'const it = 1; export { it as default };', `export { default } from 'ink';`])('%s is refused', (text) => {
    expect(violationsOf('bench/main.ts', text)).toEqual([expect.stringContaining('default-export: ')]);
  });

  it('is fine in a configuration file', () => {
    expect(violationsOf('test/vitest.config.ts', 'export default 1;')).toEqual([]);
  });
});

describe('banned globals', () => {
  it.each([
    `console.log(1);`,
    `const now = Date.now();`,
    `const now = new Date();`,
    `process.exit(1);`,
    `const draw = Math.random();`,
    `const draw = Math['random']();`,
    `const { random } = Math;`,
    `const now = globalThis.Date;`,
    `const { Date: Clock } = globalThis;`,
    `const bag = { process };`,
    `const key = bag[process];`,
    `import process from 'node:process';`,
  ])('%s is refused under src', (text) => {
    expect(violationsOf('src/search/cover.ts', text)).toEqual([expect.stringContaining('src/search/cover.ts:1  banned-global: ')]);
    expect(violationsOf('cli/main.ts', text)).toEqual([]);
  });

  it.each([
    `// console.log(Date.now())`,
    `const text = 'process and Math.random';`,
    `const most = Math.max(1, 2);`,
    `const draw = node.random();`,
    `const clock = { Date: 1, process: 2 };`,
    `const now = clock.Date;`,
    `class Loop { process() {} }`,
    `const { process: handle } = loop;`,
  ])('%s is fine', (text) => {
    expect(violationsOf('src/search/cover.ts', text)).toEqual([]);
  });

  it('may be named where they are guarded', () => {
    expect(violationsOf('src/simulator/purity.ts', 'Math.random = () => Date.now();')).toEqual([]);
    expect(violationsOf('src/simulator/handler-calls.ts', 'console.log(1);')).toHaveLength(1);
  });
});

describe('length', () => {
  it('of a function is at most 70 lines', () => {
    expect(violationsOf('cli/main.ts', functionOf(70))).toEqual([]);
    expect(violationsOf('cli/main.ts', `\n${functionOf(71)}`)).toEqual([
      'cli/main.ts:2  function-length: a function of 71 lines; at most 70',
    ]);
  });

  it('counts arrow functions and methods', () => {
    const body = '  void 0;\n'.repeat(70);
    expect(violationsOf('cli/main.ts', `const long = () => {\n${body}};\n`)).toHaveLength(1);
    expect(violationsOf('cli/main.ts', `class Long { method() {\n${body}} }\n`)).toHaveLength(1);
  });

  it('of a file is at most 300 lines', () => {
    expect(violationsOf('reports/text.ts', 'void 0;\n'.repeat(300))).toEqual([]);
    expect(violationsOf('reports/text.ts', 'void 0;\n'.repeat(301))).toEqual([
      'reports/text.ts:1  file-length: a file of 301 lines; at most 300',
    ]);
  });
});

describe('doc comments', () => {
  it.each([
    'export function bare() {}',
    'export async function bare() {}',
    'export class bare {}',
    'export interface bare {}',
    'export type bare = 1;',
    'export const bare = 1;',
    'export const { bare } = it;',
    'export const [bare] = it;',
    'const bare = 1;\nexport { bare };',
    '/** Too far. */\n\nexport const bare = 1;',
    '/* Not a doc comment. */\nexport const bare = 1;',
    '// Not a doc comment.\nexport const bare = 1;',
    '/** Of another. */\nconst other = 1;\nexport const bare = other;',
  ])('%j is refused', (text) => {
    expect(violationsOf('reports/text.ts', text)).toEqual([expect.stringContaining('bare has no doc comment')]);
  });

  it.each([
    '/** Said. */\nexport function said() {}',
    '/** Said. */ export type Said = 1;',
    '/**\n * Said.\n */\nexport const { said } = it;',
    '/** Said. */\n// oxlint-disable-next-line no-control-regex\nexport const said = 1;',
    '/** Said. */\nexport function said(a: 1): 1;\nexport function said(a: 2): 2;\nexport function said(a: unknown) { return a; }',
    '/** Said. */\nconst said = 1;\nexport { said };',
    `export { said } from './said.ts';`,
    'const inner = 1;',
  ])('%j is fine', (text) => {
    expect(violationsOf('reports/text.ts', text)).toEqual([]);
  });
});

it('a file that does not parse is named', () => {
  expect(violationsOf('cli/main.ts', 'const = ;')).toEqual([expect.stringContaining('cli/main.ts:1  syntax: ')]);
});
