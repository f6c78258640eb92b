import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installedProject, type Project } from './installed.ts';

/** What README.md says of what a user has to download. */
const [, megabytes, packages] = /less than (\d+) MB unpacked, and brings (\d+) packages/.exec(readFileSync('README.md', 'utf8')) ?? [];

/** The checks of are-the-types-wrong. Imported by name only: its types are those of another TypeScript. */
interface TypesChecker {
  createPackageFromTarballData(data: Uint8Array): object;
  checkPackage(checked: object): Promise<{ readonly problems: readonly { readonly kind: string; readonly entrypoint?: string; readonly resolutionKind?: string }[] }>;
}
const checkerName: string = '@arethetypeswrong/core';

/**
 * What are-the-types-wrong says that is on purpose. Resolution without `exports` is gone from TypeScript 7. Clew is made of ES
 * modules, which Node loads with `require` since 20.19 and `clew run` in any version; the types say the same of both ways.
 */
const onPurpose = ['NoResolution', 'CJSResolvesToESM', 'FalseCJS'];

let project: Project;
beforeAll(async () => {
  project = await installedProject();
}, 180_000);
afterAll(() => project?.remove());

const gateFile = () => readFileSync(path.join(project.folder, 'clew.gate.json'), 'utf8');

describe('the packed package', () => {
  it('runs from an empty project with production dependencies only', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await project.clew('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect(project.installed).not.toContain('typescript');
  });

  it('is as large as README.md says, and brings as many packages', () => {
    const size = project.packed.unpackedSize / 1e6;
    expect(size).toBeLessThan(Number(megabytes));
    expect(size).toBeGreaterThan(Number(megabytes) / 2);
    const brought = project.installed.filter((name) => name !== 'clew').length;
    // One of them is only for macOS.
    expect([brought, brought + 1]).toContain(Number(packages));
  });

  it('holds what runs and what documents it, and no test, benchmark or source', () => {
    expect([...new Set(project.packed.files.map((file) => file.path.split('/').slice(0, 2).join('/')))].filter((top) => !top.startsWith('schemas/')).sort()).toEqual([
      'CHANGELOG.md', 'LICENSE', 'README.md', 'dist/cli', 'dist/commonjs', 'dist/reports', 'dist/src', 'dist/testing', 'package.json',
    ]);
  });

  it('has the types that it says it has, under node16 and bundler resolution', async () => {
    const { checkPackage, createPackageFromTarballData } = (await import(checkerName)) as TypesChecker;
    const { problems } = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(project.tarball))));
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(onPurpose));
    expect(problems.filter(({ resolutionKind }) => resolutionKind === 'node16-esm' || resolutionKind === 'bundler')).toEqual([]);
  });

  it('is what publint wants of it', async () => {
    const pkgDir = path.join(project.folder, 'node_modules/clew');
    const { messages, pkg } = await publint({ pkgDir, pack: false, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });
});

// Each step begins where the one before has ended.
describe('a first day with it', () => {
  it('begins with clew init, which writes five files and says what to type next', async () => {
    const { code, stdout, stderr } = await project.clew('init');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    for (const file of ['outbox.scenario.ts', 'outbox.test.ts', 'clew.config.ts', 'clew.gate.json', '.github/workflows/clew.yml']) {
      expect(existsSync(path.join(project.folder, file)), file).toBe(true);
      expect(stdout).toContain(`written     ${file}`);
    }
    expect(stdout).toContain('npm install --save-dev vitest');
    expect(stdout).toContain('npx clew gate');
  });

  it('which a second time leaves everything alone', async () => {
    const before = gateFile();
    const { code, stdout } = await project.clew('init');
    expect(code).toBe(0);
    expect(stdout.match(/left alone/g)).toHaveLength(5);
    expect(gateFile()).toBe(before);
  });

  it.each([
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ])('has types, with modules as %s and resolution by %s', async (module, resolution) => {
    const { code, stdout } = await project.node('node_modules/typescript/bin/tsc', '--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--types', '', '--module', module, '--moduleResolution', resolution, 'outbox.scenario.ts', 'outbox.test.ts', 'clew.config.ts');
    expect(stdout).toBe('');
    expect(code).toBe(0);
  });

  it('has types in a CommonJS project as well, with modules as node16', async () => {
    mkdirSync(path.join(project.folder, 'common'));
    writeFileSync(path.join(project.folder, 'common/package.json'), '{ "type": "commonjs" }');
    const files = ['outbox.scenario.ts', 'clew.config.ts'];
    for (const file of files) copyFileSync(path.join(project.folder, file), path.join(project.folder, 'common', file));
    const wrong = "import { outbox } from './outbox.scenario.js';\nimport { assertSurvives } from 'clew/testing';\nimport { exactlyOnce } from 'clew/checkers';\nimport { requestReply } from 'clew/components';\nassertSurvives(outbox, { dropps: 1 });\nvoid [exactlyOnce(), requestReply];\n";
    writeFileSync(path.join(project.folder, 'common/wrong.ts'), wrong);
    const { stdout } = await project.node('node_modules/typescript/bin/tsc', '--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--types', '', '--module', 'node16', ...files.map((file) => `common/${file}`), 'common/wrong.ts');
    rmSync(path.join(project.folder, 'common'), { recursive: true });
    // The one mistake is found, and so the types are those of clew.
    expect(stdout.match(/error TS\d+/g)).toHaveLength(1);
    expect(stdout).toMatch(/^common\/wrong\.ts\(5,/);
    expect(stdout).toContain('dropps');
  });

  it('finds the weakness, which is the one agreed on', async () => {
    const { code, stdout } = await project.clew('run');
    expect(stdout).toContain('once        BROKEN by 1 fault');
    expect(stdout).toContain('clew replay outbox.scenario.ts --faults drop:warehouse:shop:shipped@1');
    expect(code).toBe(1);
    expect(await project.clew('gate')).toMatchObject({ code: 0, stdout: expect.stringContaining('as agreed: 1 scenario, 2 outcomes') as string });
  });

  it('passes its own test', async () => {
    const { code, stdout, stderr } = await project.node('node_modules/vitest/vitest.mjs', 'run', '--root', project.folder);
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/2 passed/);
  });

  it('shuts the gate to a protocol that is weaker by one line, with the new failure set', async () => {
    project.edit('outbox.scenario.ts', "      if (node.disk.outbox.length > 0) node.after(4, 'relay');\n", '');
    const { code, stdout } = await project.clew('gate');
    expect(stdout).toContain('drop:shop:warehouse:ship@1');
    expect(stdout).toContain('delivered');
    expect(code).toBe(1);
    project.edit('outbox.scenario.ts', "'ship', order);\n    },", "'ship', order);\n      if (node.disk.outbox.length > 0) node.after(4, 'relay');\n    },");
    expect(await project.clew('gate')).toMatchObject({ code: 0 });
  });

  it('and opens it to a stronger one, an improvement to agree to', async () => {
    project.edit('outbox.scenario.ts', 'node.disk.parcels.push(order)', 'if (!node.disk.parcels.includes(order)) node.disk.parcels.push(order)');
    const { code, stdout } = await project.clew('gate', '--update');
    expect(code).toBe(0);
    expect(stdout).toMatch(/once +.*survives/);
    expect(gateFile()).not.toContain('"broken"');
    expect(await project.clew('gate')).toMatchObject({ code: 0 });
  });
});
