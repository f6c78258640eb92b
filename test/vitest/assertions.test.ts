import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { classic } from '../../src/scenarios/delivery/classic.ts';
import { plain } from '../../src/scenarios/two-phase-commit/plain.ts';
import { assertBrokenBy, assertSurvives, ScenarioAssertionError } from '../../testing/index.ts';
import { folderWith } from '../cli/spawned.ts';

describe('assertions', () => {
  it('throw what the matchers say, and nothing where all is well', () => {
    assertSurvives(classic, { crashes: 1, depth: 1 });
    assertBrokenBy(plain, 'crash:C/p1:vote@1', { outcome: 'termination' });
    expect(() => assertSurvives(plain, { crashes: 1 })).toThrow(ScenarioAssertionError);
    expect(() => assertSurvives(plain, { crashes: 1 })).toThrow('termination is broken by crash:C/p1:vote@1');
    expect(() => assertBrokenBy(plain, 'crash:C/p1:vote@1', { outcome: 'agreement' })).toThrow('and only termination breaks');
  });
});

const root = fileURLToPath(new URL('../..', import.meta.url));

const saga = `
import { eventually, protocol } from 'clew';
const { component, scenario } = protocol();
const shop = component({ start: (node) => node.send('store', 'order') });
const store = component({ state: () => ({ orders: 0 }), on: { order: (node) => void node.state.orders++ } });
export const saga = scenario({
  name: 'saga/first',
  nodes: { shop, store },
  outcomes: { delivery: eventually('the order arrives', (world) => world.nodes.store.state.orders > 0) },
});
`;

const project = folderWith({
  'package.json': '{ "type": "module" }',
  'saga.scenario.js': saga,
  'saga.vitest.ts': `
import 'clew/vitest';
import { expect, it } from 'vitest';
import { saga } from './saga.scenario.js';
it('survives', () => expect(saga).toSurvive({ drops: 1 }));
it('has a known weakness', () => expect(saga).toBeBrokenBy('drop:shop:store:order@1'));
`,
  'saga.node-test.js': `
import test from 'node:test';
import { assertBrokenBy, assertSurvives } from 'clew/testing';
import { saga } from './saga.scenario.js';
test('survives', () => assertSurvives(saga, { drops: 1 }));
test('has a known weakness', () => assertBrokenBy(saga, 'drop:shop:store:order@1'));
`,
  'vitest.config.js': `export default { test: { include: ['*.vitest.ts'] } };`,
});
mkdirSync(path.join(project.folder, 'node_modules'));
for (const [name, target] of [['clew', root], ['vitest', path.join(root, 'node_modules/vitest')]] as const) symlinkSync(target, path.join(project.folder, 'node_modules', name), 'dir');
afterAll(() => project.remove());

function spawned(words: readonly string[]): string {
  const { NODE_ENV: _env, VITEST: _vitest, NODE_OPTIONS: _options, NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: project.folder, encoding: 'utf8', env: { ...env, NO_COLOR: '1' } });
  return stdout + stderr;
}

describe('a project that depends on clew', () => {
  it('uses `clew/vitest`', () => {
    const output = spawned([path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=verbose']);
    expect(output).toContain('delivery is broken by drop:shop:store:order@1');
    expect(output).toContain('replay   clew replay saga/first --faults drop:shop:store:order@1');
    expect(output).toMatch(/Tests {2}1 failed \| 1 passed/);
  });

  it('uses `clew/testing` with node:test', () => {
    const output = spawned(['--test', '--test-reporter=tap', 'saga.node-test.js']);
    expect(output).toContain('delivery is broken by drop:shop:store:order@1');
    expect(output).toMatch(/# pass 1\n# fail 1/);
  });
});
