import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { clew, flaws, folderWith } from './spawned.ts';

/** A client that sends its orders once each, and a store that forgets to answer for a pen. */
const orders = (answers: string) => `import fc from 'fast-check';
import { eventually, forAll, protocol } from 'clew';

const { component, scenario } = protocol<{ order: string; ack: null }>();

const clientFor = (list: readonly string[]) =>
  component({
    state: () => ({ acks: 0, sent: 0 }),
    start(node) {
      for (const item of list) {
        node.state.sent++;
        node.send('store', 'order', item);
      }
    },
    on: { ack: (node) => void node.state.acks++ },
  });

const store = component({
  state: () => ({ sold: 0 }),
  on: {
    order(node, item, from) {
      node.state.sold++;
      ${answers}node.send(from, 'ack');
    },
  },
});

export const orders = forAll(fc.array(fc.constantFrom('ink', 'pen'), { maxLength: 4 }), (list) =>
  scenario({
    name: 'orders/once',
    nodes: { client: clientFor(list), store },
    bounds: { dups: 1 },
    outcomes: { answered: eventually('every order is answered', ({ nodes }) => nodes.client.state.acks >= nodes.client.state.sent) },
  }),
);
`;

const { folder, remove } = folderWith({
  'holds.ts': orders(''),
  'forgets.ts': orders("if (item !== 'pen') "),
  'two.ts': `${orders('')}export const again = forAll(fc.constant(['ink']), () => orders.scenarioOf(['ink']));\n`,
});
symlinkSync(path.join(fileURLToPath(new URL('../..', import.meta.url)), 'node_modules'), path.join(folder, 'node_modules'));
afterAll(remove);

const inFolder = { cwd: folder };
interface Told {
  readonly workloads: { readonly verdict: string; readonly seed: number; readonly counterexample?: { readonly workload: string; readonly path: string; readonly outcomes?: { readonly failureSets: { readonly faults: string }[] }[] } }[];
}

describe.concurrent('clew run of a scenario under generated workloads', () => {
  it('survives, and says of which workloads that speaks', async () => {
    const { code, stdout, stderr } = await clew(['run', 'holds.ts', '--workloads', '20'], inFolder);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/holds\.ts {2}20 workloads of seed 1/);
    expect(stdout).toContain('survives');
    expect(code).toBe(0);
  });

  it('shows the smallest workload that breaks it, what does, and the way back', async () => {
    const { code, stdout } = await clew(['run', 'holds.ts', '--drops', '1'], inFolder);
    expect(code).toBe(1);
    expect(stdout).toMatch(/BROKEN under the workload\n\n {4}\["ink"\]/);
    expect(stdout).toContain('drop:client:store:order@1');
    const again = /again +clew (.*)/.exec(stdout)![1]!;
    expect(again).toContain('--drops 1');
    const { stdout: document } = await clew([...again.split(' '), '--json'], inFolder);
    expect(flaws(document, 'run')).toEqual([]);
    expect(JSON.parse(document) as Told).toMatchObject({ workloads: [{ verdict: 'broken', counterexample: { workload: '["ink"]', outcomes: [{ name: 'answered', verdict: 'broken' }] } }] });
  });

  it('tells a workload that breaks it without any fault', async () => {
    const { code, stdout } = await clew(['run', 'forgets.ts', '--json'], inFolder);
    expect(code).toBe(1);
    expect(flaws(stdout, 'run')).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ workloads: [{ counterexample: { workload: '["pen"]', withoutFaults: { code: 'CLEW_BROKEN_WITHOUT_FAULTS' } } }] });
    expect((await clew(['run', 'forgets.ts'], inFolder)).stdout).toContain('["pen"]');
  });

  it('takes one of several by its export', async () => {
    const { stdout } = await clew(['run', 'two.ts', '--workloads', '5'], inFolder);
    expect(stdout).toContain('two.ts#orders');
    expect(stdout).toContain('two.ts#again');
    expect(await clew(['run', 'two.ts#again', '--workloads', '5'], inFolder)).toMatchObject({ code: 0 });
  });

  it('is all that can be done with it', async () => {
    const { code, stderr } = await clew(['replay', 'holds.ts', '--faults', 'none'], inFolder);
    expect(code).toBe(2);
    expect(stderr).toContain('clew run holds.ts');
    expect(await clew(['run', 'holds.ts', '--path', 'x'], inFolder)).toMatchObject({ code: 2, stderr: expect.stringContaining('CLEW_BAD_OPTION') as string });
  });
});
