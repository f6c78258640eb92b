import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clew, folderWith } from './spawned.ts';

let project: ReturnType<typeof folderWith>;
const at = (name: string) => path.join(project.folder, name);
const text = (name: string) => readFileSync(at(name), 'utf8');

beforeEach(() => {
  project = folderWith({
    'package.json': '{ "devDependencies": { "clew": "*" } }',
    'taken/outbox.scenario.ts': 'mine',
    'taken/clew.gate.json': '{}',
    'taken/clew.config.mjs': 'export default {};\n',
    'services/orders/package.json': '{ "dependencies": { "clew": "*", "vitest": "*" } }',
  });
});
afterEach(() => project.remove());

const init = (...words: string[]) => clew(['init', ...words], { cwd: project.folder });

describe.sequential('clew init', () => {
  it('writes a gate file of what was really found, with a reason for the weakness', async () => {
    const { code, stdout } = await init();
    expect(code).toBe(0);
    expect(JSON.parse(text('clew.gate.json'))).toMatchObject({
      scenarios: [{ scenario: 'outbox/first', file: 'outbox.scenario.ts', outcomes: [{ outcome: 'delivered', verdict: 'survives' }, { outcome: 'once', verdict: 'broken', because: expect.stringContaining('does not remember') as string }] }],
    });
    expect(stdout).toContain('npm install --save-dev vitest ');
    expect(stdout).not.toContain('npm init');
  });

  it('leaves alone what is there, and names it', async () => {
    const { code, stdout } = await init('taken');
    expect(code).toBe(0);
    expect(text('taken/outbox.scenario.ts')).toBe('mine');
    expect(text('taken/clew.gate.json')).toBe('{}');
    expect(existsSync(at('taken/clew.config.ts'))).toBe(false);
    for (const file of ['outbox.scenario.ts', 'clew.gate.json', 'clew.config.mjs']) expect(stdout).toContain(`left alone  ${file}`);
    expect(stdout).toContain('written     outbox.test.ts');
    expect(stdout).toContain('cd taken\n');
    expect(stdout).toContain('npm init --yes');
  });

  it('in a folder of a repository, puts the workflow where GitHub looks for it', async () => {
    mkdirSync(at('.git'));
    const { stdout } = await init('services/orders');
    expect(stdout).toContain('written     ../../.github/workflows/clew.yml');
    expect(text('.github/workflows/clew.yml')).toContain('working-directory: "services/orders"');
    expect(stdout).not.toContain('npm install');
  });

  it('says why it cannot, and what to type', async () => {
    expect(await init('package.json')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/package\.json cannot be made a project \(CLEW_CANNOT_WRITE\)\n.*\n.*\n {2}clew init <folder>/) as string });
    expect(existsSync(at('clew.config.ts'))).toBe(false);
  });
});
