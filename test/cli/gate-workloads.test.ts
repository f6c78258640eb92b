import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { clew, flaws, folderWith } from './spawned.ts';

/** A client that sends each of its orders so many times, and counts the answers. */
const orders = (times: number, answers = '') => `import fc from 'fast-check';
import { eventually, forAll, protocol } from 'clew';

const { component, scenario } = protocol();

const clientFor = (list) =>
  component({
    state: () => ({ acks: 0 }),
    start(node) {
      for (const item of list) for (let time = 0; time < ${times}; time++) node.send('store', 'order', item);
    },
    on: { ack: (node) => void node.state.acks++ },
  });

const store = component({
  state: () => ({ sold: 0 }),
  on: {
    order(node, item, from) {
      node.state.sold++;
      ${answers}for (let time = 0; time < ${times}; time++) node.send(from, 'ack');
    },
  },
});

export const orders = forAll(fc.array(fc.constantFrom('ink', 'pen'), { maxLength: 3 }), (list) =>
  scenario({
    name: 'orders/once',
    nodes: { client: clientFor(list), store },
    outcomes: {
      answered: eventually('every order is answered', ({ nodes }) => nodes.client.state.acks >= list.length),
      sold: eventually('every order is sold', ({ nodes }) => nodes.store.state.sold >= list.length),
    },
  }),
);
`;

const project = folderWith({
  'clew.config.mjs': "export default { bounds: { drops: 1 }, workloads: 20, reporters: ['text', ['junit', { file: 'out/clew.xml' }]] };\n",
  'orders.scenario.mjs': orders(2),
});
symlinkSync(path.join(fileURLToPath(new URL('../..', import.meta.url)), 'node_modules'), path.join(project.folder, 'node_modules'));
afterAll(() => project.remove());

const run = (...words: string[]) => clew(words, { cwd: project.folder });
const write = (text: string) => writeFileSync(path.join(project.folder, 'orders.scenario.mjs'), text);
const read = (name: string) => readFileSync(path.join(project.folder, name), 'utf8');

// Each step begins where the one before has ended.
describe('clew gate of a scenario of generated workloads', () => {
  it('agrees on it, with the workloads that it speaks of', async () => {
    expect(await run('gate', '--update')).toMatchObject({ code: 0, stderr: expect.stringContaining('clew.gate.json is written: 1 scenario, 2 outcomes.') as string });
    expect(flaws(read('clew.gate.json'), 'gate')).toEqual([]);
    expect(read('clew.gate.json')).toContain('"workloads": { "count": 20, "seed": 1 },\n      "bounds": { "depth": 1, "budget": { "drop": 1 }, "atomicSteps": false }');
    expect(JSON.parse(read('clew.gate.json'))).toMatchObject({ scenarios: [{ scenario: 'orders.scenario.mjs#orders', file: 'orders.scenario.mjs', outcomes: [{ outcome: 'answered', verdict: 'survives', certified: 1 }, { outcome: 'sold', verdict: 'survives' }] }] });
    expect(await run('gate')).toMatchObject({ code: 0, stdout: expect.stringMatching(/as agreed: 1 scenario, 2 outcomes, in \d+ runs/) as string });
  });

  it('is shut to a weaker one, and shows the smallest workload, its failure set, and the way back', async () => {
    write(orders(1));
    const { code, stdout } = await run('gate');
    expect(code).toBe(1);
    expect(stdout).toContain('worse  answered  survived, and is broken now under ["ink"]\n    worse  answered  a new way to break it: drop:client:store:order@1');
    const again = /again +clew (.*)/.exec(stdout)![1]!;
    expect(await run(...again.split(' '))).toMatchObject({ code: 1, stdout: expect.stringContaining('BROKEN under the workload\n\n    ["ink"]') as string });
    expect(read('out/clew.xml')).toContain('<failure');
    const { stdout: document } = await run('gate', '--json');
    expect(flaws(document, 'gate-report')).toEqual([]);
  });

  it('that fewer workloads are tried is worse as well', async () => {
    write(orders(2));
    expect(await run('gate', '--workloads', '5')).toMatchObject({ code: 1, stdout: expect.stringContaining('worse    bounds loosened: 20 workloads were tried, now 5') as string });
  });

  it('tells a workload that breaks it without any fault', async () => {
    write(orders(2, "if (item === 'pen') return;\n      "));
    const { code, stdout } = await run('gate');
    expect(code).toBe(1);
    expect(stdout).toContain('answered  survived, and is broken now under ["pen"]');
    expect(stdout).toContain('answered  a new way to break it: none');
    expect(stdout).not.toContain('sold');
  });

  it('is undecided where each workload may have too few runs', async () => {
    write(orders(2));
    expect(await run('gate', '--runs', '2')).toMatchObject({ code: 1, stdout: expect.stringContaining('survived, and is undecided now') as string });
  });

  it('opens to a repaired one, and shards like any other', async () => {
    expect(await run('gate')).toMatchObject({ code: 0 });
    for (const part of [1, 2]) writeFileSync(path.join(project.folder, `part-${part}.json`), (await run('gate', '--shard', `${part}/2`, '--json')).stdout);
    expect(await run('merge', 'part-1.json', 'part-2.json')).toMatchObject({ code: 0, stdout: expect.stringContaining('as agreed: 1 scenario, 2 outcomes') as string });
  });
});
