import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { readHtml, readJunit, readMarkdown, readSarif, readWorkflowCommands } from '../unit/reports/formats/readers.ts';
import { shop } from './mistakes.ts';
import { clew, flaws, folderWith } from './spawned.ts';

const plain = shop.replace(/<Messages>|type .*;\n/g, '');
/** The same, and agreed to be stronger than it is. */
const agreed = { schema: 'clew/gate/1', scenarios: [{ scenario: 'shop/once', file: 'src/shop.scenario.mjs', bounds: { depth: 1, budget: { drop: 1 }, atomicSteps: false }, outcomes: [{ outcome: 'agreed', kind: 'eventually', verdict: 'survives', certified: 1, failureSets: [] }] }] };

const project = folderWith({
  'clew.config.mjs': `export default {
  scenarios: ['src/*.scenario.mjs'],
  bounds: { drops: 1 },
  reporters: ['text', 'github', ['junit', { file: 'out/clew.xml' }], 'markdown'],
};
`,
  'clew.gate.json': JSON.stringify(agreed),
  'src/shop.scenario.mjs': plain,
  'bad/name/clew.config.mjs': "export default {\n  reporters: ['text', 'junt'],\n};\n",
  'bad/option/clew.config.mjs': "export default {\n  reporters: [\n    ['junit', { fil: 'x.xml' }],\n  ],\n};\n",
  'bad/file/clew.config.mjs': "export default {\n  reporters: [['junit', { file: 5 }]],\n};\n",
  'bad/list/clew.config.mjs': "export default {\n  reporters: 'junit',\n};\n",
  'bad/pair/clew.config.mjs': "export default {\n  reporters: [['junit', 'x.xml']],\n};\n",
  'bad/workloads/clew.config.mjs': 'export default {\n  workloads: 0,\n};\n',
});
afterAll(() => project.remove());
afterEach(() => {
  for (const file of ['out', 'report.md', 'summary.md']) rmSync(path.join(project.folder, file), { recursive: true, force: true });
});

const at = (name: string) => path.join(project.folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
const run = (words: readonly string[], options: object = {}) => clew(words, { cwd: project.folder, ...options });
const inActions = { env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path.join(project.folder, 'summary.md') } };

