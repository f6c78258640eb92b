import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clew, flaws, folderWith } from './spawned.ts';

/** An outbox that repeats until it is acknowledged, or that sends once. In JavaScript: the loader of TypeScript would take longer than the gate. */
const outbox = (repeats: boolean) => `
import { eventually, protocol } from 'clew';

const { component, scenario } = protocol();

const shop = component({
  state: () => ({ done: false }),
  start(node) {
    node.send('store', 'order');
    ${repeats ? "node.after(3, 'again');" : ''}
  },
  on: { ack: (node) => void (node.state.done = true) },
  timers: {
    again(node) {
      if (node.state.done) return;
      node.send('store', 'order');
      node.after(3, 'again');
    },
  },
});

const store = component({
  state: () => ({ delivered: false }),
  on: {
    order(node, _, from) {
      node.state.delivered = true;
      node.send(from, 'ack');
    },
  },
});

export const outbox = scenario({
  name: 'outbox/orders',
  nodes: { shop, store },
  bounds: { drops: 2, depth: 2 },
  outcomes: { delivery: eventually('every order arrives', (world) => world.nodes.store.state.delivered) },
});
`;

let project: ReturnType<typeof folderWith>;
const at = (name: string) => path.join(project.folder, name);
const gateFile = () => readFileSync(at('clew.gate.json'), 'utf8');
const run = (...words: string[]) => clew(words, { cwd: project.folder });
const write = (repeats: boolean) => writeFileSync(at('outbox.scenario.mjs'), outbox(repeats));

beforeEach(() => {
  project = folderWith({ 'outbox.scenario.mjs': outbox(true) });
});
afterEach(() => project.remove());

describe('clew gate', () => {
  it('is shut to a weakened protocol, open to a repaired one, and opens to what is agreed', async () => {
    const first = await run('gate', 'outbox.scenario.mjs', '--update');
    expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('clew.gate.json is written: 1 scenario, 1 outcome.') as string });
    expect(flaws(gateFile(), 'gate')).toEqual([]);
    expect(gateFile()).toContain('"file": "outbox.scenario.mjs"');
    expect(await run('gate')).toMatchObject({ code: 0, stdout: expect.stringMatching(/as agreed: 1 scenario, 1 outcome, in \d+ runs/) as string, stderr: '' });

    write(false);
    const weakened = await run('gate');
    expect(weakened.code).toBe(1);
    expect(weakened.stdout.replace(/\d+ runs?/, 'N runs')).toBe(`
  outbox/orders
    worse  delivery  survived, and is broken now
    worse  delivery  a new way to break it: drop:shop:store:order@1

    replay   clew replay outbox.scenario.mjs --faults drop:shop:store:order@1

  not as agreed: 2 worse; 1 scenario, 1 outcome, in N runs
  If this is meant, agree to it: \`clew gate --update\`, and let the diff of clew.gate.json be reviewed.
`);

    expect((await run('gate', '--update')).stderr).toContain('1 agreed weakness without a reason');
    const reason = 'orders are counted at night';
    writeFileSync(at('clew.gate.json'), gateFile().replace('"certified": 2,', `"certified": 2,\n"because": "${reason}",`));
    expect(await run('gate')).toMatchObject({ code: 0 });
    expect((await run('gate', '--update')).code).toBe(0);
    expect(gateFile()).toContain(`          "because": "${reason}",\n`);

    write(true);
    const repaired = await run('gate');
    expect(repaired.code).toBe(0);
    expect(repaired.stdout).toContain('better  delivery  no longer breaks it: drop:shop:store:order@1');
    expect(repaired.stdout).toContain('better than agreed: 2 better');
    await run('gate', '--update');
    expect(gateFile()).not.toContain(reason);
    const before = gateFile();
    expect(await run('gate', '--update')).toMatchObject({ code: 0, stderr: 'clew.gate.json already says so.\n' });
    expect(gateFile()).toBe(before);
  });

  it('prints a document that keeps to its schema, and nothing else', async () => {
    await run('gate', 'outbox.scenario.mjs', '--update');
    write(false);
    const { code, stdout } = await run('gate', '--json');
    expect(code).toBe(1);
    expect(flaws(stdout, 'gate-report')).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'differs', changes: [{ kind: 'verdict', direction: 'worse' }, { kind: 'failure-set-new', faults: 'drop:shop:store:order@1' }] });
  });

  it('names a scenario without an agreement, and one that is gone', async () => {
    await run('gate', 'outbox.scenario.mjs', '--update');
    writeFileSync(at('outbox.scenario.mjs'), outbox(true).replace('outbox/orders', 'outbox/renamed'));
    const { code, stdout } = await run('gate');
    expect(code).toBe(1);
    expect(stdout).toContain('changed    has no agreement: delivery survives');
    expect(stdout).toContain('worse    is agreed on, and there is no such scenario any more');
    await run('gate', 'outbox.scenario.mjs', '--update');
    expect(gateFile()).not.toContain('outbox/orders');
  });

  it('keeps what it was not asked about', async () => {
    await run('gate', 'outbox.scenario.mjs', 'delivery/simple', '--update');
    await run('gate', 'outbox.scenario.mjs', '--update', '--drops', '1');
    expect(gateFile()).toContain('delivery/simple');
    expect(await run('gate', 'delivery/simple')).toMatchObject({ code: 0 });
  });

  it('is shut where the search does not come to its end', async () => {
    await run('gate', 'outbox.scenario.mjs', '--update');
    const { code, stdout } = await run('gate', '--runs', '2');
    expect(code).toBe(1);
    expect(stdout).toContain('survived, and is undecided now');
    expect(stdout).toContain('certificate shrank');
  });

  it.each([
    ['without a gate file', ['gate'], 'CLEW_BAD_FILE', 'nothing is agreed yet'],
    ['with nothing to agree on', ['gate', '--update'], 'CLEW_BAD_OPTION', 'no scenario is named'],
    ['that is to agree for a part', ['gate', 'outbox.scenario.mjs', '--update', '--shard', '1/2'], 'CLEW_BAD_OPTION', 'a part cannot agree for all'],
    ['of a part that is none', ['gate', 'outbox.scenario.mjs', '--shard', '3/2'], 'CLEW_BAD_OPTION', 'not a part such as 2/5'],
  ])('%s is wrong use', async (_, words, code, what) => {
    const ended = await run(...words);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(what) as string });
    expect(ended.stderr).toContain(code);
    expect(existsSync(at('clew.gate.json'))).toBe(false);
  });

  it('is undecided when it is stopped, and leaves the agreement alone', async () => {
    await run('gate', 'outbox.scenario.mjs', '--update');
    const before = gateFile();
    // What a scenario prints goes to stderr: this one says when it is played for the first time, and takes its time.
    const slow = "start(node) {\n    if (!told) console.log('it runs');\n    told = true;\n    for (let spin = 0; spin < 2e6; spin++);";
    writeFileSync(at('outbox.scenario.mjs'), `let told = false;\n${outbox(true).replace('start(node) {', slow)}`);
    const large = ['gate', '--drops', '3', '--dups', '3', '--defers', '3', '--depth', '5', '--update'];
    const stopped = await clew(large, { cwd: project.folder, meanwhile: (child) => child.stderr?.once('data', () => setTimeout(() => child.kill('SIGINT'), 100)) });
    expect(stopped).toMatchObject({ code: 3, stdout: expect.stringContaining('undecided: the search was stopped') as string, stderr: 'it runs\nclew.gate.json is left as it was.\n' });
    expect(gateFile()).toBe(before);
  });

  it('leaves the agreement alone where a scenario is unusable', async () => {
    await run('gate', 'outbox.scenario.mjs', 'delivery/simple', '--update');
    const before = gateFile();
    writeFileSync(at('outbox.scenario.mjs'), outbox(true).replace('world.nodes.store.state.delivered', '!world.nodes.store.state.delivered'));
    const { code, stdout } = await run('gate', '--update');
    expect(code).toBe(2);
    expect(stdout).toContain('UNUSABLE  CLEW_BROKEN_WITHOUT_FAULTS');
    expect(gateFile()).toBe(before);
  });
});

