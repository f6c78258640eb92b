import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportFiles } from '../../cli/reporters/report-files.ts';
import { hasGraphviz, readDot, mermaidErrors, readHtml, readJunit, readMarkdown, readSarif, readShiviz, readWorkflowCommands } from '../unit/reports/formats/readers.ts';
import { clew, flaws, folderWith } from './spawned.ts';

const scenarioFile = `import { eventually, protocol } from 'clew';

const { component, scenario } = protocol<{ order: null }>();

const shop = component({ start: (node) => node.send('b', 'order') });
const stock = component({ state: () => ({ got: 0 }), on: { order: (node) => void node.state.got++ } });

export const saga = scenario({
  name: 'saga/first',
  nodes: { a: shop, b: stock },
  outcomes: {
    arrives: eventually('the order arrives', (world) => world.nodes.b.state.got === 1),
  },
});
`;

let project: ReturnType<typeof folderWith>;
const formats = ['text', 'html', 'junit', 'sarif', 'github', 'markdown', 'shiviz', 'mermaid', 'dot', 'json'] as const;

beforeAll(async () => {
  project = folderWith({ 'saga.scenario.ts': scenarioFile });
  await clew(['run', 'saga.scenario.ts', '--drops', '1', '--save', 'run.json'], { cwd: project.folder });
});
afterAll(() => project.remove());

const report = (words: readonly string[], options: object = {}) => clew(['report', ...words], { cwd: project.folder, ...options });

describe('clew report', () => {
  it('writes all formats from one saved run, and all are valid', async () => {
    expect(await report(['run.json', '--format', formats.join(','), '--output', 'reports'])).toMatchObject({ code: 0, stdout: '', stderr: formats.map((format) => `${path.join('reports', reportFiles[format])} is written: ${format}.\n`).join('') });
    const read = (name: string) => readFileSync(path.join(project.folder, 'reports', name), 'utf8');
    expect(readdirSync(path.join(project.folder, 'reports'))).toHaveLength(formats.length);
    expect(read('report.txt')).toContain('BROKEN by 1 fault');
    expect(readHtml(read('report.html')).text).toContain('1 broken');
    expect(readJunit(read('junit.xml'))).toMatchObject({ total: 1, failed: 1 });
    expect(readSarif(read('clew.sarif')).runs[0]!.results![0]!.locations![0]!.physicalLocation).toMatchObject({ artifactLocation: { uri: 'saga.scenario.ts' }, region: { startLine: 12 } });
    expect(readWorkflowCommands(read('annotations.txt'))[0]!.properties).toMatchObject({ file: 'saga.scenario.ts', line: '12' });
    expect(readMarkdown(read('report.md')).text).toContain('saga/first');
    // The bounds of the search are not those of the scenario.
    expect(read('report.md')).toContain('clew explain saga.scenario.ts arrives --drops 1 --depth 1\n');
    expect(readShiviz(read('run.shiviz.log')).length).toBeGreaterThan(0);
    expect(mermaidErrors(read('run.mmd'))).toEqual([]);
    if (hasGraphviz) expect(readDot(read('lineage.dot')).edges.length).toBeGreaterThan(0);
    expect(flaws(read('report.json'), 'run')).toEqual([]);
  });

  it('finds the scenario beside the saved run, wherever it is called from', async () => {
    expect((await clew(['report', path.join(project.folder, 'run.json'), '--format', 'mermaid'])).stdout).toContain('n0-xn1: order lost');
  });

  it('draws the run that is asked for', async () => {
    expect((await report(['run.json', '--format', 'mermaid', '--faults', 'none'])).stdout).toContain('n0->>n1: order');
  });

  it('adds to the summary of the workflow', async () => {
    const summary = path.join(project.folder, 'summary.md');
    const { stdout } = await report(['run.json', '--format', 'github'], { env: { GITHUB_STEP_SUMMARY: summary } });
    expect(readWorkflowCommands(stdout)).toHaveLength(1);
    expect(readFileSync(summary, 'utf8')).toContain('## clew: 1 broken');
  });

  it('writes what needs no run where the scenario is gone, and says so', async () => {
    const gone = folderWith({ 'run.json': readFileSync(path.join(project.folder, 'run.json'), 'utf8') });
    const junit = await clew(['report', 'run.json', '--format', 'junit'], { cwd: gone.folder });
    const mermaid = await clew(['report', 'run.json', '--format', 'mermaid'], { cwd: gone.folder });
    gone.remove();
    expect(junit).toMatchObject({ code: 0, stderr: expect.stringContaining('no run of saga/first is drawn') as string });
    expect(readJunit(junit.stdout)).toMatchObject({ total: 1, failed: 1 });
    expect(mermaid).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('saga/first cannot be played') as string });
  });

  it('warns where the scenario was changed after the search', async () => {
    const changed = folderWith({ 'run.json': readFileSync(path.join(project.folder, 'run.json'), 'utf8'), 'saga.scenario.ts': scenarioFile.replace('=== 1', '>= 0') });
    const { stderr } = await clew(['report', 'run.json', '--format', 'junit'], { cwd: changed.folder });
    changed.remove();
    expect(stderr).toContain('drop:a:b:order@1 no longer breaks "arrives" of saga/first');
  });

  it.each([
    ['CLEW_BAD_OPTION', 'Did you mean "html"?', ['run.json', '--format', 'htm']],
    ['CLEW_BAD_OPTION', '--output reports', ['run.json', '--format', 'html,junit']],
    ['CLEW_BAD_FILE', 'clew run --save missing.json', ['missing.json', '--format', 'html']],
    ['CLEW_BAD_FILE', 'is not JSON', ['saga.scenario.ts', '--format', 'html']],
    ['CLEW_UNKNOWN_OUTCOME', 'Did you mean "arrives"?', ['run.json', '--format', 'dot', '--outcome', 'arrive']],
    ['CLEW_UNKNOWN_SCENARIO', 'Did you mean "saga/first"?', ['run.json', '--format', 'dot', '--scenario', 'saga/frist']],
    ['CLEW_CANNOT_WRITE', 'cannot be written', ['run.json', '--format', 'html', '--output', 'no/such/report.html']],
    ['CLEW_BAD_FAULT', 'begins with no kind of fault', ['run.json', '--format', 'mermaid', '--faults', 'bang']],
  ])('refuses with %s and says %j', async (code, saying, words) => {
    const ended = await report(words);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(`(${code})`) as string });
    expect(ended.stderr).toContain(saying);
  });
});