describe('the reporters of a configuration', () => {
  it('are used by clew run, with files beside the configuration', async () => {
    const { code, stdout, stderr } = await run(['run'], { cwd: at('src') });
    expect(code).toBe(1);
    expect(stdout).toContain('BROKEN by 1 fault');
    expect(stdout).not.toContain('::error');
    expect(stderr).toBe('../out/clew.xml is written: junit.\n../report.md is written: markdown.\n');
    expect(readJunit(read('out/clew.xml'))).toMatchObject({ total: 1, failed: 1 });
    expect(readMarkdown(read('report.md')).text).toContain('shop/once');
  });

  it('are used by clew gate, which tells what is not as agreed', async () => {
    const { code, stdout } = await run(['gate']);
    expect(code).toBe(1);
    expect(stdout).toContain('a new way to break it: drop:bank:shop:paid@1');
    const junit = readJunit(read('out/clew.xml'));
    expect(junit).toMatchObject({ total: 1, failed: 1 });
    expect(read('out/clew.xml')).toMatch(/<testcase classname="shop\/once" name="agreed" time="0" file="src\/shop\.scenario\.mjs" line="26">\n +<failure message="survived, and is broken now"/);
    expect(readMarkdown(read('report.md')).text).toContain('a new way to break it');
  });

  it('annotate a pull request and add to the summary of the workflow, in GitHub Actions only', async () => {
    const { stdout } = await run(['gate'], inActions);
    const [annotation] = readWorkflowCommands(stdout.slice(stdout.indexOf('::')));
    expect(annotation).toMatchObject({ command: 'error', properties: { file: 'src/shop.scenario.mjs', line: '26', title: 'shop/once: agreed is not as agreed' } });
    expect(annotation!.message).toContain('worse: a new way to break it: drop:bank:shop:paid@1\nclew replay src/shop.scenario.mjs --faults drop:bank:shop:paid@1\n');
    expect(readMarkdown(read('summary.md')).text).toContain('not as agreed');
    expect((await run(['run'], inActions)).stdout).toContain('::error file=src/shop.scenario.mjs,line=26');
  });

  it('leave stdout to --json', async () => {
    const { stdout } = await run(['gate', '--json'], inActions);
    expect(flaws(stdout, 'gate-report')).toEqual([]);
    expect(existsSync(at('out/clew.xml'))).toBe(true);
    expect(flaws((await run(['run', '--json'], inActions)).stdout, 'run')).toEqual([]);
  });

  it('give way to --reporter, of which there may be several', async () => {
    const { stdout, stderr } = await run(['gate', '--reporter', 'github', '--reporter', 'junit=out/a.xml', '--reporter', 'html=out/a.html', '--reporter', 'sarif=out/a.sarif', '--reporter', 'json=out/a.json']);
    expect(readWorkflowCommands(stdout)).toHaveLength(1);
    expect(stderr.match(/is written/g)).toHaveLength(4);
    expect(readHtml(read('out/a.html')).text).toContain('1 broken');
    expect(readSarif(read('out/a.sarif')).runs[0]!.results).toHaveLength(1);
    expect(flaws(read('out/a.json'), 'gate-report')).toEqual([]);
    expect(existsSync(at('out/clew.xml'))).toBe(false);
  });

  it('that all write files leave the terminal as it is without them', async () => {
    const [plain, filed] = [await run(['gate', '--reporter', 'text']), await run(['gate', '--reporter', 'junit=out/b.xml'])];
    expect(filed).toMatchObject({ code: 1, stdout: plain.stdout, stderr: expect.stringContaining('out/b.xml is written: junit.') as string });
    expect(plain.stdout).not.toBe('');
  });

  it('join the parts of a gate into one report', async () => {
    const part = await run(['gate', '--shard', '1/1', '--json', '--reporter', 'text=out/part.txt']);
    expect(read('out/part.txt')).toContain('part 1/1');
    const saved = folderWith({ 'part.json': part.stdout });
    const { code, stdout, stderr } = await run(['merge', path.join(saved.folder, 'part.json'), '--reporter', 'text', '--reporter', 'github', '--reporter', 'junit=out/all.xml', '--reporter', 'html=out/all.html']);
    saved.remove();
    expect(code).toBe(1);
    expect(stdout).toContain('::error file=src/shop.scenario.mjs,line=26');
    expect(readJunit(read('out/all.xml'))).toMatchObject({ total: 1, failed: 1 });
    expect(stderr).toContain('out/all.html is not written');
  });
});

describe.concurrent('a mistake with a reporter', () => {
  it.each([
    ['name', 'clew.config.mjs:2', 'there is no reporter "junt"', 'Did you mean "junit"?'],
    ['option', 'clew.config.mjs:3', 'a reporter has no option "fil"', 'Did you mean "file"?'],
    ['file', 'clew.config.mjs:2', 'the file of the reporter "junit" is 5', "['junit', { file: 'clew.xml' }]"],
    ['list', 'clew.config.mjs:2', '"reporters" is no list', "such as ['text', "],
    ['pair', 'clew.config.mjs:2', 'is no reporter', "such as 'text'"],
    ['workloads', 'clew.config.mjs:2', '"workloads" is 0', 'such as 100'],
  ])('in a configuration is shown with its line: %s', async (name, place, what, hint) => {
    const { code, stderr } = await run(['run'], { cwd: at(`bad/${name}`) });
    expect(code).toBe(2);
    for (const said of [place, what, hint, 'CLEW_BAD_FILE']) expect(stderr).toContain(said);
  });

  it.each([
    ['junt', 'Did you mean "junit"?'],
    ['junit=', 'names no file'],
  ])('on the command line as well: %s', async (reporter, hint) => {
    expect(await run(['run', '--reporter', reporter])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(hint) as string });
  });

  it('is two that write to one file', async () => {
    expect(await run(['run', '--reporter', 'junit=out/x', '--reporter', 'markdown=./out/x'])).toMatchObject({ code: 2, stderr: expect.stringContaining('two reporters write to out/x') as string });
  });
});