describe('shards', () => {
  it('of a gate say together what the gate says', async () => {
    const words = ['outbox.scenario.mjs', 'delivery/simple', 'delivery/classic', '2pc/plain'];
    await run('gate', ...words, '--update');
    write(false);
    const whole = await run('gate', '--json');
    const parts = await Promise.all([1, 2, 3].map((index) => run('gate', '--shard', `${index}/3`, '--json')));
    for (const [index, { stdout }] of parts.entries()) {
      expect(flaws(stdout, 'gate-report')).toEqual([]);
      writeFileSync(at(`part-${index + 1}.json`), stdout);
    }
    const merged = await run('merge', 'part-3.json', 'part-1.json', 'part-2.json', '--json');
    expect(merged).toMatchObject({ code: 1, stdout: whole.stdout });
    expect(await run('merge', 'part-1.json', 'part-3.json')).toMatchObject({ code: 2, stderr: expect.stringContaining('a part is missing') as string });
    expect(await run('merge', 'part-1.json', 'part-2.json', 'part-3.json', 'part-1.json')).toMatchObject({ code: 2, stderr: expect.stringContaining('part 1/3 is there twice') as string });
    expect(await run('merge', 'part-1.json', 'part-2.json', 'part-3.json', '--update')).toMatchObject({ code: 0 });
    expect(await run('gate')).toMatchObject({ code: 0 });
  });
});

describe('clew diff', () => {
  it('tells a weakened protocol from a repaired one, from gate files and from saved runs', async () => {
    await run('gate', 'outbox.scenario.mjs', '--update', '--file', 'base.json');
    await run('run', 'outbox.scenario.mjs', '--save', 'base-run.json');
    write(false);
    await run('gate', 'outbox.scenario.mjs', '--update', '--file', 'head.json');
    await run('run', 'outbox.scenario.mjs', '--save', 'head-run.json');
    for (const [base, head] of [['base.json', 'head.json'], ['base-run.json', 'head-run.json'], ['base.json', 'head-run.json']] as const) {
      const worse = await run('diff', base, head);
      expect(worse).toMatchObject({ code: 1, stdout: expect.stringContaining('worse  delivery  a new way to break it: drop:shop:store:order@1') as string });
      expect(await run('diff', head, base)).toMatchObject({ code: 0, stdout: expect.stringContaining('2 better') as string });
    }
    expect(await run('diff', 'base-run.json', 'base.json')).toMatchObject({ code: 0, stdout: '\n  no difference\n' });
    const { stdout } = await run('diff', 'base.json', 'head.json', '--json');
    expect(flaws(stdout, 'diff')).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ worse: true });
  });

  it('refuses what it cannot compare', async () => {
    writeFileSync(at('other.json'), '{ "schema": "clew/replay/1" }');
    expect(await run('diff', 'other.json', 'missing.json')).toMatchObject({ code: 2, stderr: expect.stringContaining('is of the kind "clew/replay/1"') as string });
    expect(await run('diff', 'missing.json', 'other.json')).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no file missing.json') as string });
  });
});
